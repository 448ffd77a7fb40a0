"""The households of a round one by one, as they are counted for the leaders."""

from typing import Any

from sqlalchemy import bindparam, select

from storage.queries.review.summary import COUNTED
from storage.records import AssignmentState, Category, Outcome, Reviewed
from storage.session import DatabaseSession
from storage.tables import table

_A, _H, _I, _P = table("assignment"), table("household"), table("interview"), table("person")
_ROUND = (
    select(
        _A.c.household_id,
        _A.c.state,
        _A.c.outcome,
        _H.c.last_category,
        _I.c.category,
        _I.c.score_a,
        _I.c.score_b_min,
        _I.c.score_b_max,
        _P.c.name.label("person"),
        _I.c.submitted_at,
    )
    .select_from(COUNTED.outerjoin(_P, _P.c.id == _A.c.person_id))
    .where(_A.c.round_id == bindparam("r"))
    .order_by(_H.c.number)
)


class ReviewedHouseholds:
    """From the same join as the summary: who counts there stands here."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def of_round(self, round_id: int) -> tuple[Reviewed, ...]:
        """By number."""
        return tuple(_reviewed(row) for row in self._s.run(_ROUND, {"r": round_id}))


def _reviewed(row: Any) -> Reviewed:
    told = {
        "state": AssignmentState(row.state),
        "outcome": Outcome(row.outcome) if row.outcome else None,
        "last_category": Category(row.last_category) if row.last_category else None,
        "category": Category(row.category) if row.category else None,
        "person": row.person or "",
    }
    return Reviewed(**row._asdict() | told)
