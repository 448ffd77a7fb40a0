"""What a list would bring, and what it has brought, in words for the chat."""

from collections.abc import Iterator

from handlers.register.loading import Changes, Held
from handlers.talk.texts import Texts
from survey.register.against.households import Plan
from survey.register.found import Found

MOST_ERRORS, MOST_NAMES = 10, 5


def counts_of(held: Held) -> tuple[int, int, int]:
    """New, changed, unchanged."""
    return len(held.changes.new), len(held.changes.changed), held.changes.unchanged


def found_text(texts: Texts, held: Held, *, sends_file: bool = False) -> str:
    """Before anything is written. `sends_file`: the marked workbook goes out beside it."""
    return "\n".join(_found_lines(texts, held, sends_file=sends_file))


def _found_lines(texts: Texts, held: Held, *, sends_file: bool) -> Iterator[str]:
    found = held.found
    people = sum(len(one.members) for one in found.households)
    read = len(found.households) or len(found.people) or len(found.units)
    yield texts(f"list.{found.kind.value}", n=read, people=people)
    yield texts("list.counts", **dict(zip(("new", "changed", "unchanged"), counts_of(held), strict=True)))
    if held.year is not None:
        yield texts("list.year_taken", year=held.year)
    yield from _errors(texts, found, sends_file=sends_file)
    if found.warnings:
        yield texts("list.warnings", n=len(found.warnings))
    for about in ("cccd", "head"):
        rows = [" · ".join(map(str, twins.rows)) for twins in found.duplicates if twins.about == about]
        if rows:
            yield texts(f"list.twins_{about}", rows="; ".join(rows[:MOST_NAMES]))
    if found.unknown_columns:
        yield texts("list.unknown_columns", columns=", ".join(found.unknown_columns[:MOST_NAMES]))
    yield from _beside(texts, held.changes)


def _errors(texts: Texts, found: Found, *, sends_file: bool) -> Iterator[str]:
    if not found.errors:
        return
    yield texts("list.errors", n=len(found.errors))
    for number, one in enumerate(found.errors[:MOST_ERRORS], start=1):
        where = texts("list.where", row=one.row, column=one.column) if one.column else texts("list.row", row=one.row)
        yield f"{number}. {where}: {one.text}"
    if len(found.errors) > MOST_ERRORS:
        yield texts("list.more", n=len(found.errors) - MOST_ERRORS)
    if sends_file:
        yield texts("list.marked")


def _beside(texts: Texts, changes: Changes) -> Iterator[str]:
    """What was not taken as it stands in the list."""
    if isinstance(changes, Plan):
        if changes.renumbered:
            numbers = ", ".join(f"{told} → {number}" for told, number in changes.renumbered[:MOST_NAMES])
            yield texts("list.renumbered", n=len(changes.renumbered), numbers=numbers)
        for key, told in (("list.kept", changes.kept), ("list.elsewhere", changes.elsewhere)):
            if told:
                names = ", ".join(texts("list.of", name=name, number=number) for number, name in told[:MOST_NAMES])
                yield texts(key, n=len(told), names=names)
        return
    if changes.namesakes:
        yield texts("list.namesakes", names=", ".join(changes.namesakes[:MOST_NAMES]))
    if changes.left_out:
        yield texts("list.left_out", names=", ".join(changes.left_out[:MOST_NAMES]))


def done_text(texts: Texts, held: Held) -> str:
    """After it was written."""
    lines = [texts("list.done", **dict(zip(("new", "changed", "unchanged"), counts_of(held), strict=True)))]
    if not held.is_whole:
        lines.append(texts("list.rest"))
    return "\n".join(lines)
