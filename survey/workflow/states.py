"""How far a household is in a round: its own state, that of its last interview, and the two together.

The household's state is the master. An interview's state follows in the same move, and no other pairs than those that the table of moves
leads to come about. A state of the legal procedure (at the meeting, posted, complained of, decided) is one more word here, its rows
in `moves.py`, and a migration of the column that holds the words.
"""

from dataclasses import dataclass
from enum import StrEnum


class AssignmentState(StrEnum):
    """How far the review of a household is. `closed`: no interview is to be expected (moved away, not found, refused).

    `returned`: it was handed in, and a checker wants something asked again.
    """

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CHECKED = "checked"
    CLOSED = "closed"


class InterviewState(StrEnum):
    """How far one interview is, as it is stored. `refused`: the household did not consent."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class CommentKind(StrEnum):
    """What a checker says of an interview: it goes back with it, or is only asked."""

    RETURN = "return"
    ASK = "ask"


class Outcome(StrEnum):
    """What a visit without an interview ended in."""

    ABSENT = "absent"
    APPOINTMENT = "appointment"
    MOVED = "moved"
    RELOCATED = "relocated"
    """Moved within the commune: whose household it is now somebody has to say, and it is still to be reviewed."""
    NOT_FOUND = "not_found"
    REFUSED = "refused"


WAITING = frozenset({AssignmentState.NOT_STARTED, AssignmentState.DRAFT, AssignmentState.RETURNED})
"""An interview is still to be handed in: the household is on the list of what to do, and its appointment is called to mind."""

BEGUN = frozenset({AssignmentState.DRAFT, AssignmentState.RETURNED})
"""There are answers, and the interview is to be gone on with."""

DONE = frozenset({AssignmentState.SUBMITTED, AssignmentState.CHECKED})
"""The interview was handed in, and its result counts. This, and nothing else, is what "xong" means, to collaborators and leaders alike."""

COUNTING = frozenset({InterviewState.SUBMITTED, InterviewState.CHECKED})
"""The interviews of households that are done."""

LIVING = COUNTING | {InterviewState.DRAFT}
"""The interview is open or counts: a household has at most one such."""

ENDS = frozenset({Outcome.MOVED, Outcome.NOT_FOUND, Outcome.REFUSED})
"""After these no interview is to be expected: the household is closed, until somebody opens it again."""


class Attempt(StrEnum):
    """How far a household's last interview is, as moves see it: a draft is two things, before and after the household's consent."""

    NONE = "none"
    NOTICE = "notice"
    ANSWERS = "answers"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    REFUSED = "refused"
    CANCELLED = "cancelled"

    @property
    def stored(self) -> InterviewState | None:
        """The interview's state; None where there is no interview."""
        if self is Attempt.NONE:
            return None
        return InterviewState.DRAFT if self in {Attempt.NOTICE, Attempt.ANSWERS} else InterviewState(self.value)


def attempt_of(state: InterviewState | None, *, consented: bool) -> Attempt:
    """From what is stored. A form that stands by itself needs no consent: `consented` is True."""
    if state is None:
        return Attempt.NONE
    if state is InterviewState.DRAFT:
        return Attempt.ANSWERS if consented else Attempt.NOTICE
    return Attempt(state.value)


@dataclass(frozen=True, slots=True)
class Case:
    """A household in a round with its last interview. `household` None: not on the round's list, or a form that stands by itself."""

    household: AssignmentState | None
    attempt: Attempt

    @property
    def takes_answers(self) -> bool:
        """Whether the interview is open: the notice can be answered, or the form. What a closed household said before waits in it."""
        if self.attempt is Attempt.NOTICE:
            return True
        return self.attempt is Attempt.ANSWERS and self.household is not AssignmentState.CLOSED
