"""What a reply costs, beside the floor of this machine: `make bench`."""

import os
import platform
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from bot.garbage import settle
from tests.bench.household import new_households, replies
from tests.bench.timing import Reply, Timed, floor, open_full
from tests.properties.support.phone import Commune, template
from tests.support.conversation import shared_services

HOUSEHOLDS = 12
FREE_MESSAGES = 3000
"""A month, of a free Zalo bot."""

AIM_MS, AIM_RATIO, AIM_MESSAGES = 5.0, 10.0, 25


def main() -> None:
    print_figures(measure())


def measure() -> "Figures":
    """One run on a database on the disk."""
    Path("build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir="build") as name:
        folder = Path(name)
        start = _commune(folder)
        recorded = _interviews(folder, start, record=True)
        lowest = floor(_copy(folder, start, "floor"), recorded)
        timed = _interviews(folder, start, record=False)
    answers = [place for place in range(len(timed) // HOUSEHOLDS, len(timed)) if _is_answer(timed[place])]
    chosen, least = [timed[place] for place in answers], [lowest[place] for place in answers]
    return Figures(
        replies=len(answers),
        messages=_messages(timed),
        turn=Spread.of([reply.turn for reply in chosen]),
        ingest=Spread.of([reply.ingest for reply in chosen]),
        send=Spread.of([reply.send for reply in chosen]),
        floor=Spread.of([parsing + writing for parsing, writing in least]),
        parsing=Spread.of([parsing for parsing, _ in least]),
        writing=Spread.of([writing for _, writing in least]),
    )


def _commune(folder: Path) -> Path:
    file = template(folder)
    database = open_full(file)
    new_households(database, HOUSEHOLDS)
    database.close()
    return file


def _copy(folder: Path, start: Path, name: str) -> Path:
    return Path(shutil.copyfile(start, folder / f"{name}.db"))


def _interviews(folder: Path, start: Path, *, record: bool) -> list[Reply]:
    """All replies of all households; the first household without a correction."""
    database = open_full(_copy(folder, start, "recorded" if record else "timed"))
    line = Timed(Commune(database, shared_services()), record=record)
    settle()
    for index in range(HOUSEHOLDS):
        for text in replies(line, 9001 + index, corrected=index > 0):
            line.say(text)
    database.close()
    return line.replies


def _is_answer(reply: Reply) -> bool:
    return not reply.text.startswith(("/rasoat", "nộp", "xem lại", "vì sao"))


def _messages(timed: list[Reply]) -> int:
    """The bot's messages for the first household, up to its submission."""
    end = next(place for place, reply in enumerate(timed) if reply.text == "nộp")
    return sum(reply.messages for reply in timed[: end + 1])


@dataclass(frozen=True)
class Spread:
    """Median and 95th percentile, in ms."""

    middle: float
    high: float

    @classmethod
    def of(cls, values: list[float]) -> "Spread":
        return cls(median(values), quantiles(values, n=20)[-1])

    def __str__(self) -> str:
        return f"median {self.middle * 1000:7,.0f} µs   p95 {self.high * 1000:7,.0f} µs"


@dataclass(frozen=True)
class Figures:
    """What one run found: times in ms, the bot's messages for a new household of five."""

    replies: int
    messages: int
    turn: Spread
    ingest: Spread
    send: Spread
    floor: Spread
    parsing: Spread
    writing: Spread

    @property
    def ratio(self) -> float:
        return self.turn.middle / self.floor.middle


def print_figures(found: Figures) -> None:
    cores, python, sqlite = os.cpu_count(), platform.python_version(), sqlite3.sqlite_version
    print(f"{cores} cores, Python {python}, SQLite {sqlite}, WAL, synchronous=FULL")
    print(f"{found.replies} replies to {HOUSEHOLDS - 1} new households of five, with corrections and refusals\n")
    print(
        f"answer turn (stored row to commit)  {found.turn}   aim p95 ≤ {AIM_MS * 1000:,.0f} µs: {_met(found.turn.high <= AIM_MS)}"
    )
    print(f"  ingest (before it)                {found.ingest}")
    print(f"  send, claim to noted (after it)   {found.send}")
    print(f"floor: aiogram parsing + same rows  {found.floor}")
    print(f"  aiogram parsing alone             {found.parsing}")
    print(f"  bare sqlite3 transaction alone    {found.writing}")
    print(f"ratio of the medians {found.ratio:.1f}   aim ≤ {AIM_RATIO:.0f}: {_met(found.ratio <= AIM_RATIO)}\n")
    enough = _met(found.messages <= AIM_MESSAGES)
    print(f"bot's messages for a new household of five: {found.messages}   aim ≤ {AIM_MESSAGES}: {enough}")
    print(
        f"a free Zalo bot ({FREE_MESSAGES:,} messages a month) carries {FREE_MESSAGES // found.messages} such households a month"
    )


def _met(met: bool) -> str:
    return "met" if met else "NOT MET"


if __name__ == "__main__":
    main()
