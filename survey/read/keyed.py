"""Words typed in Telex or VNI while the keyboard did not put them into letters: "khoong", "trieeuj", "trie6u5"."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import TypeVar

from survey.read.outcome import Read, Refused
from survey.read.spelling import fold, normalise

T = TypeVar("T")

_LONGEST = 800
_WORD = re.compile(r"(?<![^\W\d_])[A-Za-z][A-Za-z0-9]*(?![^\W_])")
_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "x": "\u0303", "r": "\u0309", "j": "\u0323"}
_TELEX_LETTERS = (
    *(("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("uwow", "ươ"), ("uow", "ươ")),
    *(("aw", "ă"), ("ow", "ơ"), ("uw", "ư")),
)
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "4": "\u0303", "3": "\u0309", "5": "\u0323"}
_VNI_LETTERS = (
    *(("d9", "đ"), ("a6", "â"), ("e6", "ê"), ("o6", "ô"), ("u7o7", "ươ"), ("uo7", "ươ")),
    *(("a8", "ă"), ("o7", "ơ"), ("u7", "ư")),
)
# Behind all letters a figure may be one of its own: "2 trieu5" are two and a half millions.
_VNI = re.compile(r"[a-z]+[1-9]+[a-z][a-z1-9]*")
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|đ|gi|gh?|h|kh?|l|m|ngh?|nh?|n|ph?|qu?|r|s|t[hr]?|v|x)?([aăâeêioôơuưy]{1,3})(ch?|m|ng|nh|n|p|t)?"
)
_MARKED = frozenset("ăâêôơư")


def retried(text: str, read: Callable[[str], Read[T]]) -> Read[T]:
    """What the text says as it stands; where that is nothing, what it says with keys put into letters."""
    found = read(text)
    if not isinstance(found, Refused) or len(text) > _LONGEST:
        return found
    meant = as_keyed(text)
    again = found if meant == normalise(text) else read(meant)
    return found if isinstance(again, Refused) else again


def as_keyed(text: str) -> str:
    """The text with the words in letters that one row of keys alone can have meant; every other word stays as it is."""
    return _WORD.sub(lambda word: _meant(word[0].lower()) or word[0], normalise(text))


def is_syllable(word: str) -> bool:
    """Whether a word may be a Vietnamese syllable: "rê" is one, "hrê" is not."""
    return _SYLLABLE.fullmatch(fold(word)) is not None


def _meant(word: str) -> str | None:
    """The one syllable that these keys spell; None where they are letters already, or may spell two."""
    vni = _VNI.fullmatch(word)
    if not vni and not word.isalpha():
        return None
    letters, tones = (_VNI_LETTERS, _VNI_TONES) if vni else (_TELEX_LETTERS, _TELEX_TONES)
    spelt = {one for rest, tone in _toned(word, tones) if (one := _syllable(rest, letters, tone))} - {word}
    return spelt.pop() if len(spelt) == 1 else None


def _toned(word: str, tones: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The word without each key that may be its tone, and that tone; the word itself without one."""
    yield word, ""
    vowel = re.search("[aeiouy]", word)
    for place, key in enumerate(word):
        if vowel and place > vowel.start() and key in tones:
            yield word[:place] + word[place + 1 :], tones[key]


def _syllable(keys: str, letters: tuple[tuple[str, str], ...], tone: str) -> str | None:
    for typed, letter in letters:
        keys = keys.replace(typed, letter)
    found = _SYLLABLE.fullmatch(keys)
    if found is None:
        return None
    place = found.start(1) + _bearer(found[1], closed=bool(found[2]))
    return unicodedata.normalize("NFC", keys[: place + 1] + tone + keys[place + 1 :])


def _bearer(vowels: str, *, closed: bool) -> int:
    """Which of the vowels bears the tone mark."""
    marked = [place for place, vowel in enumerate(vowels) if vowel in _MARKED]
    if marked:
        return marked[-1]
    return len(vowels) - 1 if closed else (len(vowels) - 1) // 2
