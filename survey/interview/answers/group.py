"""Reading one reply that answers all questions of a screen ("1 2 1 5")."""

import re
from collections.abc import Callable, Mapping, Sequence

from survey.coded import OneReply, Words, coded
from survey.interview.answers.numbers import bounds
from survey.interview.answers.said.in_words import in_words
from survey.interview.answers.said.lettered import LETTERS, is_signed, lines_of, named, numbered
from survey.interview.asks.hints import is_counted, precision
from survey.interview.path.events import Refusal
from survey.interview.path.screens import Spot
from survey.read import fold, same_for_all
from survey.written import exact_number
from survey.xform import Control

SKIP, SKIP_WORDS = "-", "bo qua"
_SPLITS = (r";", r",(?=\s)|;", r"[,;]", r"\s+", r"[\s,;]+")
"""What may stand between answers, the most careful first: a comma before a blank is no decimal comma."""
_OF_MEMBER: dict[str, Words] = {
    "name": coded("example.name"),
    "sex": coded("example.sex"),
    "birth_year": "1987",
    "relation": coded("example.relation"),
}
_BY_KIND = {"rank": "2 1 3", "trigger": "ok"}
_BY_TYPE: dict[str, Words] = {
    "string": coded("example.text"),
    "barcode": "8934567890123",
    "date": "5/3/2025",
    "month": "3/2025",
    "year": "2025",
    "time": "08:30",
    "dateTime": "5/3/2025 08:30",
    "geopoint": "14.7654 108.7321",
    "geotrace": "14.76 108.73; 14.77 108.74",
    "geoshape": "14.76 108.73; 14.77 108.74; 14.76 108.75",
}

_BY_READER: dict[str, Words] = {
    "cccd": coded("example.cccd"),
    "phone": coded("example.phone"),
    "money": coded("example.money"),
    "birth_year": "1987",
}

ReadOne = Callable[[Spot, str], str | Refusal]


def letters_of(shown: Sequence[Spot], asked: Sequence[Spot]) -> dict[str, Spot]:
    """The letters of the asked questions: as they stand on the whole screen, so that answering one renames no other."""
    return {letter: spot for letter, spot in zip(LETTERS, shown, strict=False) if spot in asked}


def read_group(
    text: str, spots: Sequence[Spot], read_one: ReadOne, letters: Mapping[str, Spot]
) -> dict[Spot, str | None] | Refusal:
    """An answer for each spot, or for those that are named by letter ("a 1 c 2"); None = "-" (left without an answer).

    Answers stand on lines of their own, between commas, or between blanks, whichever gives as many as there are questions; anything else
    is refused and nothing is recorded.
    """
    if len(spots) == 1:
        only = read_one(spots[0], text)
        return only if isinstance(only, Refusal) else {spots[0]: only}
    same = same_for_all(text, len(spots))
    alike = _same(spots, same, read_one) if same is not None else None
    if alike is not None and (not isinstance(alike, Refusal) or fold(text).strip().startswith("tat ca")):
        return alike
    by_name = named(text, letters)
    sure = by_name.pairs if by_name is not None and by_name.surely else numbered(text, letters)
    if sure:
        return _collect(sure, read_one)
    if is_signed(text) and by_name is None:
        return _count(text, spots, letters)
    found = _in_order(text, spots, read_one)
    if by_name is not None and (found is None or isinstance(found, Refusal)):
        begun = _begins(text, spots, read_one)
        return _count(text, spots, letters) if begun else _collect(by_name.pairs, read_one)
    found = found if found is not None else in_words(text, spots, read_one)
    return found if found is not None else _count(text, spots, letters)


def _in_order(text: str, spots: Sequence[Spot], read_one: ReadOne) -> dict[Spot, str | None] | Refusal | None:
    """As many answers as there are questions, one after the other; None where there are not as many."""
    for parts in (lines_of(text), *(_split(sign, text) for sign in _SPLITS), _figures(text, spots)):
        if len(parts) == len(spots):
            found = _collect(list(zip(spots, parts, strict=True)), read_one)
            return (in_words(text, spots, read_one) or found) if isinstance(found, Refusal) else found
    return None


