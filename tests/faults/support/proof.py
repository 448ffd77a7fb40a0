"""kill -9, disorder and bad days in full, for the page of proofs (`make proof`)."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from tests.faults.support import disorder, kills, roads
from tests.proof.rows import Rows, told
from tests.support.databases import KINDS, empty_database_url

INTERVIEWS, ROUNDS, UPDATES = 200, 4, 10_000
DAYS = {
    "sqlite": roads.Day(30, "polling", 0.08, silent=22.0),
    "postgresql": roads.Day(30, "webhook", 0.08, silent=22.0),
}
"""Ten reviews at once on each of Telegram, Zalo Bot and Zalo OA."""


def kill_rows(interviews: int = INTERVIEWS, rounds: int = ROUNDS) -> Rows:
    def one(_: str, url: str, folder: Path) -> str:
        found = kills.run(url, folder, interviews, rounds)
        return (
            f"{told(found.problems)} in {found.messages:,} messages, "
            f"{found.kills.total()} kills at {len(set(found.kills) - {'anywhere'})} points, "
            f"{found.twice} replies twice, {found.again} answers asked for again, of {found.reminders} reminders {found.uncertain} "
            f"uncertain and none twice"
        )

    return {
        "kill -9 of the whole process": (f"{interviews} interviews in flight on each database", _on_each_database(one))
    }


def disorder_rows(updates: int = UPDATES) -> Rows:
    def one(_: str, url: str, folder: Path) -> str:
        found = disorder.run(url, folder, updates)
        end = told(found.problems, "the end of the clean run everywhere")
        return f"{end}, {found.updates:,} updates, {found.said_so:,} said not to be applied"

    return {"updates repeated, delayed": (f"{updates:,} updates on each database", _on_each_database(one))}


def road_rows() -> Rows:
    def one(kind: str, url: str, folder: Path) -> str:
        day = DAYS[kind]
        found = roads.run(url, folder, day)
        return (
            f"{day.mode}, {told(found.problems)} in {found.messages:,} messages, "
            f"{found.happened.total():,} mishaps of {len(found.happened)} kinds, {found.twice} messages came twice, "
            f"of {found.reminders:,} reminders {found.uncertain} uncertain and none twice"
        )

    return {"Telegram, Zalo Bot and Zalo OA": ("30 reviews at once on each database", _on_each_database(one))}


def _on_each_database(one: Callable[[str, str, Path], str]) -> str:
    """What came of it on every kind of database that there is, each empty at first."""
    found = []
    for kind in KINDS:
        began = perf_counter()
        with tempfile.TemporaryDirectory() as name, empty_database_url(kind, Path(name)) as url:
            result = one(kind, url, Path(name))
        found.append(f"{kind}: {result}, {perf_counter() - began:,.0f} s")
        print(found[-1][:1000], flush=True)
    return "; ".join(found)
