"""A photo in which a căn cước was looked for, for the household that is open."""

from handlers.interview import answering
from handlers.interview.open_interview import OpenInterview
from handlers.talk.context import Context, Response
from survey.identity_card import IdentityCard, card_of_text
from survey.interview.lists.carded import list_for_cards
from survey.interview.path.events import Carded

UNNAMED = "?"


def looks_for(opened: OpenInterview) -> bool:
    """Whether a card may be looked for in a photo now: whoever agreed to be asked is asked for it by the form."""
    return not opened.awaits_consent and list_for_cards(opened.session.outline) is not None


def take(ctx: Context, opened: OpenInterview) -> Response:
    """Whose card it is, is asked; nothing is written before the answer."""
    card = card_of_text(ctx.incoming.card)
    elsewhere = _elsewhere(ctx, opened, card) if card is not None else ""
    return answering.apply(ctx, opened, Carded(card, elsewhere))


def _elsewhere(ctx: Context, opened: OpenInterview, card: IdentityCard) -> str:
    """The number of another household of the round that has this card, "?" where this person may not look there, "" where there is none."""
    members = list_for_cards(opened.session.outline)
    question = opened.session.outline.role(members.repeat, "cccd") if members is not None else None
    if opened.assignment is None or question is None:
        return ""
    found = ctx.work.identity_cards.elsewhere(
        card.number, question.name, round_id=opened.assignment.round_id, household_id=opened.household.id
    )
    seen = [known.number for one in found if (known := ctx.work.households.get(one)) is not None]
    return str(seen[0]) if seen else UNNAMED if found else ""
