"""Reading one reply that answers a roster question for all members at once."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from survey.interview.answers.said.by_person import OTHERS, Pairs, by_person, in_sentences
from survey.interview.path.events import Refusal
from survey.interview.path.screens import Spot
from survey.read import (
    UNKNOWN,
    Member,
    Open,
    Refused,
    Said,
    about_all,
    fold,
    normalise,
    read_open,
    read_who,
    same_for_all,
)

ReadOne = Callable[[Spot, str], str | Refusal | None]
Each = dict[Spot, str | None]
"""One member's answer each; None = left without one."""


@dataclass(frozen=True, slots=True)
class Picked:
    """Members named for the picked choice, and those about whom the person said that it is not known."""

    named: frozenset[str]
    unknown: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a column asks of each member, as far as reading a reply needs it.

    `one_word`: an answer is a single word or number, so that blanks part answers. `figures`: it may be a single figure, the number of a choice.
    `none`: what "không ai" comes to, "" where it is no answer. `optional`: it may stay open.
    """

    one_word: bool = False
    figures: bool = False
    none: str = ""
    optional: bool = False


def read_pick(
    text: str, people: Sequence[Member], *, lacking: bool = False, said: Iterable[str] = ()
) -> Picked | Refusal:
    """Which members an "Ai …?" question names: "2,5", "Lót với bà Nía", "không ai", "cả nhà trừ 3", "2 không rõ 3"."""
    figures = _FIGURES.findall(text)
    if _ONLY_FIGURES.fullmatch(text.strip()) and len(figures) > max(2, len(set(figures))):
        # "1 1 2 1": an answer for each, as at the questions around this one.
        return Refusal("column.who_only", {"example": people[-1].number})
    found = read_who(text, people, lacking=lacking, said=said)
    if isinstance(found, Refused):
        return Refusal(found.code, found.params)
    return Picked(frozenset(found.value.named), frozenset(found.value.unknown))


def read_each(
    text: str, spots: Sequence[Spot], people: Sequence[Member], read_one: ReadOne, asked: Asked
) -> Each | Refusal:
    """Answers in the members' order ("1 1 3", "113"), by person ("2: 3", "Lót: 4", a line each), "còn lại 1", or one for all ("tất cả Hrê").

    `read_one` reads a single member's answer. Who is not named is not in the result.
    """
    by_number = {member.number: spot for member, spot in zip(people, spots, strict=True)}
    for attempt in (_of_all(text, spots, read_one, asked), _same(text, spots, read_one)):
        if attempt is not None:
            return attempt
    pairs = by_person(text, people)
    if isinstance(pairs, Refused):
        return Refusal(pairs.code, pairs.params)
    found = None if pairs is None else _spread(pairs, by_number, read_one)
    if len(spots) > 1:
        found = _better(found, in_sentences(text, people), by_number, read_one)
    if found is not None:
        return found
    vague = read_who(text, people)
    if isinstance(vague, Refused) and vague.code == "who.vague":
        return Refusal(vague.code, vague.params)
    if len(spots) == 1:
        return _collect([(spots[0], text.strip())], read_one)
    return _in_order(text, spots, read_one, asked)


_SAID_OPEN: dict[Open | None, Said] = {Open.NONE: Said.NOBODY, Open.UNKNOWN: Said.UNKNOWN}


def _better(
    found: Each | Refusal | None, told: Pairs | None, by_number: Mapping[str, Spot], read_one: ReadOne
) -> Each | Refusal | None:
    """What sentences say of more people than were found, or of those of whom nothing could be read."""
    again = _spread(told, by_number, read_one) if told is not None else None
    if again is None or isinstance(again, Refusal):
        return found
    known = {} if found is None or isinstance(found, Refusal) else found
    return again if len(again) > len(known) else found


def _of_all(text: str, spots: Sequence[Spot], read_one: ReadOne, asked: Asked) -> Each | None:
    """What "không ai" or "không rõ", said of all, comes to; None where nothing is said of all."""
    meant = about_all(text, len(spots)) or _SAID_OPEN.get(read_open(text))
    if meant in {Said.NOBODY, Said.NONE_OR_ALL, Said.ALL_LACK} and asked.none:
        return dict.fromkeys(spots, asked.none)
    if meant is Said.UNKNOWN and not isinstance(read_one(spots[0], UNKNOWN), Refusal):
        known = {spot: read_one(spot, UNKNOWN) for spot in spots}
        return {spot: value for spot, value in known.items() if not isinstance(value, Refusal)}
    leaves = meant in {Said.NOBODY, Said.NONE_OR_ALL, Said.ALL_LACK, Said.UNKNOWN}
    if asked.optional and (leaves or read_open(text) is not None):
        return dict.fromkeys(spots, None)
    return None


def _same(text: str, spots: Sequence[Spot], read_one: ReadOne) -> Each | Refusal | None:
    """One answer for all: "tất cả Hrê", "cả nhà đều là 1", "Hrê hết"; None where it is not said so, or what is said is no answer."""
    answer = same_for_all(text, len(spots))
    others = OTHERS.fullmatch(fold(normalise(text).rstrip(" .!")))
    if answer is None and others:
        answer = normalise(text)[others.start(1) :]
    if answer is None:
        return None
    found = _collect([(spot, answer) for spot in spots], read_one)
    return None if isinstance(found, Refusal) and not _SAYS_ALL.match(fold(text)) else found


_SAYS_ALL = re.compile(r"(?:tat ca|moi nguoi|ca nha|ca ho|toan bo)\b")
"""Said of all beyond doubt: what follows is meant as the answer, and refused as one."""


def _spread(pairs: Pairs, by_number: Mapping[str, Spot], read_one: ReadOne) -> Each | Refusal:
    given: list[tuple[Spot, str]] = []
    seen: set[str] = set()
    for numbers, answer in pairs.answers:
        twice = next((number for number in numbers if number in seen), None)
        if twice is not None:
            return Refusal("column.twice", {"number": twice})
        seen.update(numbers)
        given += [(by_number[number], answer) for number in numbers]
    if pairs.others:
        given += [(spot, pairs.others) for number, spot in by_number.items() if number not in seen]
    return _collect(given, read_one)


def _in_order(text: str, spots: Sequence[Spot], read_one: ReadOne, asked: Asked) -> Each | Refusal:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    answers = lines if len(lines) > 1 else _answers(text, len(spots), asked)
    if len(answers) != len(spots):
        return Refusal("column.count", {"got": str(len(answers)), "want": str(len(spots)), "example": spots[-1].number})
    return _collect(list(zip(spots, answers, strict=True)), read_one)


def _answers(text: str, want: int, asked: Asked) -> list[str]:
    """The answers on one line. Blanks part figures, and words where nothing else does; labels of several words need a semicolon or a comma."""
    figures = _FIGURES.findall(text)
    if asked.figures and len(figures) == want and _ONLY_FIGURES.fullmatch(text.strip()):
        return figures
    words = [part for part in re.split(r"[\s,;]+", text.strip()) if part]
    if asked.one_word and all(word[0].isdecimal() for word in words):
        return words
    separator = next((sign for sign in ";,/" if sign in text), None)
    if separator is not None:
        return [part.strip() for part in text.split(separator) if part.strip()]
    return words if asked.one_word else [text.strip()]


_FIGURES = re.compile("[0-9]")
_ONLY_FIGURES = re.compile(r"[0-9]+|[0-9](?:\s*[\s,;./&+-]\s*[0-9])+")
"""The numbers of choices, run together ("113") or with any sign between them ("1-1-3")."""


def _collect(pairs: Sequence[tuple[Spot, str]], read_one: ReadOne) -> Each | Refusal:
    values: Each = {}
    for spot, answer in pairs:
        value = read_one(spot, answer)
        if isinstance(value, Refusal):
            return Refusal(value.code, value.params, spot, value.message)
        values[spot] = value
    return values
