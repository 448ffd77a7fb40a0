"""A number means what stood under it on the list that was shown, also days later: never what stands there by now."""

from collections.abc import Mapping

from chat import Kind
from handlers.talk.context import Context
from handlers.talk.stale import came_before
from storage.records import Numbered, NumberedKind, ShownList

MOST_FIGURES = 18


def last_of(ctx: Context, kind: NumberedKind | None = None) -> Numbered | None:
    """The last numbers that its sender had read, or those of the message that is quoted; of one kind, where that is asked for."""
    return next((one.numbered for one in _read(ctx) if kind in {None, one.numbered.kind}), None)


def kind_on_screen(ctx: Context, text: str) -> NumberedKind | None:
    """What a bare number is a number of: the last list that was shown says so, where the number stands on it."""
    bare = text.strip(" .#)")
    last = last_of(ctx) if bare.isdecimal() and len(bare) <= MOST_FIGURES else None
    return last.kind if last is not None and int(bare) in last.subjects else None


def quoted_by(ctx: Context) -> Numbered | None:
    """The numbers of the message that is quoted; None where none is, or it has none."""
    if ctx.incoming.quotes is None:
        return None
    return next((one.numbered for one in ctx.work.shown_lists.of(ctx.person.id) if _is_quoted(one, ctx)), None)


def meant(ctx: Context, kind: NumberedKind, number: int, now: Mapping[int, str]) -> str | None:
    """What a number means; `now`: what stands there today. None where its sender cannot have read it, or read two things under it."""
    lists = [one.numbered.subjects for one in _read(ctx) if one.numbered.kind is kind]
    if not lists:
        return next(iter(now.values())) if number in now and len(now) == 1 else None
    if number in lists[0]:
        return lists[0][number]
    place = next((place for place, one in enumerate(lists) if number in one), None)
    if place is None:
        return None
    subject = lists[place][number]
    renumbered = any(subject in newer.values() for newer in lists[:place])
    return None if renumbered and now.get(number) != subject else subject


def known_as(ctx: Context, kind: NumberedKind, subject: str, now: Mapping[int, str]) -> int:
    """The number under which its sender knows it, else the one that it has today."""
    lists = [one.numbered.subjects for one in _read(ctx) if one.numbered.kind is kind]
    found = (number for one in (*lists, now) for number, each in one.items() if each == subject)
    return next(found, 0)


def _read(ctx: Context) -> list[ShownList]:
    """The newest first: in this chat, or where there was none, on another of their phones."""
    every, sent = ctx.work.shown_lists.of(ctx.person.id), ctx.incoming
    if sent.quotes is not None:
        quoted = [one for one in every if _is_quoted(one, ctx)]
        if quoted or sent.kind is Kind.BUTTON:
            return quoted
    here = [one for one in every if came_before(one.delivery, ctx)]
    return here or [one for one in every if one.delivery.seen_at is not None and one.delivery.seen_at <= sent.sent_at]


def _is_quoted(one: ShownList, ctx: Context) -> bool:
    return (one.delivery.address, one.delivery.platform_ref) == (ctx.incoming.address, ctx.incoming.quotes)
