"""`gọi điện`: people whom no message reaches, with what they were to be told; the admin calls and ticks them off."""

import re

from handlers.talk.buttons import tap
from handlers.talk.context import Context, Response
from handlers.talk.texts import Public
from handlers.talk.wording import clock_text
from storage.records import PhoneCall
from survey.read import fold

SHOWN = 10
LONGEST = 160
_DONE = re.compile(r"(?:da )?goi xong (\d{1,12})")


def lines(ctx: Context) -> list[str]:
    """For the greeting: how many calls there are, nothing where there are none."""
    count = ctx.work.calls.count()
    return [ctx.texts("call.line", n=count)] if count else []


def listing(ctx: Context, _argument: str) -> Response:
    """The oldest first."""
    calls = ctx.work.calls.open(SHOWN)
    if not calls:
        return ctx.close(ctx.texts("call.none"))
    count = ctx.work.calls.count()
    shown = "\n".join(_line(ctx, call) for call in calls)
    text = ctx.texts("call.list", n=count, shown=Public(shown), number=calls[0].id)
    if count > len(calls):
        text += "\n" + ctx.texts("call.more", n=count - len(calls))
    rows = tuple((tap(ctx.texts("call.button", number=one.id), f"gọi xong {one.id}"),) for one in calls[:3])
    return ctx.close(text, rows)


def _line(ctx: Context, call: PhoneCall) -> str:
    person = ctx.work.people.get(call.person_id)
    phone = ctx.work.people.phone(call.person_id)
    # The number is what the list is for: it is said in full.
    number = Public(phone) if phone else ctx.texts("call.no_phone")
    said = call.outgoing.text.partition("\n")[0] if call.outgoing else ""
    return ctx.texts(
        "call.one",
        number=call.id,
        name=person.name if person else "?",
        phone=number,
        at=clock_text(call.created_at),
        why=ctx.texts(f"call.why.{call.reason.value}"),
        said=said if len(said) <= LONGEST else said[:LONGEST] + "…",
    )


def typed(ctx: Context, text: str) -> Response | None:
    """Ticking off ("gọi xong 12"); None where it is something else."""
    found = _DONE.fullmatch(fold(text))
    if found is None:
        return None
    number = int(found[1])
    key = "call.done" if ctx.work.calls.done(number, ctx.now) else "call.gone"
    return ctx.stay(ctx.texts(key, number=number, left=ctx.work.calls.count()))
