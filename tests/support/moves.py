"""What may follow what, written down a second time and by hand: the tests of the table, of storage and of the documents compare with it."""

import itertools
from collections.abc import Iterator

from survey.workflow.moves import MoveName, MoveRefusal, Need
from survey.workflow.roles import RESPONSIBLE, Actor, Role
from survey.workflow.states import AssignmentState, Attempt, Case

LEGAL = """
assign         -/none                 -> not_started/none

begin          not_started/none       -> not_started/notice
begin          not_started/cancelled  -> not_started/notice
begin          not_started/refused    -> not_started/notice
begin          closed/none            -> closed/notice
begin          closed/cancelled       -> closed/notice
begin          closed/refused         -> closed/notice
begin          -/none                 -> -/answers

consent        not_started/notice     -> draft/answers
consent        closed/notice          -> draft/answers
consent        draft/notice           -> draft/answers

decline        not_started/notice     -> closed/refused
decline        closed/notice          -> closed/refused
decline        draft/notice           -> closed/refused

miss           not_started/none       -> not_started/none
miss           not_started/cancelled  -> not_started/cancelled
miss           not_started/refused    -> not_started/refused
miss           not_started/notice     -> not_started/cancelled
miss           draft/notice           -> not_started/cancelled
miss           draft/answers          -> draft/answers
miss           closed/none            -> not_started/none
miss           closed/cancelled       -> not_started/cancelled
miss           closed/refused         -> not_started/refused
miss           closed/notice          -> not_started/cancelled
miss           closed/answers         -> draft/answers

appoint        not_started/none       -> not_started/none
appoint        not_started/cancelled  -> not_started/cancelled
appoint        not_started/refused    -> not_started/refused
appoint        not_started/notice     -> not_started/cancelled
appoint        draft/notice           -> not_started/cancelled
appoint        draft/answers          -> draft/answers
appoint        closed/none            -> not_started/none
appoint        closed/cancelled       -> not_started/cancelled
appoint        closed/refused         -> not_started/refused
appoint        closed/notice          -> not_started/cancelled
appoint        closed/answers         -> draft/answers

close          not_started/none       -> closed/none
close          not_started/cancelled  -> closed/cancelled
close          not_started/refused    -> closed/refused
close          not_started/notice     -> closed/cancelled
close          draft/notice           -> closed/cancelled
close          draft/answers          -> closed/answers
close          closed/none            -> closed/none
close          closed/cancelled       -> closed/cancelled
close          closed/refused         -> closed/refused
close          closed/notice          -> closed/cancelled
close          closed/answers         -> closed/answers

miss           returned/answers       -> returned/answers
appoint        returned/answers       -> returned/answers
close          returned/answers       -> closed/answers

reopen_closed  closed/answers         -> draft/answers
reopen_returned closed/answers        -> returned/answers

submit         draft/answers          -> submitted/submitted
submit         returned/answers       -> submitted/submitted
submit         -/answers              -> -/submitted

reopen         submitted/submitted    -> draft/answers

return         submitted/submitted    -> returned/answers

check          submitted/submitted    -> checked/checked

uncheck        checked/checked        -> submitted/submitted

cancel         not_started/notice     -> not_started/cancelled
cancel         draft/notice           -> not_started/cancelled
cancel         draft/answers          -> not_started/cancelled
cancel         closed/notice          -> closed/cancelled
cancel         closed/answers         -> closed/cancelled
cancel         -/answers              -> -/cancelled
"""

IN_THE_WAY = """
not_started/none       not_begun
not_started/cancelled  not_begun
not_started/refused    not_begun
not_started/notice     at_notice
draft/notice           at_notice
draft/answers          under_way
submitted/submitted    submitted
returned/answers       returned
checked/checked        checked
closed/none            not_begun
closed/cancelled       not_begun
closed/refused         not_begun
closed/notice          at_notice
closed/answers         closed
-/none                 not_begun
-/answers              under_way
-/submitted            submitted
-/cancelled            not_begun
"""
"""All cases there are, and what is said to a move that does not begin with them."""

