"""What was known of the members before: shown with their list, and confirmed with it."""

from collections.abc import Iterator

from survey.interview.asks.hints import IDENTITY
from survey.interview.asks.outline import Roster
from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.state import ItemPath


def of_members(session: Session, roster: Roster, around: ItemPath) -> Iterator[Spot]:
    """What the list does not tell in a member's line and was so last time: day of birth, ethnicity, number of the card."""
    told = [one for one in session.outline.questions if one.repeat is roster.repeat and one.hint_of("member")]
    for question in told:
        for item in session.members(roster.repeat, around) or ():
            if session.asks(item, question) and session.carried(item, question) is not None:
                yield Spot(question, item)


def confirm(session: Session, roster: Roster, around: ItemPath) -> None:
    """The list is right as it was shown: from now on that is what was said in this interview."""
    for spot in tuple(of_members(session, roster, around)):
        session.keep(spot.items, spot.question)
    if roster.named and not session.was_confirmed(roster.repeat, around):
        for role in sorted(IDENTITY):
            question = session.outline.role(roster.repeat, role)
            for item in session.members(roster.repeat, around) or () if question is not None else ():
                assert question is not None
                if not session.is_new(item):
                    session.vouch(item, question)
