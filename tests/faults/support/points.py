"""Where the process is killed: by what the database is told, or by what the channel does. The program itself knows nothing of it."""

import os
import re
import signal
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.pool import Pool


@dataclass(frozen=True, slots=True)
class Point:
    """A moment of a transaction that says something like `pattern`: at the statement itself, before its commit, or after it."""

    pattern: str
    moment: str = "statement"


DATABASE: Mapping[str, Point] = {
    "taking in: before the commit": Point(r"INSERT INTO inbox", "commit"),
    "taking in: after the commit": Point(r"INSERT INTO inbox", "after"),
    "in the middle of a turn": Point(r"INSERT INTO answer_event"),
    "late in a turn": Point(r"INSERT INTO outbox"),
    "turn: before the commit": Point(r"UPDATE inbox SET state", "commit"),
    "turn: after the commit": Point(r"UPDATE inbox SET state", "after"),
    "batch: between two turns": Point(r"SAVEPOINT mark"),
    "batch: before the commit": Point(r"SAVEPOINT mark", "commit"),
    "batch: after the commit": Point(r"SAVEPOINT mark", "after"),
    "claim: before the commit": Point(r"UPDATE outbox SET state='?(sending|%\(state|\?)", "commit"),
    "claim: after the commit": Point(r"UPDATE outbox SET .*attempts", "after"),
    "result: before it is stored": Point(r"UPDATE outbox SET .*platform_ref", "commit"),
    "result: after it is stored": Point(r"UPDATE outbox SET .*platform_ref", "after"),
    "reminders: in the middle of a tick": Point(r"UPDATE reminder SET state"),
    "reminders: before the commit": Point(r"UPDATE reminder SET state", "commit"),
    "reminders: after the commit": Point(r"UPDATE reminder SET state", "after"),
}
CHANNEL = ("received", "taken, not acknowledged", "before it is sent", "accepted, not heard of")
START = ("during the start",)
MIGRATION: Mapping[str, Point] = {
    "migration: in the middle": Point(r"CREATE TABLE (bot_pause|phone_call)"),
    "migration: before its end": Point(r"UPDATE alembic_version", "commit"),
    "migration: after its end": Point(r"UPDATE alembic_version", "after"),
}
KEYS: Mapping[str, Point] = {
    "keys: before they are asked for": Point(r"UPDATE channel_token SET .*asked_at.*", "after"),
    "keys: given, not kept": Point(r"UPDATE channel_token SET access"),
    "keys: before the commit": Point(r"UPDATE channel_token SET access", "commit"),
    "keys: kept, not used": Point(r"UPDATE channel_token SET access", "after"),
}
JOBS: Mapping[str, Point] = {
    "job: taken": Point(r"UPDATE job SET .*attempts", "after"),
    "job: while it is calculated": Point(r"UPDATE job SET .*done=", "after"),
    "job: calculated, not kept": Point(r"UPDATE job SET lease_until=[^=]+ result=", "commit"),
    "job: calculated and kept": Point(r"UPDATE job SET lease_until=[^=]+ result=", "after"),
    "job: a batch, before the commit": Point(r"UPDATE job SET lease_until=[^=]+ written=", "commit"),
    "job: half written": Point(r"UPDATE job SET lease_until=[^=]+ written=", "after"),
    "job: its end, before the commit": Point(r"UPDATE job SET .*ended_at", "commit"),
    "job: its end, after the commit": Point(r"UPDATE job SET .*ended_at", "after"),
}
IMPORT: Mapping[str, Point] = {
    "import: in the middle": Point(r"INSERT INTO household \(.*extra"),
    "import: before the commit": Point(r"INSERT INTO household \(.*extra", "commit"),
    "import: after the commit": Point(r"INSERT INTO household \(.*extra", "after"),
}
BACKUP: Mapping[str, Point] = {
    "backup: among the rows": Point(r"FROM household_year"),
    "backup: rows read, no file yet": Point(r"FROM stored_file", "after"),
    "backup: noted": Point(r"INSERT INTO meta .*ON CONFLICT", "after"),
    "restore: among the rows": Point(r"INSERT INTO household "),
    "restore: among the rows, late": Point(r"INSERT INTO stored_file"),
    "restore: files at their place, nothing kept": Point(r"INSERT INTO stored_file", "commit"),
    "restore: kept": Point(r"INSERT INTO stored_file", "after"),
}
CHANGE_OF_KEY: Mapping[str, Point] = {
    "change of key: begun": Point(r"INSERT INTO meta \(\S+ value\) VALUES \([^)]*\)$", "after"),
    "change of key: a batch, before the commit": Point(r"UPDATE inbox SET body", "commit"),
    "change of key: a batch, after the commit": Point(r"UPDATE inbox SET body", "after"),
    "change of key: its end, before the commit": Point(r"DELETE FROM invite", "commit"),
    "change of key: its end, after the commit": Point(r"DELETE FROM invite", "after"),
}
GIVING: Mapping[str, Point] = {
    "assignment: in the middle": Point(r"UPDATE assignment SET person_id"),
    "revocation: before the commit": Point(r"UPDATE person SET .*active", "commit"),
}
RUNNING = (*DATABASE, *CHANNEL)
EVERY = {**DATABASE, **MIGRATION, **KEYS, **JOBS, **IMPORT, **BACKUP, **CHANGE_OF_KEY, **GIVING}


MARK = "trapped"
"""On a connection whose transaction has said what is listened for."""


def die() -> None:
    """As a power cut would: nothing is closed, nothing is written."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Trap:
    """Kills the process at the `nth` time that `point` is reached; "" = never."""

    point: str
    nth: int = 1
    kill: Callable[[], None] = die
    _seen: Counter[str] = field(default_factory=Counter)

    def reach(self, point: str) -> None:
        """The channel is there."""
        if point == self.point:
            self._seen[point] += 1
            if self._seen[point] >= self.nth:
                self.kill()

    def set(self) -> None:
        """Listen to every database that this process opens."""
        wanted = EVERY.get(self.point)
        if wanted is None:
            return
        pattern = re.compile(wanted.pattern, re.DOTALL)

        def after_statement(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if pattern.search(statement):
                connection.info[MARK] = True
                self._at("statement", wanted)

        def before_commit(connection: Any) -> None:
            self._at("commit" if MARK in connection.info else "", wanted)

        def put_back(_raw: Any, record: Any) -> None:
            self._at("after" if record.info.pop(MARK, False) else "", wanted)

        event.listen(Engine, "after_cursor_execute", after_statement)
        event.listen(Engine, "commit", before_commit)
        event.listen(Pool, "checkin", put_back)

    def _at(self, moment: str, wanted: Point) -> None:
        if moment == wanted.moment:
            self.reach(self.point)
