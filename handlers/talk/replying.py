"""What a handler gives back becomes rows: its messages in the outbox, and where the conversation is now."""

from dataclasses import replace
from datetime import datetime

from chat import Incoming, Outgoing
from handlers.talk.context import Context, Response
from handlers.talk.dialog import Dialog, dialog_to_json, read_dialog
from handlers.talk.shown.below import unasked
from storage.records import Cause, NewOutgoing, NewShownList, Person, answering, with_person
from storage.work import Work


def cause_of(incoming: Incoming) -> Cause:
    """The unique cause of the replies to one update."""
    return answering(incoming.address.channel, incoming.address.bot, incoming.update_key)


def dialog_of(work: Work, person: Person) -> Dialog | None:
    """Where the person is; None where they have never written. In a write unit nobody else gets it until the unit ends."""
    stored = work.conversations.load(with_person(person.id))
    return read_dialog(stored.dialog) if stored else None


def marked(ctx: Context, response: Response) -> Response:
    """What is said in a trial is marked as such."""
    if not (ctx.dialog.trial or response.dialog.trial):
        return response
    mark = ctx.texts("publish.trial_mark")
    return replace(response, messages=tuple(replace(one, text=f"{mark}\n{one.text}") for one in response.messages))


def settle(ctx: Context, response: Response, *, known: bool = True, first: int = 1) -> None:
    """Keep a response. `known`: this person has a dialogue stored; `first`: the number of its first message among the replies to the update."""
    dialog = ctx.dialog
    # Above something that was said since, the change would not be seen.
    edit_of = dialog.asked_rows[-1] if response.edits and dialog.asked_rows and not unasked(ctx) else None
    rows = enqueue(
        ctx.work, ctx.incoming, response.messages, ctx.person, ctx.now, edit_of, last=not response.follows, first=first
    )
    if rows and response.numbers is not None:
        ctx.work.shown_lists.put([NewShownList(cause_of(ctx.incoming), ctx.person.id, response.numbers)], ctx.now)
    last = rows[-1] if rows else None
    after = response.dialog if response.asks is None else response.dialog.with_asked(response.asks, last)
    if after.interview is not None:
        is_beside = response.asks is None and response.numbers is not None and after.interview == dialog.interview
        after = replace(after, left=None, beside=after.beside or is_beside)
    if rows and dialog.interview is not None and after.interview is None:
        after = replace(after, ended=rows[-1])
    if after != dialog or not known:
        ctx.work.conversations.save(with_person(ctx.person.id), dialog_to_json(after), after.asked_rows, ctx.now)


def enqueue(
    work: Work,
    incoming: Incoming,
    messages: tuple[Outgoing, ...],
    person: Person | None,
    now: datetime,
    edit_of: int | None = None,
    *,
    last: bool = True,
    first: int = 1,
) -> tuple[int, ...]:
    """Replies to one update; `edit_of` is for the last of them, and `last` says whether that one ends the answer."""
    end = len(messages) - 1
    rows = [
        NewOutgoing(
            incoming.address,
            message,
            person.id if person else None,
            last=last and index == end,
            edit_of=edit_of if index == end else None,
        )
        for index, message in enumerate(messages)
    ]
    return work.outbox.enqueue(cause_of(incoming), rows, now, first) if rows else ()
