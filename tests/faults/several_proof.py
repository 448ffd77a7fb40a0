"""The load on several processes in full: `make proof`, or alone `python -m tests.faults.several_proof [minutes]`.

500 staff and 20 messages a second on 4 workers, 1 receiver, 1 sender and 1 scheduler with a standby each; the active two are killed in the middle.
"""

import asyncio
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

from tests.databases import POSTGRES_URL, empty_database_url
from tests.faults.several_bots import Bots, bots
from tests.faults.several_load import Load, clean_run, differences, prepare, reminded

STAFF, RATE, MINUTES = 500, 20.0, 10.0
REMINDERS = 60
WORKERS = 4
AIM_MS, AIM_SECONDS = 300.0, 30.0


@dataclass(frozen=True)
class Proof:
    """`p95` in ms of all messages; `wrong`: whatever was lost, doubled or left over."""

    messages: int
    seconds: float
    p50: float
    p95: float
    takeover: float
    reminders: int
    wrong: tuple[str, ...]

    @property
    def met(self) -> bool:
        return not self.wrong and self.p95 <= AIM_MS and self.takeover <= AIM_SECONDS

    def row(self) -> tuple[str, str]:
        """How much, and what came of it."""
        wrong = "0 lost, 0 doubled" if not self.wrong else "; ".join(self.wrong[:5])
        much = f"{STAFF} staff, {self.messages:,} messages in {self.seconds / 60:.0f} min, {self.reminders} reminders"
        first = f"first message of the reply p50 {self.p50:.0f} ms, p95 {self.p95:.0f} ms (aim ≤ {AIM_MS:.0f})"
        return much, f"{wrong}; {first}; standbys active after {self.takeover:.1f} s (aim ≤ {AIM_SECONDS:.0f})"


def run(minutes: float = MINUTES) -> Proof:
    """Everybody plays the same review as far as the minutes reach."""
    steps = max(2, round(minutes * 60 * RATE / STAFF))
    with (
        tempfile.TemporaryDirectory() as folder,
        empty_database_url("postgresql", Path()) as url,
        bots(url, Path(folder)) as house,
    ):
        clean = clean_run(Path(folder), steps)
        prepare(url, STAFF, REMINDERS, every=minutes * 60 / REMINDERS)
        parts = [["receiver"], ["receiver"], *[["worker"]] * WORKERS, *[["sender"], ["scheduler"]] * 2]
        receiver = house.start(*parts)[0]
        load = Load(receiver.address, clean.words, STAFF, RATE)
        began = perf_counter()
        takeover = asyncio.run(_write_and_kill(house, load))
        seconds = perf_counter() - began
        planned, arrived = _reminders(url)
        wrong = [*load.heard.lost, *load.heard.doubled, *differences(url, STAFF, clean)]
        if planned > arrived:
            wrong.append(f"{planned - arrived} reminders not sent")
        heard = sorted(load.heard.took)
        return Proof(
            len(heard),
            seconds,
            heard[len(heard) // 2],
            heard[int(len(heard) * 0.95)],
            takeover,
            planned,
            tuple(wrong),
        )


async def _write_and_kill(house: Bots, load: Load) -> float:
    """The slower of the two standbys; seconds."""
    writing = asyncio.create_task(load.run())
    await asyncio.sleep(len(load.words) * load.staff / load.rate / 2)
    took = max([await asyncio.to_thread(_kill, house, part) for part in ("sender", "scheduler")])
    await writing
    return took


def _kill(house: Bots, part: str) -> float:
    active, (standby,) = house.active(part)
    active.kill()
    return standby.until(part, "active")


def _reminders(url: str) -> tuple[int, int]:
    """(planned, in the mailbox), once all are due."""
    for _ in range(60):
        planned, queued, arrived = reminded(url)
        if planned <= queued == arrived:
            break
        sleep(1)
    return planned, arrived


def main() -> int:
    if not POSTGRES_URL:
        print("several processes: RASOAT_TEST_POSTGRES_URL is not set")
        return 1
    proof = run(float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES)
    print(": ".join(proof.row()))
    return 0 if proof.met else 1


if __name__ == "__main__":
    sys.exit(main())
