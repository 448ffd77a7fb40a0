"""`nhắc qua Zalo`: on which of their accounts a person wants to be reminded."""

from chat import Outgoing
from handlers.talk.buttons import tap
from handlers.talk.command import a_number
from handlers.talk.context import Context, Response
from storage.records import Account
from survey.read import fold

CHANNELS = frozenset({"zalo", "telegram", "trang web", "web", "kenh dang dung"})
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
    # Two accounts of one name (Zalo Bot, Zalo OA): the one used last.
    for one in accounts:
        name = ctx.texts.channel(one.address.channel)
        if wanted in f" {fold(name)}":
            return _chosen(ctx, one.address.channel, ctx.texts("remind_on.chosen", channel=name))
    return Response((Outgoing(ctx.texts("remind_on.unknown", wanted=argument.strip()[:20])),), ctx.dialog.idle())


def _chosen(ctx: Context, channel: str, said: str) -> Response:
    ctx.work.people.remind_on(ctx.person.id, channel)
    return Response((Outgoing(said),), ctx.dialog.idle())


def _offer(ctx: Context, accounts: list[Account]) -> Response:
    names = list(dict.fromkeys(ctx.texts.channel(one.address.channel) for one in accounts))
    now = ctx.texts.channel(ctx.person.remind_on) if ctx.person.remind_on else ctx.texts("remind_on.the_last")
    text = ctx.texts("remind_on.list", channels=", ".join(names), now=now, example=names[0])
    rows = tuple((tap(name, f"nhắc qua {name}"),) for name in names)
    return Response((Outgoing(text, rows),), ctx.dialog.idle())
