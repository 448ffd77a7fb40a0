"""`/ho 12`, `/ho Đinh Thị X`: the card of a household. On small channels it comes page by page ("tiếp"); who looked is noted."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.card import facts, finding
from handlers.talk.buttons import tap
from handlers.talk.context import Context, Response
from handlers.talk.shown.numbers import kind_on_screen, meant
from storage.records import Access, Act, Household, Numbered, NumberedKind
from survey.read import fold, looks_like_name, read_card_call, read_household
from survey.workflow.rights import Doing

COMMAND = "/ho"
LISTED = 10
_NUMBER = re.compile(r"(?:(?:ma|so|ho|nha) )*#?(\d{1,6})")
_NOUN = re.compile(r"\b(?:ho|nha|gia dinh|the)\b|^(?:ho|nha)\d")
_LIST = "command.danhsach"
_LEAST_ROOM, _ROOM_FOR_HOW = 120, 90
"""Characters of a page that the line below it takes."""


def card(ctx: Context, argument: str) -> Response:
    """The household of this number, or the one in which somebody is called so; several are listed."""
    if not argument.strip():
        return ctx.close(ctx.texts("card.which"))
    number = _NUMBER.fullmatch(fold(argument).strip(" ."))
    if number is not None:
        found = [finding.Hit(one) for one in finding.of_number(ctx, int(number[1]))]
    else:
        found = finding.called(ctx, argument)
    if not found:
        return ctx.close(ctx.texts("card.nobody", text=argument.strip()[:40]))
    return show(ctx, found[0].household) if len(found) == 1 else _several(ctx, found)


def follows(text: str) -> bool:
    """What may stand behind the command's phrases."""
    return _NUMBER.fullmatch(fold(text).strip(" .#")) is not None or looks_like_name(text)


def means(text: str) -> str | None:
    """A household that is called as one ("hộ 12", "nhà ông Ê"); a number or name alone means something else."""
    return read_household(text) if _NOUN.search(fold(text)) and read_card_call(text) is None else None


def typed(ctx: Context, text: str) -> Response | None:
    """A number of the list of households that was shown last."""
    if kind_on_screen(ctx, text) is not NumberedKind.CARD:
        return None
    subject = meant(ctx, NumberedKind.CARD, int(text.strip(" .#)")), {})
    household = finding.of_id(ctx, int(subject)) if subject is not None else None
    return show(ctx, household) if household is not None else None


def _several(ctx: Context, found: Sequence[finding.Hit]) -> Response:
    """By their own numbers; where two communes have the same one, in order."""
    shown = found[:LISTED]
    numbers = [one.household.number for one in shown]
    own = len(set(numbers)) == len(numbers)
    numbered = dict(zip(numbers if own else range(1, len(shown) + 1), shown, strict=True))
    lines = [f"{number}. {_called(ctx, one, own=own)}" for number, one in numbered.items()]
    more = [ctx.texts("card.more", n=len(found) - LISTED)] if len(found) > LISTED else []
    said = "\n".join([*lines, *more])
    text = ctx.texts("card.several", n=len(found), lines=said, first=next(iter(numbered)))
    rows = tuple((tap(line, f"{COMMAND} {one.household.number}"),) for line, one in zip(lines, shown, strict=True))
    subjects = {number: str(one.household.id) for number, one in numbered.items()}
    return ctx.close(text, rows if own else (), listed=True, numbers=Numbered(NumberedKind.CARD, subjects))


def _called(ctx: Context, hit: finding.Hit, *, own: bool) -> str:
    one = hit.household
    place = one.unit_name if own else ctx.texts("card.place", number=one.number, unit=one.unit_name)
    said = ctx.texts("card.one", name=one.head_name, place=place)
    return said + (f" ({hit.member})" if hit.member else "")


# --- one household -----------------------------------------------------------------------------------------------------------------------


def show(ctx: Context, household: Household) -> Response:
    """The card from its beginning."""
    note(ctx, household, Act.LOOK, "card")
    return page(ctx, household, 1)


def page(ctx: Context, household: Household, number: int) -> Response:
    """One page of it, and what may be typed next."""
    pages = _pages(facts.lines(ctx, household), _room(ctx))
    if number > len(pages):
        return ctx.stay(ctx.texts("card.end", number=household.number))
    words = [one for key, one in _HOW.items() if finding.allows(ctx, key, household)]
    how = ctx.texts("card.next", page=number, pages=len(pages)) if number < len(pages) else ""
    below = how or (ctx.texts("card.how", words=" · ".join(map(ctx.texts, words))) if words else "")
    there = ctx.close("\n".join([*pages[number - 1], *([below] if below else [])]))
    return replace(there, dialog=replace(there.dialog, card=household.id, page=number))


_HOW = {Doing.PRIVATE: "card.how_private", Doing.LOOKS: "card.how_looks", Doing.CORRECT: "card.how_correct"}


def _room(ctx: Context) -> int:
    return max(ctx.room - _ROOM_FOR_HOW, _LEAST_ROOM)


def _pages(lines: Sequence[str], room: int) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    for line in lines:
        if pages[-1] and len("\n".join([*pages[-1], line])) > room:
            pages.append([])
        pages[-1].append(line)
    return pages


def note(
    ctx: Context, household: Household, act: Act, subject: str, reason: str = "", *, sensitive: bool = False
) -> None:
    """Who did what with it, from which account and why."""
    ctx.work.accesses.note(
        Access(
            act,
            ctx.now,
            ctx.person.id,
            ctx.account,
            subject,
            1,
            reason,
            household_id=household.id,
            sensitive=sensitive,
        )
    )


def more(ctx: Context) -> Response | None:
    """The next page of the card that was shown; None where none was, or where "tiếp" behind its end means the next household of a list."""
    household = finding.of_id(ctx, ctx.dialog.card) if ctx.dialog.card is not None else None
    if household is None:
        return None
    is_end = ctx.dialog.page >= len(_pages(facts.lines(ctx, household), _room(ctx)))
    return None if is_end and ctx.may(_LIST) else page(ctx, household, ctx.dialog.page + 1)


def household_meant(ctx: Context, number: int) -> Household | Response:
    """The household of this number, 0 = the one whose card was shown; or what to say where it is not one."""
    if not number and ctx.dialog.card is not None:
        household = finding.of_id(ctx, ctx.dialog.card)
        return household if household is not None else ctx.stay(ctx.texts("card.first"))
    found = finding.of_number(ctx, number)
    return found[0] if len(found) == 1 else card(ctx, str(number))
