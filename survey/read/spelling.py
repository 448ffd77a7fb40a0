"""Vietnamese spelling as people type it: one form of Unicode, tone marks in either place, diacritics or none."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u2800\u3164\ufe0e\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e007f]"
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord(dash): "-" for dash in _DASHES}
_TO_MAKE_PLAIN = re.compile("[\uff01-\uff5e" + _DASHES + "]")
_WORD = re.compile(r"[^\W_]+")


def normalise(text: str) -> str:
    """The text in NFC on one line: no invisible characters, plain spaces and hyphens, full-width letters and digits made plain."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_FULL_WIDTH)
    return " ".join(visible.split())


def normalise_all(texts: Sequence[str]) -> list[str]:
    """What `normalise` makes of each, in one go: a list of 10,000 names is read within a turn."""
    joined = unicodedata.normalize("NFC", "\n".join(texts))
    if joined.count("\n") + 1 != len(texts):
        return [normalise(text) for text in texts]
    visible = _INVISIBLE.sub("", joined)
    if _TO_MAKE_PLAIN.search(visible):
        visible = visible.translate(_FULL_WIDTH)
    return [" ".join(line.split()) for line in visible.split("\n")]


def words_of_all(texts: Sequence[str]) -> list[list[str]]:
    """What `words` makes of each."""
    if not texts:
        return []
    return [_WORD.findall(text) for text in "\n".join(normalise_all(texts)).lower().split("\n")]


def fold(text: str) -> str:
    """Lower case without diacritics (đ -> d). For commands and choices only: Ba Tơ and Ba Tô are two communes."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    marks = unicodedata.normalize("NFD", lowered.replace("đ", "d"))
    return "".join(letter for letter in marks if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The words and numbers of a text in lower case NFC, without punctuation."""
    return _WORD.findall(normalise(text).lower())


def spell(word: str) -> str:
    """One spelling for both places of the tone mark: huỷ and hủy, xoá and xóa come out equal."""
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    parts = unicodedata.normalize("NFD", lowered)
    tones = "".join(mark for mark in parts if mark in _TONES)
    return "".join(mark for mark in parts if mark not in _TONES) + tones


def is_plain(word: str) -> bool:
    """Whether a word was typed without any diacritics, so that it may stand for several Vietnamese words."""
    return fold(word) == word.lower()


def same_word(typed: str, word: str) -> bool:
    """Whether `typed` is `word`; diacritics may be left out altogether, but those that are typed must be right."""
    return spell(typed) == spell(word) or (is_plain(typed) and typed.lower() == fold(word))


def same_words(typed: Sequence[str], expected: Sequence[str]) -> bool:
    """Whether two rows of words are the same word by word, as `same_word` says."""
    return len(typed) == len(expected) and all(map(same_word, typed, expected))


Meaning = TypeVar("Meaning")


class Folded(dict[str, str]):
    """Words without diacritics, each folded once as long as this lives: long lists repeat their words."""

    def __missing__(self, word: str) -> str:
        found = self[word] = fold(word)
        return found


class Phrases(Generic[Meaning]):
    """What phrases mean, found by what was typed without comparing it with every phrase; a phrase may have several meanings."""

    def __init__(self, meanings: Iterable[tuple[Sequence[str], Meaning]]) -> None:
        self._by_letters: dict[tuple[str, ...], list[tuple[Sequence[str], Meaning]]] = {}
        folded = Folded()
        for expected, meaning in meanings:
            # Words that are the same, as `same_word` says, have the same letters.
            self._by_letters.setdefault(tuple([folded[word] for word in expected]), []).append((expected, meaning))

    def find(self, typed: Sequence[str]) -> list[tuple[Sequence[str], Meaning]]:
        """The phrases that are the same words as `typed`, with their meanings, in the order in which they were given."""
        near = self._by_letters.get(tuple(map(fold, typed)), ())
        return [(expected, meaning) for expected, meaning in near if same_words(typed, expected)]
