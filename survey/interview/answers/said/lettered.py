"""Which question of a screen a part of a reply names: by its letter ("b) 5"), or by its place where lines are numbered ("2. 5")."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from survey.interview.path.passing import is_free
from survey.interview.path.screens import Spot

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MARK = re.compile(r"(?:^|[\s,;])([a-z])(?:[ \t]*([).:=])\s*(?=\S)|([ \t]*)(?=[\d\-]))", re.IGNORECASE)
_LINE = re.compile(r"([a-z])(?:[ \t]*([).:=])\s*|([ \t]+))(\S.*)", re.IGNORECASE)
_NUMBERED = re.compile(r"([1-9][0-9]?)(?:\)\s*|[.:][ \t]+)(\S.*)")
_BEGINS = re.compile(r"\s*[a-z]\s*[).:=]?\s")
_SIGNED = re.compile(r"\s*[a-z]\s*[).:=]\s*\S")

Pairs = list[tuple[Spot, str]]


@dataclass(frozen=True, slots=True)
class _Part:
    """`sign` behind the letter, "" where there is none; `apart`: a blank stands between letter and answer."""

    letter: str
    sign: str
    apart: bool
    answer: str


@dataclass(frozen=True, slots=True)
class Named:
    """Answers to the questions that are named. `surely`: by signs, or all of the screen one after the other."""

    pairs: Pairs
    surely: bool
    letters: tuple[str, ...]


def is_lettered(text: str) -> bool:
    """Whether a reply begins with the letter of a question ("c 1999"), and so is not a name."""
    return bool(_BEGINS.match(text))


def is_signed(text: str) -> bool:
    """Whether a reply begins with the letter of a question and a sign behind it, whether there is such a question or not."""
    return bool(_SIGNED.match(text))


def named(text: str, letters: Mapping[str, Spot]) -> Named | None:
    """Of "a 1, c 2", "a) Phạm Văn Dắt b) 1987" or a letter a line; None where the text is not written so from its first word on."""
    parts = _by_line(text) or _by_mark(text.strip(), letters)
    spots = [letters.get(part.letter) for part in parts]
    known = [spot for spot in spots if spot is not None]
    if not parts or len(known) < len(parts) or len(set(known)) < len(parts):
        return None
    free = [is_free(spot.question) for spot in known]
    if any(each and not part.sign and not part.apart for part, each in zip(parts, free, strict=True)):
        return None  # "A1" is a word where words are wanted.
    pairs = [(spot, part.answer) for spot, part in zip(known, parts, strict=True)]
    whole = len(parts) > 1 and len(parts) == len(letters)
    unsigned = tuple(part.letter for part in parts if not part.sign)
    return Named(pairs, not unsigned or whole, unsigned)


def numbered(text: str, letters: Mapping[str, Spot]) -> Pairs:
    """A line for each open question, under the number of its place on the screen; [] where it is not written so."""
    lines = [_NUMBERED.fullmatch(line) for line in lines_of(text)]
    places = {str(LETTERS.index(letter) + 1): spot for letter, spot in letters.items()}
    found = [(line[1], line[2]) for line in lines if line]
    if len(found) < 2 or len(found) < len(lines) or sorted(place for place, _ in found) != sorted(places):
        return []
    return [(places[place], answer) for place, answer in found]


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _by_line(text: str) -> list[_Part]:
    lines = [_LINE.fullmatch(line) for line in lines_of(text)]
    if len(lines) < 2 or not all(lines):
        return []
    return [_Part(line[1].lower(), line[2] or "", bool(line[3]), line[4]) for line in lines if line]


def _by_mark(words: str, letters: Mapping[str, Spot]) -> list[_Part]:
    marks = [mark for mark in _MARK.finditer(words) if mark[1].lower() in letters or mark.start() == 0]
    if not marks or marks[0].start() != 0:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(words)]
    return [
        _Part(mark[1].lower(), mark[2] or "", bool(mark[3]), words[mark.end() : end].strip(" ,;\n"))
        for mark, end in zip(marks, ends, strict=True)
    ]
