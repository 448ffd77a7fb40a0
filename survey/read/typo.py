"""Words that are a known phrase but for one slip of the finger: offered as a question, never taken for it."""

import re
from collections.abc import Callable, Iterable

from survey.read.spelling import fold, normalise

_SHORT = 4
"""A phrase of so few letters has many neighbours: only a letter doubled or two swapped is a slip of it."""

_TONE_KEYS = "sfrxj"
"""What a keyboard leaves behind a word where it did not make a mark of it ("nopj")."""

_LETTERS = re.compile(r"[a-z0-9]+")
_END = re.compile(r"^(.*?)[ ,:]*((?:[0-9]{1,3}(?:\.[0-9]{1,3})*)?)[ .,!?;:…]*$", re.DOTALL)


def near(text: str, phrases: Iterable[str]) -> list[str]:
    """The phrases that a text comes near to, with the number that stood behind it ("tongg hop 6" -> "tổng hợp 6"); in their order, at most one slip each.

    Wrong marks and missing blanks are no slip of a letter. What is a phrase exactly is near to that one alone.
    """
    tried = _tried(text)
    exact: dict[str, None] = {}
    close: dict[str, None] = {}
    for phrase in phrases:
        wanted = _letters(phrase)
        for typed, more in tried:
            if typed and typed == wanted:
                exact[f"{phrase} {more}".strip()] = None
            elif typed and _one_slip(typed, wanted):
                close[f"{phrase} {more}".strip()] = None
    return list(exact or close)


def nearness(text: str) -> Callable[[str], bool]:
    """Whether a text comes near to a phrase, as `near` says, prepared for many phrases."""
    tried = [typed for typed, _ in _tried(text) if typed]

    def is_near(phrase: str) -> bool:
        wanted = _letters(phrase)
        return any(typed == wanted or _one_slip(typed, wanted) for typed in tried)

    return is_near


def _tried(text: str) -> tuple[tuple[str, str], ...]:
    """The letters of a text, and those without the number behind it, with that number."""
    said = normalise(text[:80]).removeprefix("/")
    whole, behind = _letters(said), _END.match(said)
    if not behind or not behind[2]:
        return ((whole, ""),)
    return (whole, ""), (_letters(behind[1]), behind[2])


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(fold(text)))


def _one_slip(typed: str, wanted: str) -> bool:
    """One letter too many, too few, wrong, or two neighbours swapped."""
    if abs(len(typed) - len(wanted)) > 1 or len(wanted) < 3 or typed == wanted:
        return False
    at = next((place for place, (one, other) in enumerate(zip(typed, wanted, strict=False)) if one != other), None)
    at = min(len(typed), len(wanted)) if at is None else at
    if typed[at : at + 2] == wanted[at : at + 2][::-1] and typed[at + 2 :] == wanted[at + 2 :]:
        return True
    longer, shorter = (typed, wanted) if len(typed) > len(wanted) else (wanted, typed)
    if len(longer) != len(shorter):
        more = len(typed) > len(wanted)
        slight = more and (typed[at - 1 : at] == typed[at : at + 1] or (at == len(wanted) and typed[at] in _TONE_KEYS))
        return longer[at + 1 :] == shorter[at:] and (slight or len(wanted) > _SHORT)
    return typed[at + 1 :] == wanted[at + 1 :] and len(wanted) > _SHORT
