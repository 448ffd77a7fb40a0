"""What one person does is told to others by day: nobody is woken for it."""

from collections.abc import Mapping

from chat import Outgoing
from handlers.talk.context import Context
from handlers.talk.notify import tell_many
from handlers.tasks.planning import waking
from storage.records import Cause, Person


def tell_by_day(ctx: Context, letters: Mapping[Cause, tuple[Person, Outgoing]]) -> dict[Cause, int]:
    """As `notify.tell_many`, now or in the morning: cause -> outbox id, without those whom nothing reaches."""
    return tell_many(ctx.work, ctx.services, letters, ctx.now, not_before=waking(ctx.services, ctx.now))
