"""Households counted by what has become of them, for whoever tells figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from storage.records import AssignmentState, Category, Outcome, SummaryRow
from survey.review.provisional import class_now
from survey.workflow.states import DONE, WAITING


@dataclass(frozen=True, slots=True)
class Tally:
    """Households of one list by what has become of them."""

    total: int
    done: int
    checked: int
    returned: int
    drafts: int
    untouched: int
    closed: int
    outcomes: dict[Outcome, int]
    appointments: int
    unclear: int
    last: dict[Category, int]
    last_done: dict[Category, int]
    now: dict[Category, int]


def tally(rows: Iterable[SummaryRow]) -> Tally:
    """Count rows. `now`: by the class that each counts in while the round goes on."""
    every = list(rows)

    def count(*states: AssignmentState) -> int:
        return sum(row.households for row in every if row.state in states)

    return Tally(
        total=sum(row.households for row in every),
        done=count(*DONE),
        checked=count(AssignmentState.CHECKED),
        returned=count(AssignmentState.RETURNED),
        drafts=count(AssignmentState.DRAFT),
        untouched=count(AssignmentState.NOT_STARTED),
        closed=count(AssignmentState.CLOSED),
        outcomes={one: sum(row.households for row in every if _ended(row) is one) for one in Outcome},
        appointments=sum(row.appointments for row in every if row.state in WAITING),
        unclear=sum(row.households for row in every if row.state in DONE and row.category is None),
        last={one: sum(row.households for row in every if row.last_category is one) for one in Category},
        last_done={
            one: sum(row.households for row in every if row.last_category is one and row.state in DONE)
            for one in Category
        },
        now={one: sum(row.households for row in every if _class_now(row) is one) for one in Category},
    )


def _ended(row: SummaryRow) -> Outcome | None:
    """What the last visit ended in, while no interview was handed in."""
    return None if row.state in DONE else row.outcome


def _class_now(row: SummaryRow) -> Category | None:
    return class_now(row.state, row.category, row.last_category)
