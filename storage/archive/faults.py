"""What is wrong with a database that opens: references to nothing, sealed values that the key does not open, files that nobody has."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, ForeignKeyConstraint, Table, and_, func, not_, select
from sqlalchemy.sql.elements import ColumnElement

from storage.archive.one_state import one_state
from storage.crypto import Cipher
from storage.errors import WrongKeyError
from storage.migrations.run import versions
from storage.queries.resealing import sealed_columns
from storage.records.programme import ReminderKind
from storage.tables import Row, table
from storage.tables.base import state_in
from survey.workflow.states import LIVING

MOST_SHOWN = 5
AT_ONCE = 200
_KEY = re.compile(r"[0-9a-f]{32}")
_A, _I, _R, _F = table("answer"), table("interview"), table("reminder"), table("stored_file")
_SUBJECTS = {
    "task": (ReminderKind.TASK, ReminderKind.POSTPONED),
    "assignment": (ReminderKind.APPOINTMENT, ReminderKind.DRAFT),
    "review_round": (ReminderKind.ROUND,),
}
_ANSWERS = (
    select(_A.c.interview_id, _A.c.path, _A.c.name, _A.c.value, _A.c.value_sealed)
    .join(_I, _I.c.id == _A.c.interview_id)
    .where(state_in("interview.state", LIVING), _I.c.trial.is_(False))
    .order_by(_A.c.interview_id, _A.c.path, _A.c.name)
    .execution_options(yield_per=AT_ONCE)
)


class FaultKind(StrEnum):
    """What rows can have wrong: what they refer to, what a reminder is about, what is sealed, which file an answer names."""

    REFERENCE = "reference"
    SUBJECT = "subject"
    SEAL = "seal"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Fault:
    """So many rows of a table have the same thing wrong with `to`, a table or a column; `examples` are the keys of some."""

    kind: FaultKind
    table: str
    to: str
    rows: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """`files`: key -> size of all that are known. Nothing but the version is told of tables of an older one."""

    version: str
    is_newest: bool
    faults: tuple[Fault, ...] = ()
    files: Mapping[str, int] = field(default_factory=dict)
    rows: int = 0


def examine(url: str, cipher: Cipher) -> Examined:
    """Reads everything once, in one state, and changes nothing; raises as `one_state`."""
    with one_state(url, cipher) as connection:
        version, newest, _ = versions(connection)
        if version != newest:
            return Examined(version, is_newest=False)
        files = {row.key: row.size for row in connection.execute(select(_F.c.key, _F.c.size))}
        found = [*_references(connection), *_subjects(connection), *_seals(connection, cipher)]
        found += _files(connection, cipher, files)
        return Examined(version, is_newest=True, faults=tuple(found), files=files, rows=_rows(connection))


def _rows(connection: Connection) -> int:
    counts = (select(func.count()).select_from(one) for one in Row.metadata.sorted_tables)
    return sum(connection.execute(each).scalar_one() for each in counts)


def _references(connection: Connection) -> Iterator[Fault]:
    for one in Row.metadata.sorted_tables:
        for reference in one.foreign_key_constraints:
            yield from _lost(connection, one, reference)


def _lost(connection: Connection, one: Table, reference: ForeignKeyConstraint) -> Iterator[Fault]:
    other = reference.referred_table.alias("other")
    pairs = [(element.parent, other.c[element.column.name]) for element in reference.elements]
    there = select(1).where(*(ours == theirs for ours, theirs in pairs)).exists()
    said = and_(*(ours.is_not(None) for ours, _ in pairs), not_(there))
    yield from _told(connection, one, said, FaultKind.REFERENCE, reference.referred_table.name)


def _subjects(connection: Connection) -> Iterator[Fault]:
    """What a reminder is about is no reference of the database: which table it stands in follows from the kind."""
    for name, kinds in _SUBJECTS.items():
        there = select(1).where(table(name).c.id == _R.c.subject_id).exists()
        lost = and_(_R.c.kind.in_([kind.value for kind in kinds]), _R.c.state == "pending", not_(there))
        yield from _told(connection, _R, lost, FaultKind.SUBJECT, name)


def _told(connection: Connection, one: Table, where: ColumnElement[bool], kind: FaultKind, to: str) -> Iterator[Fault]:
    rows = connection.execute(select(func.count()).select_from(one).where(where)).scalar_one()
    if rows:
        keys = connection.execute(select(*one.primary_key.columns).where(where).limit(MOST_SHOWN))
        yield Fault(kind, one.name, to, rows, tuple(_named(key) for key in keys))


def _named(key: Any) -> str:
    return "/".join(map(str, key))


def _seals(connection: Connection, cipher: Cipher) -> Iterator[Fault]:
    for one, column, place in sealed_columns():
        chosen = (
            select(*one.primary_key.columns, column).where(column.is_not(None)).execution_options(yield_per=AT_ONCE)
        )
        broken = [_named(row[:-1]) for row in connection.execute(chosen) if not _opens(cipher, bytes(row[-1]), place)]
        if broken:
            yield Fault(FaultKind.SEAL, one.name, column.name, len(broken), tuple(broken[:MOST_SHOWN]))


def _opens(cipher: Cipher, sealed: bytes, place: str) -> bool:
    try:
        cipher.open_bytes(sealed, place)
    except WrongKeyError:
        return False
    return True


def _files(connection: Connection, cipher: Cipher, known: Mapping[str, int]) -> Iterator[Fault]:
    """Of interviews that are open or count; of others the files have been deleted."""
    lost = []
    for row in connection.execute(_ANSWERS):
        value = row.value or cipher.open_if_sound(row.value_sealed, "answer.value")
        if _KEY.fullmatch(value) and value not in known:
            lost.append(_named((row.interview_id, row.name)))
    if lost:
        yield Fault(FaultKind.FILE, "answer", "stored_file", len(lost), tuple(lost[:MOST_SHOWN]))
