"""The load on several processes in full (`make proof`).

500 staff and 20 messages a second on 4 workers, 1 receiver, 1 sender and 1 scheduler with a standby each; the active sender and scheduler are killed in
the middle. Then a small load, in the middle of which the database is gone for a minute.
"""

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

from tests.faults.support.several_bots import Bots, bots, gone
from tests.faults.support.several_load import Load, Reminded, clean_run, differences, prepare, reminded
from tests.proof.rows import Rows, told
from tests.support.databases import POSTGRES_URL, empty_database_url

STAFF, RATE, MINUTES = 500, 20.0, 10.0
REMINDERS = 60
WORKERS = 4
FEW, FEW_RATE, AWAY = 20, 10.0, 60.0
AIM_MS, AIM_SECONDS = 300.0, 30.0


@dataclass(frozen=True)
class Proof:
    """`p95` in ms of all messages; `wrong`: whatever was lost, doubled or left over."""

    messages: int
    seconds: float
    p50: float
    p95: float
    takeover: float
    reminders: Reminded
    wrong: tuple[str, ...]

    def row(self) -> tuple[str, str]:
        """How much, and what came of it."""
        much = f"{STAFF} staff, {self.messages:,} messages in {self.seconds / 60:.0f} min, {_told(self.reminders)}"
        first = f"first message of the reply p50 {self.p50:.0f} ms, p95 {self.p95:.0f} ms (aim ≤ {AIM_MS:.0f})"
        late = [f"p95 {self.p95:.0f} ms"] if self.p95 > AIM_MS else []
        late += [f"standbys after {self.takeover:.0f} s"] if self.takeover > AIM_SECONDS else []
        return (
            much,
            f"{told([*self.wrong, *late])}; {first}; standbys active after {self.takeover:.1f} s (aim ≤ {AIM_SECONDS:.0f})",
        )


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
        after = _reminders(url)
        wrong = [*load.heard.lost, *load.heard.doubled, *differences(url, STAFF, clean)]
        wrong += [] if after.settled else [f"reminders: {after}"]
        heard = sorted(load.heard.took)
        return Proof(
            len(heard),
            seconds,
            heard[len(heard) // 2],
            heard[int(len(heard) * 0.95)],
            takeover,
            after,
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


def _reminders(url: str) -> Reminded:
    """Once all are due and sent."""
    for _ in range(60):
        found = reminded(url)
        if found.settled:
            break
        sleep(1)
    return found


def _told(after: Reminded) -> str:
    return f"{after.planned} reminders ({after.uncertain} listed as uncertain)"


def away(seconds: float = AWAY) -> tuple[str, str]:
    """How much was sent around an outage of the database, and what came of it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        empty_database_url("postgresql", Path()) as url,
        bots(url, Path(folder)) as house,
    ):
        clean = clean_run(Path(folder))
        prepare(url, FEW, REMINDERS, every=2.0)
        front, _ = house.start(["receiver", "worker"], ["sender", "scheduler"])
        load = Load(front.address, clean.words, FEW, FEW_RATE, patience=seconds + 60)
        back_after = asyncio.run(_write_and_cut(url, house, load, seconds))
        after = _reminders(url)
        wrong = [*load.heard.lost, *load.heard.doubled, *differences(url, FEW, clean)]
        wrong += [] if after.settled else [f"reminders: {after}"]
    return (
        f"{FEW} staff, {len(load.heard.took)} messages, {_told(after)}, {seconds:.0f} s without a database",
        f"{told(wrong)}; everything active again after {back_after:.1f} s; {load.heard.refused} refused with a sentence and sent again",
    )


async def _write_and_cut(url: str, house: Bots, load: Load, seconds: float) -> float:
    """How long after the database is back all parts are active again."""
    writing = asyncio.create_task(load.run())
    await asyncio.sleep(5)
    told = await asyncio.to_thread(gone, url, seconds, house.all)
    assert all(each["status"] == "error" for each in told), told
    began = perf_counter()
    for bot in house.all:
        for part in bot.parts:
            await asyncio.to_thread(bot.until, part, "active")
    took = perf_counter() - began
    await writing
    return took


def rows(minutes: float = MINUTES, seconds: float = AWAY) -> Rows:
    """By how the rows of docs/proofs.md begin; none without a PostgreSQL to run on."""
    if not POSTGRES_URL:
        print("several processes: left out, RASOAT_TEST_POSTGRES_URL is not set")
        return {}
    return {"several processes": run(minutes).row(), "PostgreSQL is gone": away(seconds)}
