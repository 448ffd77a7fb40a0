"""kill -9 and disorder in full: `make proof`, or alone `python -m tests.faults.proof [interviews [updates]]`."""

import sys
import tempfile
from pathlib import Path
from time import perf_counter

from tests.databases import KINDS, empty_database_url
from tests.faults import disorder, kills, roads

INTERVIEWS, ROUNDS, UPDATES = 200, 4, 10_000
DAYS = {
    "sqlite": roads.Day(30, "polling", 0.08, silent=22.0),
    "postgresql": roads.Day(30, "webhook", 0.08, silent=22.0),
}
"""Ten reviews at once on each of Telegram, Zalo Bot and Zalo OA."""

Rows = dict[str, tuple[str, str]]


def rows(interviews: int = INTERVIEWS, updates: int = UPDATES) -> Rows:
    """On every kind of database that there is; for the page of proofs."""
    killed, mixed, bad = [], [], []
    for kind in KINDS:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            killed.append(f"{kind}: {_killed(kind, folder, interviews)}")
            print(killed[-1], flush=True)
            mixed.append(f"{kind}: {_mixed(kind, folder, updates)}")
            print(mixed[-1], flush=True)
            bad.append(f"{kind}: {_bad_day(kind, folder)}")
            print(bad[-1], flush=True)
    return {
        "kill -9 of the whole process": (f"{interviews} interviews in flight on each database", "; ".join(killed)),
        "updates repeated, delayed": (f"{updates:,} updates on each database", "; ".join(mixed)),
        "Telegram, Zalo Bot and Zalo OA": ("30 reviews at once, on each database", "; ".join(bad)),
    }


def _killed(kind: str, folder: Path, interviews: int) -> str:
    began = perf_counter()
    with empty_database_url(kind, folder) as url:
        found = kills.run(url, folder, interviews, ROUNDS)
    _print(found.problems)
    told = "0 answers lost, 0 doubled" if not found.problems else f"{len(found.problems)} PROBLEMS"
    return (
        f"{told} in {found.messages:,} messages, {sum(found.kills.values())} kills at {len(set(found.kills) - {'anywhere'})} points, "
        f"{found.twice} replies twice, {found.again} answers asked for again, of {found.reminders} reminders {found.uncertain} "
        f"uncertain and none twice, {perf_counter() - began:,.0f} s"
    )


def _mixed(kind: str, folder: Path, updates: int) -> str:
    began = perf_counter()
    (folder / "clean.db").unlink(missing_ok=True)
    with empty_database_url(kind, folder / "mixed") as url:
        (folder / "mixed").mkdir(exist_ok=True)
        found = disorder.run(url, folder, updates)
    _print(found.problems)
    told = "the end of the clean run everywhere" if not found.problems else f"{len(found.problems)} PROBLEMS"
    return (
        f"{told}, {found.updates:,} updates, {found.said_so:,} said not to be applied, {perf_counter() - began:,.0f} s"
    )


def _bad_day(kind: str, folder: Path) -> str:
    began = perf_counter()
    place, day = folder / "roads", DAYS[kind]
    place.mkdir()
    with empty_database_url(kind, place) as url:
        found = roads.run(url, place, day)
    _print(found.problems)
    told = "0 answers lost, 0 doubled" if not found.problems else f"{len(found.problems)} PROBLEMS"
    return (
        f"{day.mode}, {told} in {found.messages:,} messages, {found.happened.total():,} mishaps of {len(found.happened)} kinds, "
        f"{found.twice} messages came twice, of {found.reminders:,} reminders {found.uncertain} uncertain and none twice, "
        f"{perf_counter() - began:,.0f} s"
    )


def _print(problems: list[str]) -> None:
    for problem in problems[:20]:
        print(problem[:300])


def main() -> None:
    given = [int(one) for one in sys.argv[1:]]
    rows(*given)


if __name__ == "__main__":
    main()
