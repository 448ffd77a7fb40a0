"""Reminders and news come unasked, and then stand below the question that is open: what is typed there may be meant for them."""

from handlers.talk.context import Context
from handlers.talk.stale import came_before
from storage.records import Numbered


def unasked(ctx: Context) -> frozenset[int]:
    """The rows of what stood below the last copy of the open question, in this chat, when the message was sent; none where it quotes one."""
    if not ctx.dialog.asked_rows or ctx.incoming.quotes is not None:
        return frozenset()
    told = ctx.work.shown_lists.unasked(ctx.incoming.address, ctx.dialog.asked_rows[-1])
    return frozenset(row for row, delivery in told.items() if came_before(delivery, ctx))


def numbers_in(ctx: Context, rows: frozenset[int]) -> tuple[Numbered, ...]:
    """What the numbers in these messages stand for, the newest first."""
    lists = ctx.work.shown_lists.of(ctx.person.id) if rows else ()
    return tuple(one.numbered for one in lists if one.row in rows)
