"""Which members a reply names, and what it says of each: "2: 3", "Lót: lớp 9", "anh Dắt chị Rế làm rẫy, còn lại đi học"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from survey.read import Found, Member, Refused, fold, named_first, normalise


@dataclass(frozen=True, slots=True)
class Pairs:
    """Who was given which answer, in the order of the text; `others` is that of all who were not named."""

    answers: tuple[tuple[tuple[str, ...], str], ...]
    others: str = ""


_PIECES = re.compile(r"\n|;|,")
_PAIRED = re.compile(r"[^:=]*[:=]")
_NEXT_NUMBER = re.compile(r"\s+(?=[0-9]{1,2}\s*[:=])")
OTHERS = re.compile(
    r"(?:con lai|may nguoi kia|nhung nguoi (?:khac|con lai|kia)|nguoi khac)(?: deu)?(?: la)?\s*[:=]?\s*(.+)"
)
_ENDS_WITHOTHERS = re.compile(r"\s+(?=(?:còn|con)\s+(?:lại|lai)\b)", re.IGNORECASE)
_NUMBER_AND_LONG = re.compile(r"([0-9]{1,2})\s+([0-9]{9,})")
_TWO_FIGURES = re.compile(r"([0-9]{1,2})\s+([0-9]{1,4})[.)]?")


def by_person(text: str, people: Sequence[Member]) -> Pairs | Refused | None:
    """The answers by person; None where the reply is not written so: every piece must name somebody or go on with an answer."""
    several_lines = len([line for line in text.splitlines() if line.strip()]) > 1
    answers: list[tuple[tuple[str, ...], str]] = []
    waiting: tuple[str, ...] = ()
    others = ""
    for piece in _pieces(text):
        rest = OTHERS.fullmatch(fold(normalise(piece)))
        found = _lead(piece, people, several_lines=several_lines)
        if rest:
            others = normalise(piece)[rest.start(1) :]
        elif isinstance(found, Refused):
            return found
        elif found is None:
            if not answers or waiting:
                return None
            answers[-1] = (answers[-1][0], f"{answers[-1][1]}, {piece}")
        elif found.rest:
            answers.append(((*waiting, *found.numbers), found.rest))
            waiting = ()
        else:
            waiting = (*waiting, *found.numbers)
    return None if waiting or not answers else Pairs(tuple(answers), others)


def _pieces(text: str) -> list[str]:
    """Parted by lines, semicolons and commas; also before the next "3:" and before "còn lại"."""
    found: list[str] = []
    for piece in _PIECES.split(text):
        paired = _PAIRED.match(piece)
        begin = paired.end() if paired else len(piece)
        first, *others = _NEXT_NUMBER.split(piece[begin:])
        found += [part for one in (piece[:begin] + first, *others) for part in _ENDS_WITHOTHERS.split(one.strip())]
    return [piece.strip() for piece in found if piece.strip()]


def _lead(piece: str, people: Sequence[Member], *, several_lines: bool) -> Found | Refused | None:
    """Whom a piece begins with, and the answer behind; None where it names nobody. Two bare figures are a person and an answer only a line each."""
    long = _NUMBER_AND_LONG.fullmatch(piece)
    if long and str(int(long.group(1))) in {member.number for member in people}:
        return Found((str(int(long.group(1))),), long.group(2))
    figures = _TWO_FIGURES.fullmatch(piece)
    if figures and not several_lines:
        return None
    numbers = {member.number for member in people}
    if figures and str(int(figures.group(1))) in numbers:
        return Found((str(int(figures.group(1))),), figures.group(2))
    found = named_first(piece, people)
    if isinstance(found, Refused):
        return found if found.code == "who.no_member" and re.match(r"[0-9]+\s*[:=]", piece) else None
    return found.value


def in_sentences(text: str, people: Sequence[Member]) -> Pairs | None:
    """The answers by person in people's sentences: "anh Dắt chị Rế làm rẫy, Lót làm thuê lem đi học"; None where nobody is named at the start."""
    answers: list[tuple[tuple[str, ...], str]] = []
    waiting: tuple[str, ...] = ()
    others = ""
    for piece in _pieces(text):
        rest = OTHERS.fullmatch(fold(normalise(piece)))
        if rest:
            others = normalise(piece)[rest.start(1) :]
            continue
        for numbers, answer in _sentence(normalise(piece), people):
            if not numbers and not waiting:
                return None
            waiting = (*waiting, *numbers)
            if answer:
                answers.append((waiting, answer))
                waiting = ()
    # A row of figures is a row of answers: nobody is named in it.
    spoken = all(any(map(str.isalpha, answer)) for _, answer in answers)
    return None if waiting or not answers or not spoken else Pairs(tuple(answers), others)


def _sentence(piece: str, people: Sequence[Member]) -> list[tuple[tuple[str, ...], str]]:
    """(who, what is said of them), a new one wherever somebody is named."""
    parts = piece.split()
    starts: list[tuple[int, int, tuple[str, ...]]] = []
    at = 0
    while at < len(parts):
        length, numbers = _named_at(parts[at:], people, first=not starts or _JOINS.fullmatch(parts[at - 1]) is not None)
        if length:
            starts.append((at, at + length, numbers))
        at += length or 1
    if not starts or any(not _POLITE.fullmatch(fold(part)) for part in parts[: starts[0][0]]):
        return [((), piece)]
    ends = [begin for begin, _, _ in starts[1:]] + [len(parts)]
    said = ((numbers, " ".join(parts[after:end])) for (_, after, numbers), end in zip(starts, ends, strict=True))
    return [(numbers, "" if _JOINS.fullmatch(answer) else answer) for numbers, answer in said]


_JOINS = re.compile(r"(?:và|va|với|voi|cùng|cung|,|&|\+)?", re.IGNORECASE)
_POLITE = re.compile(r"da|vang|thua|em|oi|thi|la|nha|nay|co")


def _named_at(parts: Sequence[str], people: Sequence[Member], *, first: bool) -> tuple[int, tuple[str, ...]]:
    """(how many words name somebody here, who it is); a bare number does so only in front or behind "và"."""
    if parts[0].rstrip(".)").isdecimal() and not first:
        return 0, ()
    for length in range(min(_LONGEST_NAME, len(parts)), 0, -1):
        found = named_first(" ".join(parts[:length]), people)
        if not isinstance(found, Refused) and found.value.numbers and not found.value.rest:
            return length, found.value.numbers
    return 0, ()


_LONGEST_NAME = 6
