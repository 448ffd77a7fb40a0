"""The three transactions of a reply, timed; and the floor: the same update parsed and the same rows written by hand."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter

from aiogram.types import Update

from chat import Incoming, Receipt
from handlers.turn import process_next
from storage import Database, open_database
from tests.properties.support.phone import Line
from tests.support.databases import TEST_KEY

WRITES = ("INSERT", "UPDATE", "DELETE")
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 10000")


def milliseconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return (perf_counter() - began) * 1000


@dataclass
class Reply:
    """One reply: how long its transactions took (ms), and what its turn wrote."""

    text: str
    ingest: float
    turn: float
    send: float
    messages: int
    written: tuple[tuple[str, ...], ...] = ()
    """By the three transactions."""


def open_full(file: Path) -> Database:
    """As the process opens it: WAL, synchronous=FULL."""
    return open_database(f"sqlite:///{file}", key=TEST_KEY)


@dataclass
class Timed(Line):
    """A conversation whose transactions are timed; with `record`, what they write is noted instead."""

    record: bool = False
    replies: list[Reply] = field(default_factory=list)

    def _turn(self, incoming: Incoming) -> str:
        commune, database = self.commune, self.commune.database
        count: list[int] = []
        parts: list[Callable[[], object]] = [
            lambda: self._ingest(incoming),
            lambda: process_next(database, commune.services, commune.now),
            lambda: count.append(self._send()),
        ]
        heard: list[tuple[str, ...]] = []
        ingest, turn, send = (self._part(part, heard) for part in parts)
        self.replies.append(Reply(incoming.text, ingest, turn, send, count[0], tuple(heard)))
        return ""

    def _part(self, part: Callable[[], object], heard: list[tuple[str, ...]]) -> float:
        if not self.record:
            return milliseconds(part)
        statements: list[str] = []
        raw = _raw(self.commune.database)
        raw.set_trace_callback(statements.append)
        part()
        raw.set_trace_callback(None)
        heard.append(tuple(one for one in statements if one.lstrip().upper().startswith(WRITES)))
        return 0.0

    def _ingest(self, incoming: Incoming) -> None:
        with self.commune.database.work() as work:
            work.inbox.ingest(incoming, self.commune.now)
            work.commit()

    def _send(self) -> int:
        """As the sender does it: claim, (send), note; how many messages there were."""
        sent = 0
        while True:
            with self.commune.database.work() as work:
                rows = work.due.claim(self.commune.now)
                work.commit()
            if not rows:
                return sent
            with self.commune.database.work() as work:
                for row in rows:
                    work.outbox.sent(row.id, Receipt(f"m{row.id}", at=self.commune.now), self.commune.now)
                    work.outbox.seen([row.id], self.commune.now)
                work.commit()
            sent += len(rows)


def _raw(database: Database) -> sqlite3.Connection:
    """The pool has one connection for one thread."""
    with database._engine.connect() as connection:
        raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def update_json(text: str, number: int) -> str:
    """The update as Telegram sends it."""
    person = {"id": 1001, "is_bot": False, "first_name": "Rế", "last_name": "Phạm", "language_code": "vi"}
    chat = {"id": 1001, "type": "private", "first_name": "Rế", "last_name": "Phạm"}
    message = {"message_id": number, "date": 1762131600 + number, "chat": chat, "from": person, "text": text}
    return json.dumps({"update_id": 900000 + number, "message": message}, ensure_ascii=False)


def floor(file: Path, replies: list[Reply]) -> list[tuple[float, float]]:
    """(parsing, writing) in ms for each reply, on a database of its own in which the rows are written for the first time."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    found = []
    for number, reply in enumerate(replies):
        raw = update_json(reply.text, number)
        ingest, turn, send = (partial(_write, connection, statements) for statements in reply.written)
        ingest()
        found.append((milliseconds(partial(Update.model_validate_json, raw)), milliseconds(turn)))
        send()
    connection.close()
    return found


def _write(connection: sqlite3.Connection, statements: tuple[str, ...]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for statement in statements:
        connection.execute(statement)
    connection.execute("COMMIT")
