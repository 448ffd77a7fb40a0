"""How "is it really so?" is asked: of people who seem to be on the list already, and of what can hardly be true of a member."""

from chat import Outgoing
from handlers.asking.view import View, rows_of
from handlers.talk.texts import Texts
from survey.interview.lists import correcting, likely
from survey.interview.lists.sure import NO, YES, Claim, claims_of
from survey.interview.path.events import Doubt
from survey.interview.path.screens import Screen


def ask_sure(view: View, screen: Screen) -> Outgoing:
    """The question with its two answers."""
    claims = claims_of(view.position.pending[1])
    new = [_known(claim) for claim in claims if not claim.item]
    if new:
        text = view.texts("sure.twin", people="; ".join(new))
        answers = view.texts("button.add_again"), view.texts("button.add_no")
    else:
        text = view.texts("sure.doubt", doubts=" ".join(_doubts(view, claims[0])))
        answers = view.texts("button.sure"), view.texts("button.not_sure")
    buttons = [
        view.button(screen, "-", number, label, number) for number, label in zip((YES, NO), answers, strict=True)
    ]
    return Outgoing(text, rows_of(buttons))


def _known(claim: Claim) -> str:
    return ", ".join(value for role in ("name", "birth_year") if (value := claim.told.get(role)))


def _doubts(view: View, claim: Claim) -> list[str]:
    members = view.session.outline.roster_of(claim.item)
    assert members is not None
    told = {**likely.told_of(view.session, members, claim.item), **claim.told}
    doubts = correcting.doubts_of(view.session, members, claim.item, told, view.session.now.date())
    return [doubt_text(view.texts, doubt) for doubt in doubts]


def doubt_text(texts: Texts, doubt: Doubt) -> str:
    """What does not go together, as a sentence."""
    return texts(doubt.code, **doubt.params)