def _begins(text: str, spots: Sequence[Spot], read_one: ReadOne) -> bool:
    """Whether it may be the first answers of the screen, so that its letter is an answer too. Nobody's name is one letter."""
    parts = _split(r"(?i)[\s,;]+|(?<=^[a-z])(?=\d)", text)
    if len(parts) > len(spots) or spots[0].question.hint_of("member") == "name":
        return False
    return not any(isinstance(read_one(spot, part), Refusal) for spot, part in zip(spots, parts, strict=False))


def _count(text: str, spots: Sequence[Spot], letters: Mapping[str, Spot]) -> Refusal:
    got = len(_split(r"[\s,;]+", text))
    part = OneReply(example_of_part(letters))
    return Refusal("group.count", {"want": str(len(spots)), "got": str(got), "example": example(spots), "part": part})


def _figures(text: str, spots: Sequence[Spot]) -> list[str]:
    """The numbers of choices, run together: "112"."""
    chosen = all(spot.question.control.kind == "select1" for spot in spots)
    return list(text.strip()) if chosen and text.strip().isdecimal() else []


def _same(spots: Sequence[Spot], part: str, read_one: ReadOne) -> dict[Spot, str | None] | Refusal:
    """One answer to all questions ("tất cả bền chắc"), where it is one and the same choice of each of them."""
    refusal = Refusal("group.not_same", {"example": example(spots)})
    if not all(spot.question.control.kind == "select1" for spot in spots):
        return refusal
    values = _collect([(spot, part) for spot in spots], read_one)
    return refusal if isinstance(values, Refusal) or len(set(values.values())) != 1 else values


def example(spots: Sequence[Spot]) -> OneReply:
    """A reply as it may look: numbers for choices, the form author's example or a member's usual words for the rest."""
    return OneReply(tuple(_example(spot, index) for index, spot in enumerate(spots)))


def example_of(spot: Spot) -> Words:
    """An answer to one question as it may look."""
    return _example(spot, 0)


def _example(spot: Spot, position: int) -> Words:
    given = spot.question.hint_of("example") or _OF_MEMBER.get(spot.question.hint_of("member"), "")
    if given:
        return given
    control, read = spot.question.control, spot.question.hint_of("read")
    if spot.question.hint_of("member") == "birth_month":
        return "3"
    if read in _BY_READER:
        return _BY_READER[read]
    if control.kind.startswith("select"):
        return "12"[position % 2]
    if control.kind == "range":
        return exact_number(bounds(control)[0])
    return _BY_KIND.get(control.kind) or _BY_TYPE.get(example_type(control), "40")


def example_type(control: Control) -> str:
    """The data type, for a date with how much of it is asked; a text that takes figures only is a number."""
    if control.type == "date":
        return {"year": "year", "month": "month"}.get(precision(control), "date")
    return "int" if is_counted(control) else control.type


def example_of_part(letters: Mapping[str, Spot]) -> tuple[str, Words]:
    """A reply to one question of the screen by its letter, ("c", "40"): the first that is answered by a number."""
    examples = {letter: _example(spot, 0) for letter, spot in letters.items()}
    numbers = (one for one in examples.items() if isinstance(one[1], str) and one[1].isdecimal())
    return next(numbers, ("a", examples.get("a", "1")))


def _split(pattern: str, text: str) -> list[str]:
    return [part.strip() for part in re.split(pattern, text.strip()) if part.strip()]


def _collect(pairs: Sequence[tuple[Spot, str]], read_one: ReadOne) -> dict[Spot, str | None] | Refusal:
    values: dict[Spot, str | None] = {}
    for spot, part in pairs:
        if part == SKIP or fold(part) == SKIP_WORDS:
            values[spot] = None
            continue
        value = read_one(spot, part)
        if isinstance(value, Refusal):
            return Refusal(value.code, value.params, spot, value.message)
        values[spot] = value
    return values
