"""`nhắc qua Zalo`: on which of their accounts a person wants to be reminded."""

from handlers.talk.buttons import tap
from handlers.talk.command import a_number
from handlers.talk.context import Context, Response
from storage.records import Account
from survey.read import fold

CHANNELS = frozenset({"zalo", "zalo oa", "zalo bot", "telegram", "trang web", "web", "kenh dang dung"})
"""What people call them; "kênh đang dùng": wherever the person wrote last."""


def a_channel(text: str) -> bool:
    """A channel, or a number as after any command: it is answered with the channels that there are."""
    return fold(text) in CHANNELS or a_number(text)


def choose(ctx: Context, argument: str) -> Response:
    """With a channel's name it is chosen; without, what there is to choose from."""
    accounts = sorted(ctx.work.people.accounts(ctx.person.id), key=lambda one: one.last_seen_at, reverse=True)
    wanted = fold(argument).strip()
    if not wanted:
        return _offer(ctx, accounts)
    if "kenh dang dung".startswith(wanted):
        return _chosen(ctx, "", ctx.texts("remind_on.last_used"))
    names = {one.address.channel: ctx.texts.channel(one.address.channel) for one in accounts}
    # The whole name before a part of it ("Zalo" is not "Zalo OA"); of several that hold it the one used last.
    fitting = sorted((one for one in names if wanted in fold(names[one])), key=lambda one: fold(names[one]) != wanted)
    if fitting:
        return _chosen(ctx, fitting[0], ctx.texts("remind_on.chosen", channel=names[fitting[0]]))
    return ctx.close(ctx.texts("remind_on.unknown", wanted=argument.strip()[:20]))


def _chosen(ctx: Context, channel: str, said: str) -> Response:
    ctx.work.people.remind_on(ctx.person.id, channel)
    return ctx.close(said)


def _offer(ctx: Context, accounts: list[Account]) -> Response:
    names = list(dict.fromkeys(ctx.texts.channel(one.address.channel) for one in accounts))
    now = ctx.texts.channel(ctx.person.remind_on) if ctx.person.remind_on else ctx.texts("remind_on.the_last")
    text = ctx.texts("remind_on.list", channels=", ".join(names), now=now, example=names[0])
    rows = tuple((tap(name, f"/nhacqua {name}"),) for name in names)
    return ctx.close(text, rows)
