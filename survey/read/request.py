"""A request as people word it ("Dạ, tổng hợp giúp em nhé."): what is asked, without politeness and full stop."""

import re
from collections.abc import Iterable
from functools import cache

from survey.read.spelling import Phrases, fold, is_plain, same_word

_END = ".,;:!?…"
_WHO = ("em", "anh", "chị", "cô", "chú", "bác", "tôi", "mình", "tui", "bot")
_HELP = ("giúp", "giùm", "dùm", "hộ")
_PLEASE = ("ạ", "nhé")

_BEFORE = (
    *(f"cho {who} xem" for who in _WHO),
    *(f"{asks} {who}" for asks in ("cho", "nhờ", "thưa") for who in _WHO),
    *(f"{who} ơi" for who in _WHO),
    *("cho xem", "làm ơn", "dạ", "vâng", "thưa"),
)
_AFTER = (
    *(f"{asks} {who} {end}".strip() for asks in (*_HELP, "cho") for who in _WHO for end in ("", *_PLEASE)),
    *(f"{who} {end}" for who in _WHO for end in (*_PLEASE, "ơi")),
    *_PLEASE,
)
_PHRASE_ONLY = (*_WHO, *_HELP, "nha", "nhen", "nghen", "đi", "với", "nào", "cái", "luôn")
"""After the words of a command, where no name is looked for: elsewhere people are called Nha, Mình and Nào."""


def _table(*spellings: str) -> Phrases[None]:
    return Phrases((spelling.split(), None) for spelling in spellings)


BEFORE, AFTER = _table(*_BEFORE), _table(*_AFTER)
BEFORE_PHRASE, AFTER_PHRASE = _table(*_BEFORE, "xem"), _table(*_AFTER, *_PHRASE_ONLY)
_LONGEST = 3


_HOUSEHOLD_FIRST = re.compile(r"(?:(?:ho|nha)(?: so)? )?#?([0-9]{1,6})\s*[:,]?\s+(.+)", re.DOTALL)


def household_first(core: str) -> tuple[int, str]:
    """The household that a request begins with ("hộ 12 ai đã xem"; 0 = with none), and the rest as it was typed."""
    found = _HOUSEHOLD_FIRST.fullmatch(fold(core))
    return (int(found[1]), core[-len(found[2]) :]) if found else (0, core)


def request_core(text: str) -> str:
    """What is asked, as it was typed; at least one word of it remains. A name may be part of it.

    A word that stands alone is politeness only with its marks: "a" may be somebody. Several lines are a list and stay as they are.
    """
    if "\n" in text:
        return text
    parts = _ended(text.split())
    while True:
        if length := _polite(parts[1:], AFTER, marked=True):
            parts = _ended(parts[:-length])
        elif length := _polite(parts[:-1], BEFORE, front=True, marked=True):
            parts = parts[length:]
        else:
            return " ".join(parts)


def after_phrase(text: str, phrases: Iterable[str]) -> str | None:
    """What follows one of these phrases in a request, "" where nothing but politeness does; None where it is none of them.

    Marks may be wrong or left out; a phrase of one word must have the right ones or none, for "Chảo" is a family and "chào" a greeting.
    """
    return after_opening(openings(text), phrases)


Openings = tuple[tuple[str, list[str]], ...]
"""(first word, folded; the words from it on), once as typed and once behind each piece of politeness in front."""


def openings(text: str) -> Openings:
    """Where a phrase may begin in a message: made once, for many phrases are looked for."""
    parts = _ended(text.split()) if "\n" not in text else []
    found: list[tuple[str, list[str]]] = []
    while parts:
        found.append((fold(parts[0].rstrip(_END)), parts))
        parts = parts[_polite(parts, BEFORE_PHRASE, front=True) or len(parts) :]
    return tuple(found)


def after_opening(found: Openings, phrases: Iterable[str]) -> str | None:
    """As `after_phrase`, for a message whose openings are known."""
    for first, parts in found:
        for phrase in phrases:
            expected = _folded(phrase)
            if first == expected[0] and _starts(parts, phrase, expected):
                return _tail(parts[len(expected) :])
    return None


@cache
def _folded(phrase: str) -> list[str]:
    return fold(phrase).split()


def _starts(parts: list[str], phrase: str, expected: list[str]) -> bool:
    head = [part.rstrip(_END) for part in parts[: len(expected)]]
    return same_word(head[0], phrase) if len(expected) == 1 else [fold(part) for part in head] == expected


def _tail(parts: list[str]) -> str:
    while length := _polite(parts, AFTER_PHRASE):
        parts = _ended(parts[:-length])
    return " ".join(parts)


def _polite(parts: list[str], table: Phrases[None], *, front: bool = False, marked: bool = False) -> int:
    """How many words of the longest piece of politeness stand at the end, or in front; 0 = none."""
    for length in range(min(_LONGEST, len(parts)), 0, -1):
        said = [part.rstrip(_END) for part in (parts[:length] if front else parts[-length:])]
        if table.find(said) and not (marked and length == 1 and is_plain(said[0])):
            return length
    return 0


def _ended(parts: list[str]) -> list[str]:
    """Without punctuation and pictures at the end, as long as a word remains."""
    kept = list(parts)
    while len(kept) > 1 and not any(letter.isalnum() for letter in kept[-1]):
        del kept[-1]
    return [*kept[:-1], kept[-1].rstrip(_END) or kept[-1]] if kept else kept
