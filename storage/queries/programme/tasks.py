"""Tasks of the programme, and how far each official is."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, insert, literal, select, update

from storage.records import Person, Task, TaskEvent, TaskProgress, TaskState
from storage.session import ABOVE, DatabaseSession, Upsert, cut, seen
from storage.tables import table

_T, _S, _E = table("task"), table("task_state"), table("task_event")
_U, _PU, _W = table("unit"), table("person_unit"), table("unit_within")
_AROUND = (seen(_T.c.unit_code), _T.c.unit_code.in_(ABOVE))
_COLUMNS = (
    *(_T.c.id, _T.c.unit_code, _T.c.key, _T.c.year, _T.c.title, _T.c.reference, _T.c.due_on, _T.c.duty, _T.c.details),
    *(_T.c.retired_at, _T.c.from_plan),
)
_LIVING = _T.c.retired_at.is_(None)
_TASKS = cut(select(*_COLUMNS).order_by(_T.c.due_on, _T.c.id), *_AROUND)
_GET = _TASKS.where(_T.c.id == bindparam("k"))
_BY_KEY = select(*_COLUMNS).where(
    _T.c.unit_code == bindparam("u"), _T.c.key == bindparam("k"), _T.c.year == bindparam("y")
)
_ALL = _TASKS.where(_LIVING)
_PROGRESS = cut(
    select(*_COLUMNS, _S.c.state, _S.c.until, _S.c.at)
    .select_from(_T.outerjoin(_S, and_(_S.c.task_id == _T.c.id, _S.c.person_id == bindparam("p"))))
    .order_by(_T.c.due_on, _T.c.id),
    *_AROUND,
)
_COMMUNES = (
    select(_PU.c.person_id, _W.c.within)
    .join(_W, _W.c.unit_code == _PU.c.unit_code)
    .join(_U, _U.c.code == _W.c.within)
    .where(_U.c.kind == literal("commune"), _PU.c.person_id.in_(bindparam("ids", expanding=True)))
)
_PROGRESS_OF = _PROGRESS.where(_T.c.id == bindparam("k"))
_OF_DUTY = _PROGRESS.where(_T.c.duty == bindparam("d"), _LIVING)
_STATES = select(_S.c.task_id, _S.c.person_id, _S.c.state, _S.c.until, _S.c.at).where(
    _S.c.person_id.in_(bindparam("ids", expanding=True))
)
_PUT = Upsert(
    _T, ["unit_code", "key", "year"], ["title", "reference", "due_on", "duty", "details", "retired_at", "from_plan"]
)
_RETIRE = update(_T).where(_T.c.id == bindparam("k")).values(retired_at=bindparam("new_at"))
_SET = Upsert(_S, ["task_id", "person_id"], ["state", "until", "at"])
_HISTORY = (
    select(_E.c.person_id, _E.c.state, _E.c.until, _E.c.at).where(_E.c.task_id == bindparam("k")).order_by(_E.c.id)
)


def _task(row: Any) -> Task:
    return Task(
        id=row.id,
        unit=row.unit_code,
        key=row.key,
        year=row.year,
        title=row.title,
        reference=row.reference,
        due_on=row.due_on,
        duty=row.duty,
        details=row.details,
        retired_at=row.retired_at,
        from_plan=row.from_plan,
    )


def _progress(task: Task, person_id: int, said: Any) -> TaskProgress:
    """`said`: the row of what the person said of it; with no state in it, or no row, nothing."""
    if said is None or said.state is None:
        return TaskProgress(task, person_id, TaskState.OPEN, None, None)
    return TaskProgress(task, person_id, TaskState(said.state), said.until, said.at)


class Tasks:
    """A task belongs to a commune and a duty; whoever has the duty there has the task, each with an own state. Lists leave out what is retired."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def put(
        self,
        unit: str,
        key: str,
        year: int,
        title: str,
        *,
        reference: str,
        due_on: date | None,
        duty: str,
        details: str = "",
        from_plan: bool = False,
    ) -> Task:
        """New, changed as a whole, or come back; what officials said of it stays."""
        row = {
            "unit_code": unit,
            "key": key,
            "year": year,
            "title": title,
            "reference": reference,
            "due_on": due_on,
            "duty": duty,
            "details": details,
            "retired_at": None,
            "from_plan": from_plan,
        }
        self._s.run(_PUT, row)
        return _task(self._s.run(_BY_KEY, {"u": unit, "k": key, "y": year}).one())

    def get(self, task_id: int) -> Task | None:
        row = self._s.run(_GET, {"k": task_id}).first()
        return _task(row) if row else None

    def retire(self, task_id: int, at: datetime) -> None:
        """The plan has it no more; what was said of it stays."""
        self._s.run(_RETIRE, {"k": task_id, "new_at": at})

    def all(self, year: int | None = None, *, retired: bool = False) -> tuple[Task, ...]:
        """By deadline; with those that are retired where wanted."""
        found = map(_task, self._s.run(_TASKS if retired else _ALL))
        return tuple(task for task in found if year is None or task.year == year)

    def of_duty(self, duty: str, person_id: int) -> tuple[TaskProgress, ...]:
        """The tasks of a duty as this person, who looks, has them, by deadline."""
        rows = self._s.run(_OF_DUTY, {"d": duty, "p": person_id})
        return tuple(_progress(_task(row), person_id, row) for row in rows)

    def of_people(self, people: Iterable[Person]) -> dict[int, tuple[TaskProgress, ...]]:
        """As `of_duty`, of many people at once: by person."""
        wanted = tuple(one for one in people if one.duty)
        ids = {"ids": [one.id for one in wanted]}
        said = {(row.task_id, row.person_id): row for row in self._s.run(_STATES, ids)}
        theirs: dict[int, set[str]] = {}
        for row in self._s.run(_COMMUNES, ids):
            theirs.setdefault(row.person_id, set()).add(row.within)
        by_duty: dict[str, list[Task]] = {}
        for task in self.all():
            by_duty.setdefault(task.duty, []).append(task)
        return {
            one.id: tuple(
                _progress(task, one.id, said.get((task.id, one.id)))
                for task in by_duty.get(one.duty, ())
                if task.unit in theirs.get(one.id, ())
            )
            for one in wanted
        }

    def progress(self, task_id: int, person_id: int) -> TaskProgress | None:
        row = self._s.run(_PROGRESS_OF, {"k": task_id, "p": person_id}).first()
        return _progress(_task(row), person_id, row) if row else None

    def answered(self, task_id: int, person_id: int, state: TaskState, until: date | None, at: datetime) -> None:
        """What the person says of the task now; every step is kept."""
        row = {"task_id": task_id, "person_id": person_id, "state": state, "until": until, "at": at}
        self._s.run(_SET, row)
        self._s.run(insert(_E), row)

    def history(self, task_id: int) -> tuple[TaskEvent, ...]:
        """The oldest first."""
        return tuple(
            TaskEvent(row.person_id, TaskState(row.state), row.until, row.at)
            for row in self._s.run(_HISTORY, {"k": task_id})
        )