OWN, ANY, OTHERS = "own", "any", "others"
_Rights = set[tuple[Role | None, str]]
_OWNER: _Rights = {(Role.COLLABORATOR, OWN)}
_OFFICE: _Rights = {(Role.ADMIN, ANY), (Role.OFFICIAL, ANY), (None, ANY)}
_DESK: _Rights = {(Role.CHECKER, OTHERS), (Role.OFFICIAL, OTHERS)}
WHO: dict[MoveName, _Rights] = dict.fromkeys(MoveName, _OWNER) | {
    MoveName.ASSIGN: _OFFICE,
    MoveName.REASSIGN: _OFFICE,
    MoveName.RETURN: _DESK,
    MoveName.CHECK: _DESK,
    MoveName.UNCHECK: _DESK,
}
_OF_A_FORM = {MoveName.BEGIN, MoveName.SUBMIT, MoveName.CANCEL}
"""What is done with a form that stands by itself, by the person who opened it, of any role."""

NEEDS = {
    MoveName.CONSENT: (Need.NOTICE, MoveRefusal.NO_NOTICE),
    MoveName.DECLINE: (Need.NOTICE, MoveRefusal.NO_NOTICE),
    MoveName.APPOINT: (Need.DAY, MoveRefusal.NO_DAY),
    MoveName.SUBMIT: (Need.COMPLETE, MoveRefusal.INCOMPLETE),
    MoveName.RETURN: (Need.COMMENT, MoveRefusal.NO_COMMENT),
    MoveName.UNCHECK: (Need.REASON, MoveRefusal.NO_REASON),
    MoveName.REOPEN_RETURNED: (Need.COMMENT, MoveRefusal.NO_COMMENT),
}


def case(text: str) -> Case:
    """From "not_started/none" or "-/none"."""
    household, attempt = text.split("/")
    return Case(None if household == "-" else AssignmentState(household), Attempt(attempt))


def _lines(text: str) -> Iterator[list[str]]:
    return (line.split() for line in text.splitlines() if line)


CASES = {case(one): MoveRefusal(code) for one, code in _lines(IN_THE_WAY)}
STEPS = {(MoveName(name), case(before)): case(after) for name, before, _, after in _lines(LEGAL)} | {
    (MoveName.REASSIGN, one): one for one in CASES if one.household is not None
}
ACTORS = (
    *(Actor(role, owns) for role, owns in itertools.product(Role, (True, False))),
    Actor(Role.CHECKER, took_part=True),
    *(Actor(Role.OFFICIAL, owns, duty=RESPONSIBLE) for owns in (True, False)),
    Actor(None),
)


def expected(name: MoveName, before: Case, actor: Actor, given: frozenset[Need]) -> Case | MoveRefusal:
    """What has to come of it."""
    of_form = before.household is None and name in _OF_A_FORM
    if before.household is None and not of_form and name is not MoveName.ASSIGN:
        return MoveRefusal.NOT_A_HOUSEHOLD
    if before.household is not None and name is MoveName.ASSIGN:
        return MoveRefusal.LISTED
    who: _Rights = {(role, OWN) for role in Role if role is not Role.OBSERVER} if of_form else WHO[name]
    whose = {kind for role, kind in who if role is actor.role}
    if not whose or (who in (_OFFICE, _DESK) and actor.role is Role.OFFICIAL and actor.duty != RESPONSIBLE):
        return MoveRefusal.NOT_ALLOWED
    if whose == {OWN} and not actor.owns:
        return MoveRefusal.NOT_YOURS
    if whose == {OTHERS} and (actor.owns or actor.took_part):
        return MoveRefusal.YOUR_OWN
    if (name, before) not in STEPS:
        return CASES[before]
    need, lacking = NEEDS.get(name, (None, None))
    return lacking if lacking is not None and need not in given else STEPS[name, before]
