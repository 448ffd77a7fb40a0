"""Members called by name, number, title or relation, one or several: "bà Nía", "số 5", "Lót với 3", "mẹ"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from survey.read.outcome import Read, Refused, Value
from survey.read.spelling import fold, normalise, same_words


@dataclass(frozen=True, slots=True)
class Member:
    """One of the people who may be meant. `number` stands before the name on the screen; `relation` is to the head, as the form words it."""

    number: str
    name: str
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Who a piece of a text is about, and what follows; () where it begins with nobody."""

    numbers: tuple[str, ...]
    rest: str = ""


TITLES = frozenset(
    [
        "ong",
        "ba",
        "anh",
        "chi",
        "em",
        "chau",
        "chu",
        "bac",
        "co",
        "cau",
        "mo",
        "di",
        "duong",
        "thim",
        "me",
        "ma",
        "cha",
        "bo",
        "vo",
        "chong",
        "con",
        "be",
        "thang",
        "cu",
        "ut",
        "cai",
        "dua",
        "nguoi",
        "gia",
    ]
)
_SHEER_NUMBER = re.compile(
    r"(?:(?:người|nguoi|thành viên|thanh vien)\s+)?(?:(?:số|so|thứ|thu|stt)\s*|#)?([0-9]{1,6})[.)]?", re.IGNORECASE
)
SEPARATOR = re.compile(r"\s*[,;/&+\n]\s*|\s+(?:và|va|với|voi|cùng|cung|cùng với|cung voi)\s+", re.IGNORECASE)
_RANGE = re.compile(
    r"(?:từ |tu )?(?:số |so )?([0-9]{1,2})\s+(?:đến|den|tới|toi)\s+(?:số |so )?([0-9]{1,2})", re.IGNORECASE
)
_HYPHEN = re.compile(r"[0-9]+\s*-\s*[0-9]+")
_MOST_PIECES = 40


def named_first(text: str, members: Sequence[Member]) -> Read[Found]:
    """The people whom a text names first, and what follows ("Lót: 4" -> Lót, "4"); nobody where it begins with something else."""
    head, colon, tail = _at_colon(text)
    if colon:
        found = people(head, members)
        if isinstance(found, Refused) or not found.value.rest:
            return found if isinstance(found, Refused) else Value(Found(found.value.numbers, tail))
    return _one(text.strip(), members)


def _at_colon(text: str) -> tuple[str, bool, str]:
    match = re.search(r"\s*[:=]\s*", text)
    return (text, False, "") if match is None else (text[: match.start()].strip(), True, text[match.end() :].strip())


def people(text: str, members: Sequence[Member]) -> Read[Found]:
    """All people of a list; every piece of it must name somebody."""
    if _HYPHEN.fullmatch(text.strip()):
        return Refused("who.range", {"text": text.strip()})
    spread = _RANGE.fullmatch(text.strip())
    if spread:
        return _between(int(spread.group(1)), int(spread.group(2)), members)
    pieces = [piece for piece in SEPARATOR.split(text) if piece and piece.strip()]
    if not pieces or len(pieces) > _MOST_PIECES:
        return Refused("who.nobody_called", {"text": text[:40]})
    numbers: list[str] = []
    rest = ""
    for piece in pieces:
        found = _one(piece.strip(), members)
        if isinstance(found, Refused):
            return found
        numbers += found.value.numbers
        rest = found.value.rest or rest
    return Value(Found(tuple(dict.fromkeys(numbers)), rest))


def _between(first: int, last: int, members: Sequence[Member]) -> Read[Found]:
    known = {member.number for member in members}
    wanted = [str(number) for number in range(first, last + 1)]
    stranger = next((number for number in wanted if number not in known), None)
    if first >= last or stranger is not None:
        return Refused("who.no_member", {"number": stranger or str(last), "members": ", ".join(sorted(known, key=int))})
    return Value(Found(tuple(wanted)))


def _one(piece: str, members: Sequence[Member]) -> Read[Found]:
    """The person, or the numbers, with which a piece begins."""
    parts = piece.split()
    lead = [part for part in parts if part.rstrip(".)").isdecimal()]
    if len(lead) == len(parts) and len(parts) > 1:
        return _numbers([part.rstrip(".)") for part in parts], members)
    for length in range(min(3, len(parts)), 0, -1):
        number = _SHEER_NUMBER.fullmatch(" ".join(parts[:length]))
        if number:
            return _with_name(_by_number(number.group(1), members), parts[length:], members)
    return _named(parts, members)


def _with_name(known: Read[tuple[str, ...]], parts: Sequence[str], members: Sequence[Member]) -> Read[Found]:
    """The number once more with the name behind it ("3. Phạm Văn Lót"), as it stands on the screen."""
    if isinstance(known, Refused):
        return known
    named = _named(parts, members) if parts else Value(Found(()))
    same = isinstance(named, Value) and named.value.numbers == known.value
    return Value(Found(known.value, named.value.rest if isinstance(named, Value) and same else " ".join(parts)))


def _numbers(parts: Sequence[str], members: Sequence[Member]) -> Read[Found]:
    found: list[str] = []
    for part in parts:
        known = _by_number(part, members)
        if isinstance(known, Refused):
            return known
        found += known.value
    return Value(Found(tuple(dict.fromkeys(found))))


def _by_number(typed: str, members: Sequence[Member]) -> Read[tuple[str, ...]]:
    """One number, or several written without anything between where each figure is a member's and no number is meant ("135")."""
    known = [member.number for member in members]
    plain = str(int(typed))
    if plain in known:
        return Value((plain,))
    figures = tuple(typed)
    if (
        len(figures) > 1
        and len(set(figures)) == len(figures)
        and max(map(int, known)) < 10
        and set(figures) <= set(known)
    ):
        return Value(figures)
    return Refused("who.no_member", {"number": plain, "members": ", ".join(known)})


def _named(parts: Sequence[str], members: Sequence[Member]) -> Read[Found]:
    """The longest beginning that is somebody's name or the end of it, titles left out; else a relation that only one has."""
    titles = 0
    while titles < len(parts) and fold(parts[titles]) in TITLES:
        titles += 1
    for begin in range(titles, -1, -1):
        for length in range(len(parts) - begin, 0, -1):
            typed = [word.strip(".") for word in parts[begin : begin + length]]
            called = [member for member in members if _is_called(typed, member.name)]
            if called and not (begin < titles and length == 1 and begin + length <= titles and len(called) > 1):
                return _sole(called, " ".join(parts[begin + length :]), " ".join(parts[: begin + length]))
    for length in (2, 1):
        related = [one for one in members if one.relation and same_words(_small(parts[:length]), one.relation.split())]
        if related and len(parts) >= length:
            return _sole(related, " ".join(parts[length:]), " ".join(parts[:length]))
    return Refused("who.nobody_called", {"text": normalise(" ".join(parts))[:40]})


def _sole(called: Sequence[Member], rest: str, typed: str) -> Read[Found]:
    if len(called) > 1:
        these = ", ".join(f"{member.number}. {member.name}" for member in called)
        return Refused("who.several_called", {"text": typed, "members": these})
    return Value(Found((called[0].number,), rest))


def _is_called(typed: Sequence[str], name: str) -> bool:
    """Whether somebody of this name is called so: by the whole name or its end; marks may be left out, but not be others."""
    own = name.split()
    return len(typed) <= len(own) and same_words(_small(typed), _small(own[len(own) - len(typed) :]))


def _small(parts: Sequence[str]) -> list[str]:
    return [part.lower() for part in parts]
