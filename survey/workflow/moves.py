"""The one table of moves: what may follow what in the review of a household, who may do it, what it needs and what it clears.

Looking moves nothing: a household that is opened keeps its state, its appointment and its last outcome; going on with one that was closed with
answers in it is a move of its own, and another where a checker still wants something asked again. An appointment stays until another outcome or a submission takes its place.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from survey.workflow.rights import RIGHTS, Doing
from survey.workflow.roles import Actor, Permission
from survey.workflow.states import AssignmentState, Attempt, Case, Outcome


class MoveName(StrEnum):
    """What is done."""

    ASSIGN = "assign"
    REASSIGN = "reassign"
    BEGIN = "begin"
    CONSENT = "consent"
    DECLINE = "decline"
    MISS = "miss"
    APPOINT = "appoint"
    CLOSE = "close"
    REOPEN_CLOSED = "reopen_closed"
    REOPEN_RETURNED = "reopen_returned"
    SUBMIT = "submit"
    REOPEN = "reopen"
    RETURN = "return"
    CHECK = "check"
    UNCHECK = "uncheck"
    CANCEL = "cancel"


class Need(StrEnum):
    """What must come with a move beside the right state."""

    NOTICE = "notice"
    """The notice was read out, and what the household said is recorded with it."""

    COMPLETE = "complete"
    """Nothing that is required is open."""

    DAY = "day"
    """The day of an appointment."""

    COMMENT = "comment"
    """What is to be asked again."""

    REASON = "reason"
    """Why it is taken back."""


class Clears(StrEnum):
    """What is no longer true after a move. The visits and the history keep it."""

    OUTCOME = "outcome"
    """What the last visit without an interview ended in."""

    APPOINTMENT = "appointment"
    """The day on which the household expects somebody."""

    RESULT = "result"
    """The class and the time of submission."""


class MoveRefusal(StrEnum):
    """Why a move is not made: the first that applies, in this order."""

    NOT_A_HOUSEHOLD = "not_a_household"
    NOT_ALLOWED = "not_allowed"
    NOT_YOURS = "not_yours"
    YOUR_OWN = "your_own"
    NOT_BEGUN = "not_begun"
    AT_NOTICE = "at_notice"
    UNDER_WAY = "under_way"
    CLOSED = "closed"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CHECKED = "checked"
    LISTED = "listed"
    NO_NOTICE = "no_notice"
    INCOMPLETE = "incomplete"
    NO_DAY = "no_day"
    NO_COMMENT = "no_comment"
    NO_REASON = "no_reason"


@dataclass(frozen=True, slots=True)
class Move:
    """One row: from each of `from_` the household and the attempt go where `household` and `attempt` say, None = they stay.

    `deadline` is the key of the legal term that begins with the move ("" = none): a term is data with its reference, and no number stands here.
    """

    name: MoveName
    from_: frozenset[Case]
    household: AssignmentState | None
    attempt: Attempt | None
    who: frozenset[Permission]
    needs: frozenset[Need] = frozenset()
    clears: frozenset[Clears] = frozenset()
    deadline: str = ""

    def after(self, case: Case) -> Case:
        return Case(self.household or case.household, self.attempt or case.attempt)


@dataclass(frozen=True, slots=True)
class Allowed:
    """The move may be made, and leads there."""

    move: Move
    after: Case


def _cases(households: Iterable[AssignmentState], *attempts: Attempt) -> frozenset[Case]:
    return frozenset(Case(household, attempt) for household in households for attempt in attempts)


_NOT_STARTED, _DRAFT, _CLOSED = AssignmentState.NOT_STARTED, AssignmentState.DRAFT, AssignmentState.CLOSED
_SUBMITTED, _RETURNED, _CHECKED = AssignmentState.SUBMITTED, AssignmentState.RETURNED, AssignmentState.CHECKED
_NOTICE, _ANSWERS = Attempt.NOTICE, Attempt.ANSWERS

_OWNER, _FILLER = frozenset(RIGHTS[Doing.REVIEW]), frozenset(RIGHTS[Doing.FILL])
_DESK, _OFFICE = frozenset(RIGHTS[Doing.CHECK]), frozenset(RIGHTS[Doing.ASSIGN])

_UNLISTED = frozenset({Case(None, Attempt.NONE)})
_FORM = frozenset({Case(None, _ANSWERS)})
_EMPTY = _cases((_NOT_STARTED, _CLOSED), Attempt.NONE, Attempt.CANCELLED, Attempt.REFUSED)
"""Nothing is open, and nothing counts."""

_READING = _cases((_NOT_STARTED, _CLOSED, _DRAFT), _NOTICE)
"""The notice is being read out; nothing that the household said is kept yet. (The first versions called such a household begun.)"""

_BEGUN = _cases((_DRAFT, _CLOSED), _ANSWERS)
"""There are answers: they are always kept."""

_BACK = _cases((_RETURNED,), _ANSWERS)
"""A checker wants something asked again: it stays so, whatever a visit comes to, until it is handed in."""

_HANDED_IN, _PASSED = _cases((_SUBMITTED,), Attempt.SUBMITTED), _cases((_CHECKED,), Attempt.CHECKED)
_EVERY = _EMPTY | _READING | _BEGUN | _BACK | _HANDED_IN | _PASSED
"""All that a household on the list may be."""

_LAST_VISIT = frozenset({Clears.OUTCOME, Clears.APPOINTMENT})


def _visit(
    name: MoveName, empty: AssignmentState, begun: AssignmentState, back: AssignmentState, needs: frozenset[Need]
) -> tuple[Move, ...]:
    """A visit without an interview: it takes the place of the last one. A notice that was only read is given up, answers are kept."""
    return (
        Move(name, _EMPTY, empty, None, _OWNER, needs, _LAST_VISIT),
        Move(name, _READING, empty, Attempt.CANCELLED, _OWNER, needs, _LAST_VISIT),
        Move(name, _BEGUN, begun, None, _OWNER, needs, _LAST_VISIT),
        Move(name, _BACK, back, None, _OWNER, needs, _LAST_VISIT),
    )


_READ = frozenset({Need.NOTICE})
_COMPLETE = frozenset({Need.COMPLETE})

MOVES: tuple[Move, ...] = (
    Move(MoveName.ASSIGN, _UNLISTED, _NOT_STARTED, None, _OFFICE),
    Move(MoveName.REASSIGN, _EVERY, None, None, _OFFICE),
    Move(MoveName.BEGIN, _EMPTY, None, _NOTICE, _OWNER),
    Move(MoveName.BEGIN, _UNLISTED, None, _ANSWERS, _FILLER),
    Move(MoveName.CONSENT, _READING, _DRAFT, _ANSWERS, _OWNER, _READ, frozenset({Clears.OUTCOME})),
    Move(MoveName.DECLINE, _READING, _CLOSED, Attempt.REFUSED, _OWNER, _READ, _LAST_VISIT),
    *_visit(MoveName.MISS, _NOT_STARTED, _DRAFT, _RETURNED, frozenset()),
    *_visit(MoveName.APPOINT, _NOT_STARTED, _DRAFT, _RETURNED, frozenset({Need.DAY})),
    *_visit(MoveName.CLOSE, _CLOSED, _CLOSED, _CLOSED, frozenset()),
    Move(MoveName.REOPEN_CLOSED, _cases((_CLOSED,), _ANSWERS), _DRAFT, None, _OWNER),
    Move(MoveName.REOPEN_RETURNED, _cases((_CLOSED,), _ANSWERS), _RETURNED, None, _OWNER, frozenset({Need.COMMENT})),
    Move(
        MoveName.SUBMIT,
        _cases((_DRAFT, _RETURNED), _ANSWERS),
        _SUBMITTED,
        Attempt.SUBMITTED,
        _OWNER,
        _COMPLETE,
        _LAST_VISIT,
    ),
    Move(MoveName.SUBMIT, _FORM, None, Attempt.SUBMITTED, _FILLER, _COMPLETE),
    Move(
        MoveName.REOPEN,
        _HANDED_IN,
        _DRAFT,
        _ANSWERS,
        _OWNER,
        clears=frozenset({Clears.RESULT}),
    ),
    Move(
        MoveName.RETURN,
        _HANDED_IN,
        _RETURNED,
        _ANSWERS,
        _DESK,
        frozenset({Need.COMMENT}),
        frozenset({Clears.RESULT}),
    ),
    Move(MoveName.CHECK, _HANDED_IN, _CHECKED, Attempt.CHECKED, _DESK),
    Move(MoveName.UNCHECK, _PASSED, _SUBMITTED, Attempt.SUBMITTED, _DESK, frozenset({Need.REASON})),
    Move(
        MoveName.CANCEL,
        _cases((_NOT_STARTED, _DRAFT), _NOTICE) | _cases((_DRAFT,), _ANSWERS),
        _NOT_STARTED,
        Attempt.CANCELLED,
        _OWNER,
    ),
    Move(MoveName.CANCEL, _cases((_CLOSED,), _NOTICE, _ANSWERS), None, Attempt.CANCELLED, _OWNER),
    Move(MoveName.CANCEL, _FORM, None, Attempt.CANCELLED, _FILLER),
)

VISITS = {
    Outcome.ABSENT: MoveName.MISS,
    Outcome.APPOINTMENT: MoveName.APPOINT,
    Outcome.MOVED: MoveName.CLOSE,
    Outcome.RELOCATED: MoveName.MISS,
    Outcome.NOT_FOUND: MoveName.CLOSE,
    Outcome.REFUSED: MoveName.CLOSE,
}
"""What a visit that ended so does."""

APART = frozenset(row.name for row in MOVES if any(permission.apart for permission in row.who))
"""What nobody does with what they asked themselves."""

_LACKS = {
    Need.NOTICE: MoveRefusal.NO_NOTICE,
    Need.COMPLETE: MoveRefusal.INCOMPLETE,
    Need.DAY: MoveRefusal.NO_DAY,
    Need.COMMENT: MoveRefusal.NO_COMMENT,
    Need.REASON: MoveRefusal.NO_REASON,
}


def allowed(name: MoveName, case: Case, actor: Actor, given: Collection[Need] = ()) -> Allowed | MoveRefusal:
    """Where the move leads from here, or why it is not made. `given`: what comes with it."""
    of_household = case.household is not None
    rows = [
        row
        for row in MOVES
        if row.name is name and any((one.household is not None) is of_household for one in row.from_)
    ]
    if not rows:
        return MoveRefusal.LISTED if name is MoveName.ASSIGN else MoveRefusal.NOT_A_HOUSEHOLD
    who = [permission for row in rows for permission in row.who]
    if not any(permission.allows(actor) for permission in who):
        return _whose([permission for permission in who if permission.fits(actor)])
    row = next((row for row in rows if case in row.from_), None)
    if row is None:
        return _in_the_way(case)
    lacking = [need for need in Need if need in row.needs and need not in given]
    return _LACKS[lacking[0]] if lacking else Allowed(row, row.after(case))


def _whose(fitting: Collection[Permission]) -> MoveRefusal:
    """Why a role alone is not enough; none of them is the actor's where nothing fits."""
    if not fitting:
        return MoveRefusal.NOT_ALLOWED
    return MoveRefusal.YOUR_OWN if any(permission.apart for permission in fitting) else MoveRefusal.NOT_YOURS


_OPEN = {AssignmentState.CLOSED: MoveRefusal.CLOSED, AssignmentState.RETURNED: MoveRefusal.RETURNED}


def _in_the_way(case: Case) -> MoveRefusal:
    """What the household or the form is, instead of what the move begins with."""
    match case.attempt:
        case Attempt.NOTICE:
            return MoveRefusal.AT_NOTICE
        case Attempt.ANSWERS:
            return _OPEN.get(case.household, MoveRefusal.UNDER_WAY) if case.household else MoveRefusal.UNDER_WAY
        case Attempt.SUBMITTED:
            return MoveRefusal.SUBMITTED
        case Attempt.CHECKED:
            return MoveRefusal.CHECKED
        case _:
            return MoveRefusal.NOT_BEGUN
