"""Finding a person or a label by part of the name: a search that lists, never an automatic match."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from survey.read.spelling import Folded, fold, is_plain, spell, words, words_of_all


class Names:
    """Names with their words, made once: a search looks words up and reads no name again."""

    def __init__(self, names: Sequence[str]) -> None:
        self.words: Sequence[Sequence[str]] = words_of_all(names)

    def prepare(self) -> None:
        """Make what a search looks words up in, before one is typed."""
        self.of_letters("")
        self.holding("a")

    @cached_property
    def letters(self) -> list[list[str]]:
        """The words without diacritics."""
        return [[self._folded[word] for word in name] for name in self.words]

    @cached_property
    def _folded(self) -> Folded:
        return Folded()

    @cached_property
    def _by_word(self) -> dict[str, dict[int, None]]:
        """The places of the names that hold a word."""
        found: defaultdict[str, dict[int, None]] = defaultdict(dict)
        for place, name in enumerate(self.words):
            for word in name:
                found[word][place] = None
        return found

    @cached_property
    def _by_letters(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(self.letters):
            found[" ".join(name)].append(place)
        return found

    def of_letters(self, letters: str) -> list[int]:
        """Places of the names whose words, without diacritics and with blanks between them, are just these."""
        return self._by_letters.get(letters, [])

    def holding(self, query: str) -> list[int]:
        """Places of the names that hold the words of `query` side by side, each of them perhaps begun only.

        A word typed without diacritics finds all spellings, one typed with diacritics only its own: "to" finds Tô and Tơ, "tơ" only Tơ.
        """
        wanted = [_Wanted(word) for word in words(query[:200])]
        if not wanted:
            return []
        first = [self._by_word[word] for word in self._begun(wanted[0])]
        places = list(first[0]) if len(first) == 1 else sorted({place for there in first for place in there})
        return places if len(wanted) == 1 else [place for place in places if self._holds(place, wanted)]

    def _begun(self, wanted: "_Wanted") -> Iterator[str]:
        """The words of all names that a typed word is, or begins."""
        for place in range(bisect_left(self._vocabulary, (wanted.letters,)), len(self._vocabulary)):
            letters, word = self._vocabulary[place]
            if not letters.startswith(wanted.letters):
                return
            if wanted.begins(word, letters):
                yield word

    @cached_property
    def _vocabulary(self) -> list[tuple[str, ...]]:
        return sorted((self._folded[word], word) for word in self._by_word)

    def _holds(self, place: int, wanted: "list[_Wanted]") -> bool:
        name, letters = self.words[place], self.letters[place]
        starts = range(len(name) - len(wanted) + 1)
        return any(all(one.begins(name[at], letters[at]) for at, one in enumerate(wanted, start)) for start in starts)


class _Wanted:
    """A typed word, looked at once for all names."""

    def __init__(self, typed: str) -> None:
        self._plain, self.letters, self._spelt = is_plain(typed), fold(typed), spell(typed)

    def begins(self, word: str, letters: str) -> bool:
        """Whether `word`, which is `letters` without diacritics, is this word or begins with it."""
        if self._plain:
            return letters.startswith(self.letters)
        return letters == self.letters and spell(word) == self._spelt


def search_names(query: str, names: Sequence[str]) -> list[int]:
    """Places of the names that hold the words of `query`, see `Names.holding`."""
    return Names(names).holding(query)


def called_so(query: str, names: Sequence[str]) -> list[int]:
    """Places of the names with all words of `query` side by side, marks or not: first whole words, then those whose last word is only begun, from two letters on."""
    wanted = [fold(word) for word in words(query[:200])]
    parts = [[fold(word) for word in words(name)] for name in names]
    whole = [place for place, name in enumerate(parts) if wanted and _side_by_side(name, wanted)]
    if not wanted or len(wanted[-1]) < 2:
        return whole
    begun = [place for place, name in enumerate(parts) if _side_by_side(name, wanted, begun=True)]
    return [*whole, *(place for place in begun if place not in whole)]


def _side_by_side(name: list[str], wanted: list[str], *, begun: bool = False) -> bool:
    for start in range(len(name) - len(wanted) + 1):
        there = name[start : start + len(wanted)]
        if there[:-1] == wanted[:-1] and (there[-1].startswith(wanted[-1]) if begun else there[-1] == wanted[-1]):
            return True
    return False
