"""Finding a person or a label by part of the name: a search that lists, never an automatic match."""

from collections.abc import Sequence

from survey.read.spelling import fold, is_plain, spell, words


def search_names(query: str, names: Sequence[str]) -> list[int]:
    """Places of the names that hold the words of `query` side by side, the last one perhaps begun only.

    A word typed without diacritics finds all spellings, one typed with diacritics only its own: "to" finds Tô and Tơ, "tơ" only Tơ.
    """
    wanted = words(query[:200])
    return [place for place, name in enumerate(names) if wanted and _holds(words(name), wanted)]


def _holds(name: list[str], wanted: list[str]) -> bool:
    starts = range(len(name) - len(wanted) + 1)
    return any(all(map(_begins, wanted, name[start : start + len(wanted)])) for start in starts)


def _begins(typed: str, word: str) -> bool:
    if is_plain(typed):
        return fold(word).startswith(typed)
    return spell(typed) == spell(word)


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
