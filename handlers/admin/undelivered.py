"""`tin chưa gửi`: what did not arrive, or perhaps did not; the admin sends it again or gives it up."""

import re

from chat import Button
from handlers.talk.buttons import tap
from handlers.talk.context import Context, Response
from handlers.talk.wording import clock_text
from storage.records import MessageKind, OutboxEntry, OutboxState
from survey.read import fold

SHOWN = 10
_ACT = re.compile(r"(gui lai|bo) (?:tin )?(\d{1,12})")


def lines(ctx: Context) -> list[str]:
    """For the greeting: how many there are, nothing where there are none."""
    failed, uncertain = ctx.work.undelivered.count()
    return [ctx.texts("left.line", failed=failed, uncertain=uncertain)] if failed or uncertain else []


def listing(ctx: Context, _argument: str) -> Response:
    """The newest first: number, person, channel, when and why; never what they say."""
    failed, uncertain = ctx.work.undelivered.count()
    if not failed + uncertain:
        return ctx.close(ctx.texts("left.none"))
    entries = ctx.work.undelivered.all(SHOWN)
    shown = "\n".join(_line(ctx, entry) for entry in entries)
    more = failed + uncertain - len(entries)
    text = ctx.texts("left.list", failed=failed, uncertain=uncertain, shown=shown, number=entries[0].id)
    if more:
        text += "\n" + ctx.texts("left.more", n=more)
    return ctx.close(text, tuple(_buttons(ctx, entry) for entry in entries[:3]))


def _line(ctx: Context, entry: OutboxEntry) -> str:
    person = ctx.work.people.get(entry.person_id) if entry.person_id is not None else None
    kind = "left.reply" if entry.kind is MessageKind.INTERACTIVE else "left.reminder"
    why = "left.uncertain" if entry.state is OutboxState.UNCERTAIN else _why(ctx, entry.error)
    return ctx.texts(
        "left.one",
        number=entry.id,
        kind=ctx.texts(kind),
        name=person.name if person else ctx.texts("left.stranger"),
        channel=ctx.texts.channel(entry.address.channel),
        at=clock_text(entry.ended_at or ctx.now),
        why=ctx.texts(why),
    )


def _why(ctx: Context, error: str) -> str:
    """The error begins with the code of its failure."""
    key = f"left.why.{error.partition(':')[0]}"
    return key if key in ctx.texts else "left.why.other"


def _buttons(ctx: Context, entry: OutboxEntry) -> tuple[Button, ...]:
    words = (("gửi lại", "left.button.again"), ("bỏ", "left.button.give_up"))
    return tuple(tap(ctx.texts(key, number=entry.id), f"{word} {entry.id}") for word, key in words)


def typed(ctx: Context, text: str) -> Response | None:
    """Sending again and giving up ("gửi lại 1832", "bỏ 1832"); None where it is something else."""
    found = _ACT.fullmatch(fold(text))
    if found is None:
        return None
    number = int(found[2])
    entry = ctx.work.undelivered.get(number)
    if entry is None:
        return ctx.stay(ctx.texts("left.gone", number=number))
    if found[1] == "bo":
        ctx.work.undelivered.give_up(number, ctx.now)
        key = "left.given_up"
    else:
        key = "left.again" if ctx.work.undelivered.again(number, ctx.now) else "left.wiped"
    return ctx.stay(ctx.texts(key, number=number))
