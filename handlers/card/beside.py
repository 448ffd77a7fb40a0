"""Words about the household whose card was shown, or about one by its number."""

from handlers.card import correcting, private, showing
from handlers.talk.context import Context, Response
from survey.read import CardAct, CardCall, read_card_call
from survey.workflow.rights import Doing


def typed(ctx: Context, text: str) -> Response | None:
    """None where no card was shown and no number is said, an interview is open, or something else is meant."""
    if ctx.dialog.interview is not None or not ctx.may(Doing.CARD):
        return None
    call = read_card_call(text)
    if call is not None and (call.number or ctx.dialog.card is not None):
        return _answered(ctx, call)
    return correcting.typed(ctx, text)


def card(ctx: Context, argument: str) -> Response:
    """`/ho 12`; also with what is wanted of it: `/ho 12 căn cước: cần làm thẻ BHYT`."""
    # Whoever asks for a card does not answer what was asked about another change.
    there = correcting.let_go(ctx)
    return typed(there, argument) or showing.card(there, argument)


def first(ctx: Context, text: str) -> Response | None:
    """The same words before any card was shown; "tiếp" means something else then."""
    call = read_card_call(text)
    if (call is not None and call.act is not CardAct.MORE) or correcting.means(text):
        return ctx.stay(ctx.texts("card.first"))
    return None


def _answered(ctx: Context, call: CardCall) -> Response | None:
    if call.act is CardAct.MORE:
        return showing.more(ctx)
    household = showing.household_meant(ctx, call.number)
    if isinstance(household, Response):
        return household
    if call.act is CardAct.LOOKS:
        return private.looks(ctx, household)
    return private.shown(ctx, household, call)
