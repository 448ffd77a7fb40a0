"""Does a typed answer belong to the question that is open? Only if that question had reached the person before it was sent (design §3)."""

from chat import Kind
from handlers.talk.context import Context
from storage.records import Delivery, OutboxState

LONGEST = 30


def is_stale(ctx: Context) -> bool:
    """True where every copy of the open question was delivered after this message was sent, or not at all.

    It must have been shown in the same chat: on the phone that was left behind an older question stands, and an answer there means that one.
    A message that quotes the question belongs to it whenever it was sent; one that quotes another message does not.
    """
    if not ctx.dialog.asked_rows:
        return False
    rows = ctx.work.outbox.deliveries(ctx.dialog.asked_rows)
    quoted = ctx.incoming.quotes
    if quoted is not None:
        return all(row.platform_ref != quoted for row in rows)
    return not any(came_before(row, ctx) for row in rows)


def shown_before(ctx: Context, rows: tuple[int, ...]) -> bool:
    """Whether one of these messages of ours stood in this chat when the message was sent."""
    return any(came_before(row, ctx) for row in ctx.work.outbox.deliveries(rows))


def ended_unseen(ctx: Context) -> bool:
    """True where an interview was over or left and the person could not know it yet: what was typed then was an answer.

    A message that never arrives holds nobody up.
    """
    if ctx.dialog.ended is None or ctx.incoming.kind is not Kind.TEXT:
        return False
    waiting = {OutboxState.QUEUED, OutboxState.SENDING, OutboxState.SENT}
    states = [entry.state for entry in ctx.work.outbox.get([ctx.dialog.ended])]
    rows = ctx.work.outbox.deliveries((ctx.dialog.ended,))
    here = [row for row in rows if row.address == ctx.incoming.address]
    return bool(here) and set(states) <= waiting and not any(came_before(row, ctx) for row in here)


def ended_line(ctx: Context, text: str) -> str:
    """What is said to such a message."""
    return ctx.texts("turn.stale_ended", text=_shown(text))


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def came_before(row: Delivery, ctx: Context) -> bool:
    """Whether this message of ours stood in this chat when the message was sent. Platform times are often whole seconds: within one second the platform's own order numbers decide."""
    sent = ctx.incoming
    if row.address != sent.address or row.seen_at is None or sent.sent_at < row.seen_at:
        return False
    return not (row.seq is not None and sent.seq is not None and sent.seq < row.seq)


def stale_line(ctx: Context, text: str, number: str = "") -> str:
    """What is said to a message that was not applied, for one of these reasons; `number` of the open question, "" where it has none."""
    shown = _shown(text)
    if ctx.incoming.quotes is not None:
        return ctx.texts("turn.quotes_other", text=shown)
    here = ctx.incoming.address
    rows = ctx.work.outbox.deliveries(ctx.dialog.asked_rows)
    if rows and all(row.address != here for row in rows):
        return ctx.texts("turn.asked_elsewhere", text=shown, channel=ctx.texts.channel(rows[-1].address.channel))
    return ctx.texts("turn.stale_number" if number else "turn.stale", text=shown, number=number)
