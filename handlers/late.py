"""Does a typed answer belong to the question that is open? Only if that question had reached the person before it was sent (design §3)."""

from handlers.context import Context
from storage.records import Delivery


def is_late(ctx: Context) -> bool:
    """True where every copy of the open question was delivered after this message was sent, or not at all.

    A message that quotes the question belongs to it whenever it was sent; one that quotes another message does not.
    """
    if not ctx.dialog.asked_rows:
        return False
    rows = ctx.work.outbox.deliveries(ctx.dialog.asked_rows)
    quoted = ctx.incoming.quotes
    if quoted is not None:
        return all(row.platform_ref != quoted for row in rows)
    return not any(_came_before(row, ctx) for row in rows)


def _came_before(row: Delivery, ctx: Context) -> bool:
    """Platform times are often whole seconds: within one second the platform's own order numbers decide."""
    sent = ctx.incoming
    if row.seen_at is None or sent.sent_at < row.seen_at:
        return False
    same_chat = row.address == sent.address
    return not (same_chat and row.seq is not None and sent.seq is not None and sent.seq < row.seq)
