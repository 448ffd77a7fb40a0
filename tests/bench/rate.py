"""Turns of one process in a second, on SQLite and PostgreSQL, beside the floor: the update parsed and the same rows written by hand."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from aiogram.types import Update
from sqlalchemy import Engine, event

from bot.garbage import settle
from storage import Database, open_database
from storage.engine import make_engine
from tests.bench.household import new_households, replies
from tests.bench.timing import WRITES, Reply, Timed, milliseconds, update_json
from tests.properties.support.phone import Commune
from tests.support.conversation import fill, shared_services
from tests.support.databases import KINDS, TEST_KEY, empty_database_url

HOUSEHOLDS, WARM_UP = 6, 1

Written = tuple[tuple[str, Any, bool], ...]
"""Statements of a transaction with what they were given; True = once for each of a list."""


def main() -> None:
    """On SQLite, and on PostgreSQL where RASOAT_TEST_POSTGRES_URL is set."""
    Path("build").mkdir(exist_ok=True)
    print("\none process, each reply taken in, answered and sent; every transaction waits for the disk")
    for kind in KINDS:
        with tempfile.TemporaryDirectory(dir="build") as folder:
            _print(kind, Path(folder))


def _print(kind: str, folder: Path) -> None:
    with _commune(kind, folder / "heard") as database:
        heard = Heard(Commune(database, shared_services()))
        _review(heard)
    with _commune(kind, folder / "timed") as database:
        timed = Timed(Commune(database, shared_services()))
        _review(timed)
    with _commune(kind, folder / "floor") as database:
        floors = list(_floors(database._engine, heard))
    start = len(floors) // (HOUSEHOLDS + WARM_UP) * WARM_UP
    chosen, least = timed.replies[start:], floors[start:]
    rate, most = _rate([_all(reply) for reply in chosen]), _rate([sum(parts) for parts in least])
    ratio = median(reply.turn for reply in chosen) / median(parts[0] + parts[2] for parts in least)
    print(f"  {kind:10}  {rate:5.0f} turns/s   floor {most:5.0f} /s   the turn alone: {ratio:.1f} times its floor")


def _all(reply: Reply) -> float:
    return reply.ingest + reply.turn + reply.send


def _rate(times: list[float]) -> float:
    return len(times) / (sum(times) / 1000)


@contextmanager
def _commune(kind: str, folder: Path) -> Iterator[Database]:
    """Always the same one: what was written in one can be written in another."""
    folder.mkdir()
    with empty_database_url(kind, folder) as url, closing(open_database(url, key=TEST_KEY)) as database:
        fill(database, shared_services())
        new_households(database, HOUSEHOLDS + WARM_UP)
        settle()
        yield database


def _review(line: Timed) -> None:
    for place in range(HOUSEHOLDS + WARM_UP):
        for typed in replies(line, 9001 + place, corrected=place > 0):
            line.say(typed)


@dataclass
class Heard(Timed):
    """A conversation of which is noted what its transactions write."""

    written: list[tuple[Written, ...]] = field(default_factory=list)

    def _part(self, part: Any, heard: list[Any]) -> float:
        if not heard:
            self.written.append(())
        with _listening(self.commune.database._engine) as statements:
            part()
        heard.append(())
        self.written[-1] = (*self.written[-1], tuple(statements))
        return 0.0


@contextmanager
def _listening(engine: Engine) -> Iterator[list[tuple[str, Any, bool]]]:
    found: list[tuple[str, Any, bool]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, given: Any, _context: Any, many: bool) -> None:
        if statement.lstrip().upper().startswith(WRITES):
            found.append((statement, given, many))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def _floors(engine: Engine, heard: Heard) -> Iterator[tuple[float, float, float, float]]:
    """Of each reply, in ms: parsing, and the three transactions."""
    own = make_engine(engine.url.render_as_string(hide_password=False))
    with closing(own.raw_connection()) as connection:
        cursor = connection.cursor()
        for number, (reply, written) in enumerate(zip(heard.replies, heard.written, strict=True)):
            parsing = milliseconds(partial(Update.model_validate_json, update_json(reply.text, number)))
            ingest, turn, send = (milliseconds(partial(_write, connection, cursor, part)) for part in written)
            yield parsing, ingest, turn, send
    own.dispose()


def _write(connection: Any, cursor: Any, written: Written) -> None:
    for statement, given, many in written:
        (cursor.executemany if many else cursor.execute)(statement, given)
    connection.commit()


if __name__ == "__main__":
    main()
