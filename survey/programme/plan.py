"""The plan as data: targets, tasks and when to remind (`content/programme/`). Every number carries its reference and confidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import partial

from survey.content.mistakes import Gathered, Mistake
from survey.content.tables import Table, distinct, read_tables
from survey.written import day_text

BOUNDS = ("at_most", "at_least")
UNITS = ("percent_of_households", "households")
CONFIDENCE = ("stated", "default")


@dataclass(frozen=True, slots=True)
class Target:
    """A target (chỉ tiêu); `unit` is "percent_of_households" or "households"."""

    key: str
    title: str
    bound: str
    value: float
    unit: str
    reference: str
    confidence: str


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task (nhiệm vụ) with its deadline, a local date; `confidence` "default" = the plan gives no date."""

    key: str
    title: str
    lead: str
    reference: str
    due_on: date
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """When a reminder goes out: so many days before the deadline, negative = after it."""

    key: str
    days_before: int


@dataclass(frozen=True, slots=True)
class Programme:
    """One plan, in force on both its first and its last day (local dates). Its tasks are those of its `year`."""

    key: str
    title: str
    year: int
    valid_from: date
    valid_to: date
    targets: tuple[Target, ...]
    tasks: tuple[PlannedTask, ...]
    remind_at: time
    stages: tuple[Stage, ...]
    round_stages: tuple[Stage, ...] = ()
    """Before the end of a round of review, on any day of the week."""
    series: str = ""
    """The plans of one commune, year after year, have the same; "" = of whoever has no plan of its own."""

    def applies(self, on: date) -> bool:
        return self.valid_from <= on <= self.valid_to

    def target(self, key: str) -> Target | None:
        return next((one for one in self.targets if one.key == key), None)


def choose_plan(plans: Sequence[Programme], on: date) -> Programme | None:
    """The plan in force on a day; None where there is none for it. Of two, the one that came into force later."""
    return max((one for one in plans if one.applies(on)), key=lambda one: one.valid_from, default=None)


def plans_begun(plans: Sequence[Programme], on: date) -> tuple[Programme, ...]:
    """Of each year the plan that came into force last, by that day; whose tasks are owed, also when its time is over."""
    last: dict[int, Programme] = {}
    for plan in sorted(plans, key=lambda one: one.valid_from):
        if plan.valid_from <= on:
            last[plan.year] = plan
    return tuple(last[year] for year in sorted(last))


def load_plans(files: Mapping[str, bytes]) -> tuple[Programme, ...]:
    """All plans of `programme/*.toml`. Raises ContentError with every mistake."""
    gathered = Gathered()
    plans: dict[str, Programme] = {}
    for name, content in sorted(files.items()):
        plan = gathered.of(partial(_plan, name, content), None)
        if plan is not None:
            plans[name] = plan
    if not files:
        gathered.mistakes.append(Mistake("programme/", "", "chưa có kế hoạch nào.", "Thêm một tệp .toml."))
    gathered.mistakes += _clashes(plans)
    gathered.settle()
    return tuple(plans.values())


def _clashes(plans: Mapping[str, Programme]) -> list[Mistake]:
    """Two plans that begin on one day: nobody could say which of them is in force."""
    begun: dict[date, str] = {}
    mistakes = []
    for name, plan in plans.items():
        other = begun.setdefault(plan.valid_from, name)
        if other != name:
            cause = f"bắt đầu cùng ngày {day_text(plan.valid_from)} với {other}."
            mistakes.append(Mistake(name, "[programme], valid_from", cause, "Sửa ngày, hoặc xoá một tệp."))
    return mistakes


def _plan(name: str, content: bytes) -> Programme:
    tables = read_tables(name, content)
    head, reminders = tables.table("programme"), tables.table("reminders")
    targets, tasks = list(tables.tables("target")), list(tables.tables("task"))
    stages = list(reminders.tables("stages"))
    of_round = list(reminders.tables("round_stages")) if reminders.has("round_stages") else []
    for several in (targets, tasks, stages, of_round):
        distinct(several, "key")
    year = head.whole("year", 2000)
    # A year that no calendar has is complained of where it stands.
    of_year = min(year, date.max.year)
    found = Programme(
        key=head.text("key"),
        title=head.text("title"),
        year=year,
        valid_from=head.day("valid_from", date(of_year, 1, 1)),
        valid_to=head.day("valid_to", date(of_year, 12, 31)),
        targets=tuple(map(_target, targets)),
        tasks=tuple(map(_task, tasks)),
        remind_at=reminders.clock("at"),
        stages=tuple(map(_stage, stages)),
        round_stages=tuple(map(_stage, of_round)),
        series=head.text_or("series", ""),
    )
    if year > of_year:
        head.wrong("year", f"là {year}, quá lớn.", "Ghi năm của kế hoạch, ví dụ: 2025.")
    if found.valid_to < found.valid_from:
        head.wrong("valid_to", "trước valid_from.", "Sửa lại ngày.")
    tables.settle()
    return found


def _stage(row: Table) -> Stage:
    return Stage(row.text("key"), row.whole("days_before"))


def _target(row: Table) -> Target:
    return Target(
        key=row.text("key"),
        title=row.text("title"),
        bound=row.one_of("bound", BOUNDS),
        value=row.number("value"),
        unit=row.one_of("unit", UNITS),
        reference=row.text("reference"),
        confidence=row.one_of("confidence", CONFIDENCE),
    )


def _task(row: Table) -> PlannedTask:
    return PlannedTask(
        key=row.text("key"),
        title=row.text("title"),
        lead=row.text("lead"),
        reference=row.text("reference"),
        due_on=row.day("due_on"),
        confidence=row.one_of("confidence", CONFIDENCE),
        note=row.text_or("note", ""),
    )
