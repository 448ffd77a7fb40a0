"""The words, figures and signs of a roster line."""

import re
from dataclasses import dataclass
from datetime import date

from survey.read.member_numbers import Figure, figure_at
from survey.read.member_words import phrase_at
from survey.read.name_end import Word


@dataclass(slots=True)
class Token:
    """One of them; `kind` is "word", "figure", "break", "colon" or "odd"."""

    kind: str
    text: str
    word: Word | None = None
    figure: Figure | None = None


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WITH_DIGITS = re.compile(r"[^\W_]+")
_BREAKS = re.compile(r"[,;/\\|()\[\]{}•·&+=>→-]|\.(?=\s|$)")
_LEADS_YEAR = re.compile(r"(?:sinh|sinh nam|nam sinh|năm|sn|ns|ngày|vào)\s*:?\s*$", re.IGNORECASE)
_LISTED = re.compile(r"(?:[1-9]|1[0-9]|20)\s?[.)]\s+(?=[^\W\d_])")
"""The number of a person in a list that was written in one line."""


def tokens_of(line: str, today: date) -> list[Token]:
    """Everything that stands in a line, in order."""
    found: list[Token] = []
    place, opens = 0, True
    while place < len(line):
        token = _token_at(line, place, today, opens=opens)
        if token is not None:
            found.append(token)
            opens = token.text == "."
        place += len(token.text) if token else 1
    return found


def _token_at(line: str, place: int, today: date, *, opens: bool) -> Token | None:
    if line[place].isspace() or line[place] in '"“”‘`' or (line[place] == "(" and _explains(line[place + 1 :])):
        return None
    labelled = bool(_LEADS_YEAR.search(line[:place]))
    if not labelled and line[place - 1 : place].isspace() and (match := _LISTED.match(line, place)):
        return Token("break", match.group())
    if match := _BREAKS.match(line, place):
        return Token("break", match.group())
    if line[place] == ":":
        return Token("colon", ":")
    if figure := figure_at(line, place, today, labelled=labelled):
        return Token("figure", figure.text, figure=figure)
    return _word_at(line, place, opens=opens)


def _explains(rest: str) -> bool:
    """Whether what stands in brackets tells of the person before it: "Dắt (chủ hộ, 1985)"; "(Tý)" may be another name."""
    words = _WORD.findall(rest[:60])
    return bool(re.match(r"\s*[0-9]", rest)) or (bool(words) and phrase_at(words, 0) is not None)


def _word_at(line: str, place: int, *, opens: bool) -> Token:
    match = _WORD.match(line, place)
    if match is None:
        return Token("odd", line[place])
    text, *rest = match.group().split("-")
    if rest and not any(phrase_at([part], 0) for part in (text, *rest)):
        text = match.group()
    end = place + len(text)
    if line[end : end + 1].isdecimal() and phrase_at([text], 0) is None:
        whole = _WITH_DIGITS.match(line, place)
        return Token("odd", whole.group() if whole else text)
    return Token("word", text, Word(text, opens))
