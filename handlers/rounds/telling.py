"""Those who are given households, and those from whom they are taken, are told: in waking hours, each once."""

from collections.abc import Iterable, Mapping, Sequence

from chat import Outgoing
from handlers.talk.buttons import Say, button
from handlers.talk.context import Context, Response
from handlers.tasks.daytime import tell_by_day
from storage.records import Cause, Person, telling
from survey.read import fold, request_core

RECEIVED = "đã nhận"
_RECEIVED = frozenset(
    {fold(RECEIVED), "da nhan ho", "da nhan viec", "nhan roi", "da nhan danh sach", "em da nhan", "toi da nhan"}
)
MOST = 12
"""Rows of numbers that a message names."""


def tell(
    ctx: Context,
    given: Mapping[int, Sequence[int]],
    taken: Mapping[tuple[int, int], Sequence[int]],
    begun: Iterable[int],
) -> None:
    """`given`: person -> numbers of households; `taken`: (from whom, to whom) -> numbers; `begun`: numbers where somebody has answered already."""
    people = ctx.work.people.many({*given, *(one for pair in taken for one in pair)})
    started, letters = set(begun), dict[Cause, tuple[Person, Outgoing]]()
    for person, numbers in given.items():
        key = ctx.work.handovers.add(person, len(numbers), by=ctx.person.id, at=ctx.now)
        letters[telling("given", key)] = (people[person], _given(ctx, numbers, started))
    for (before, after), numbers in taken.items():
        if before not in people or not people[before].active:
            continue
        text = ctx.texts("give.taken", n=len(numbers), numbers=rows_of(numbers), to=people[after].name)
        letters[telling("taken", ctx.incoming.update_key, ctx.person.id, before, after)] = (
            people[before],
            Outgoing(text),
        )
    mine = {cause: letter for cause, letter in letters.items() if letter[0].id != ctx.person.id}
    tell_by_day(ctx, mine)


def _given(ctx: Context, numbers: Sequence[int], begun: set[int]) -> Outgoing:
    lines = [ctx.texts("give.given", by=ctx.person.name, n=len(numbers), numbers=rows_of(numbers))]
    started = [number for number in numbers if number in begun]
    if started:
        lines.append(ctx.texts("give.given_begun", numbers=rows_of(started)))
    labels = ((ctx.texts("button.list"), "danh sách"), (RECEIVED[:1].upper() + RECEIVED[1:], RECEIVED))
    return Outgoing("\n".join(lines), (tuple(button(label, Say(words), words) for label, words in labels),))


def rows_of(numbers: Iterable[int]) -> str:
    """Numbers as people list them: "3, 7–12, 40 …"."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    said = [str(first) if first == last else f"{first}–{last}" for first, last in found]
    return ", ".join(said[:MOST]) + (" …" if len(said) > MOST else "")


def typed(ctx: Context, text: str) -> Response | None:
    """Somebody says that they know what was given to them; None where nothing waits for that, or something else is said."""
    if fold(request_core(text)).strip(" .!") not in _RECEIVED or not ctx.work.handovers.receive(ctx.person.id, ctx.now):
        return None
    return ctx.stay(ctx.texts("give.received"))
