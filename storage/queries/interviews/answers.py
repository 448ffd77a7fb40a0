"""Answers, roster items and their history, one interview at a time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from storage.records import AnswerChange, AnswerEvent, Changes
from storage.session import DatabaseSession, Upsert
from storage.tables import table
from survey.state import AnswerKey, Item, ItemPath, Record, Stored, path_of, path_text

_A, _E, _R = table("answer"), table("answer_event"), table("roster_item")
_PLACE = "answer.value"
_PUT = Upsert(_A, ["interview_id", "path", "name"], ["value", "value_sealed", "value_hash", "skipped", "at", "by"])
_BEFORE = _E.alias("before")
_NEXT_SEQ = select(func.coalesce(func.max(_BEFORE.c.seq), 0) + 1).where(_BEFORE.c.interview_id == bindparam("k"))
# Every row numbers itself: the rows of one list are inserted one after another.
_ADD_EVENT = insert(_E).values(seq=_NEXT_SEQ.scalar_subquery()).inline()
_ANSWERS = select(_A.c.path, _A.c.name, _A.c.value, _A.c.value_sealed, _A.c.skipped).where(
    _A.c.interview_id == bindparam("k")
)
_ITEMS = (
    select(_R.c.path, _R.c.ord, _R.c.member_id, _R.c.added)
    .where(_R.c.interview_id == bindparam("k"), _R.c.removed_at.is_(None))
    .order_by(_R.c.ord, _R.c.path)
)
_GONE = select(_R.c.member_id).where(
    _R.c.interview_id == bindparam("k"), _R.c.removed_at.is_not(None), _R.c.member_id.is_not(None)
)
_EVENTS = (
    select(
        _E.c.seq,
        _E.c.path,
        _E.c.name,
        _E.c.value,
        _E.c.value_sealed,
        _E.c.skipped,
        _E.c.kind,
        _E.c.cause,
        _E.c.by,
        _E.c.at,
    )
    .where(_E.c.interview_id == bindparam("k"))
    .order_by(_E.c.seq)
)
_PUT_ITEM = Upsert(_R, ["interview_id", "path"], ["ord", "member_id", "added", "removed_at", "removed_reason"])
_REMOVE = (
    update(_R)
    .where(_R.c.interview_id == bindparam("k"), _R.c.path == bindparam("k_path"))
    .values(removed_at=bindparam("new_at"), removed_reason=bindparam("why"))
)
_FIND = (
    select(_A.c.interview_id)
    .where(
        _A.c.name == bindparam("k"),
        or_(_A.c.value == bindparam("plain"), _A.c.value_hash.in_(bindparam("digests", expanding=True))),
    )
    .distinct()
    .order_by(_A.c.interview_id)
)


class Answers:
    """Used by `Interviews` only: it holds the lock on the interview's row."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def record(self, interview_id: int) -> tuple[Record, Mapping[ItemPath, int]]:
        """(answers and items, item -> household member). Paths repeat in the rows, so each text is read once."""
        paths: dict[str, ItemPath] = {}
        answers: dict[AnswerKey, Stored] = {}
        # Taken apart into names at once: hundreds of answers are read in a turn, and asking each row by name costs as much as reading it.
        for written, name, value, sealed, skipped in self._s.run(_ANSWERS, {"k": interview_id}).all():
            path = paths.get(written)
            if path is None:
                path = paths[written] = path_of(written)
            text = value if sealed is None else self._s.cipher.open(sealed, _PLACE)
            answers[AnswerKey(path, name)] = Stored(text or "", skipped)
        items: list[Item] = []
        members: dict[ItemPath, int] = {}
        for row in self._s.run(_ITEMS, {"k": interview_id}).all():
            path = paths.get(row.path) or path_of(row.path)
            items.append(Item(path, row.ord, row.added))
            if row.member_id is not None:
                members[path] = row.member_id
        return Record(answers, tuple(items)), members

    def gone(self, interview_id: int) -> frozenset[int]:
        """Household members who were taken off the list."""
        return frozenset(self._s.run(_GONE, {"k": interview_id}).scalars())

    def save(
        self,
        interview_id: int,
        changes: Changes,
        sensitive: frozenset[str],
        *,
        by: int | None,
        at: datetime,
        cause: str,
    ) -> None:
        """The caller has written to the interview's row before, so nobody else numbers events now."""
        events: list[dict[str, Any]] = []
        if changes.items:
            self._s.run(_PUT_ITEM, [_item_row(interview_id, change) for change in changes.items])
            events += [_event(path_text(change.path), "", "item", str(change.order)) for change in changes.items]
        if changes.removed:
            rows = [
                {"k": interview_id, "k_path": path_text(gone.path), "new_at": at, "why": gone.reason}
                for gone in changes.removed
            ]
            self._s.run(_REMOVE, rows)
            events += [_event(path_text(gone.path), "", "remove_item", gone.reason) for gone in changes.removed]
        if changes.answers:
            rows = [self._answer_row(change, sensitive) for change in changes.answers]
            common = {"interview_id": interview_id, "at": at, "by": by}
            self._s.run(_PUT, [row | common for row in rows])
            events += [_answer_event(change, row) for change, row in zip(changes.answers, rows, strict=True)]
        self._append(interview_id, events, cause, by, at)

    def _answer_row(self, change: AnswerChange, sensitive: frozenset[str]) -> dict[str, Any]:
        row: dict[str, Any] = {"path": path_text(change.key.items), "name": change.key.name, "skipped": change.skipped}
        if change.key.name not in sensitive:
            return row | {"value": change.value, "value_sealed": None, "value_hash": None}
        cipher = self._s.cipher
        digest = cipher.digest(change.value, f"{_PLACE}/{change.key.name}")
        return row | {"value": None, "value_sealed": cipher.seal(change.value, _PLACE), "value_hash": digest}

    def note(self, interview_id: int, kind: str, value: str, by: int, at: datetime) -> None:
        """A line about the interview as a whole."""
        self._append(interview_id, [_event("", "", kind, value)], "", by, at)

    def _append(
        self, interview_id: int, events: list[dict[str, Any]], cause: str, by: int | None, at: datetime
    ) -> None:
        if not events:
            return
        common = {"k": interview_id, "interview_id": interview_id, "cause": cause, "by": by, "at": at}
        self._s.run(_ADD_EVENT, [event | common for event in events])

    def events(self, interview_id: int) -> tuple[AnswerEvent, ...]:
        return tuple(self._event(row) for row in self._s.run(_EVENTS, {"k": interview_id}))

    def _event(self, row: Any) -> AnswerEvent:
        return AnswerEvent(
            seq=row.seq,
            key=AnswerKey(path_of(row.path), row.name),
            value=row.value or "" if row.value_sealed is None else self._s.cipher.open(row.value_sealed, _PLACE),
            skipped=row.skipped,
            kind=row.kind,
            cause=row.cause,
            by=row.by,
            at=row.at,
        )

    def find(self, name: str, value: str) -> tuple[int, ...]:
        digests = self._s.cipher.digests(value, f"{_PLACE}/{name}")
        return tuple(self._s.run(_FIND, {"k": name, "plain": value, "digests": digests}).scalars())


def _item_row(interview_id: int, change: Any) -> dict[str, Any]:
    row = {
        "interview_id": interview_id,
        "path": path_text(change.path),
        "ord": change.order,
        "member_id": change.member_id,
    }
    return row | {"added": change.added, "removed_at": None, "removed_reason": ""}


def _event(path: str, name: str, kind: str, value: str) -> dict[str, Any]:
    return {"path": path, "name": name, "value": value, "value_sealed": None, "skipped": False, "kind": kind}


def _answer_event(change: AnswerChange, row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("path", "name", "value", "value_sealed", "skipped")} | {"kind": change.kind}
