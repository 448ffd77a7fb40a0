"""People's wording of a choice: a part of its label, or its label among words that say nothing."""

from collections.abc import Sequence

from survey.read.spelling import fold, same_words

Named = Sequence[tuple[str, tuple[str, ...]]]
"""(value, words of what it may be called)."""

_NEGATIONS = frozenset({"khong", "chua", "ko", "k", "chang"})
_WEIGHTLESS = frozenset(
    [
        *(
            "co",
            "va",
            "voi",
            "cua",
            "hoac",
            "cac",
            "nhung",
            "la",
            "thi",
            "ma",
            "de",
            "o",
            "cho",
            "bi",
            "duoc",
            "ve",
            "tu",
            "den",
        ),
        *("mot", "hai", "ba", "nguoi", "khac", "ro", "loai", "bang", "hon", "cao", "lam", "hoc", "nha", "nuoc"),
    ]
)
"""Words that alone are no part of a label that somebody could mean."""

_FILL = frozenset(
    [
        *(
            "da",
            "a",
            "em",
            "ho",
            "nha",
            "chau",
            "no",
            "ong",
            "ba",
            "anh",
            "chi",
            "la",
            "thi",
            "dang",
            "dung",
            "xai",
            "uong",
            "an",
        ),
        *(
            "di",
            "hoc",
            "lam",
            "cua",
            "cai",
            "bang",
            "loai",
            "nhe",
            "nha",
            "thoi",
            "roi",
            "chi",
            "moi",
            "cung",
            "va",
            "voi",
            "con",
        ),
        *("cho", "o", "nguoi", "nay", "do", "nghe", "toan", "deu", "tu", "co", "nhan", "duoc"),
    ]
)
"""Words beside a label that change nothing."""


def partly(typed: Sequence[str], named: Named) -> list[str]:
    """The values of which the typed words are a part of the name, in the order of the list.

    Where only one name begins with them and all others hold them behind a "không" or "chưa", that one is meant.
    """
    if all(fold(word) in _WEIGHTLESS | _NEGATIONS or (len(word) < 2 and not word.isdecimal()) for word in typed):
        return []
    begun: dict[str, None] = {}
    held: dict[str, None] = {}
    denied: dict[str, None] = {}
    for value, name in named:
        for place in _places(typed, name):
            kind = begun if place == 0 else denied if fold(name[place - 1]) in _NEGATIONS else held
            kind[value] = None
    if len(begun) == 1 and not set(held) - set(begun):
        return list(begun)
    return list(begun | held | denied)


def _places(typed: Sequence[str], name: Sequence[str]) -> list[int]:
    """Where in the name the typed words stand side by side."""
    length = len(typed)
    return [at for at in range(len(name) - length + 1) if same_words(typed, name[at : at + length])]


def covered(typed: Sequence[str], named: Named) -> list[str]:
    """The values whose names stand one behind the other in the typed words, with nothing but weightless words beside; () where more is said."""
    found = _from(typed, 0, 0, named)
    return found if found and found != _called(typed, named) else []


def _from(typed: Sequence[str], at: int, run: int, named: Named) -> list[str] | None:
    """The values from a word on, behind a run of weightless ones; None where something else is said."""
    if at == len(typed):
        return _called(typed[at - run : at], named)
    length, values = _longest(typed, at, named)
    rest = _from(typed, at + length, 0, named) if length else None
    if rest is not None:
        return list(dict.fromkeys([*_called(typed[at - run : at], named), *values, *rest]))
    # "đi làm thuê": "đi làm" is something of its own, but not here.
    return _from(typed, at + 1, run + 1, named) if fold(typed[at]) in _FILL else None


def _called(words: Sequence[str], named: Named) -> list[str]:
    """Whose name words without weight are all the same: "nhà ở" in "nhà ở, nhà tiêu"."""
    return [value for value, name in named if len(words) > 1 and same_words(words, name)]


def _longest(typed: Sequence[str], at: int, named: Named) -> tuple[int, list[str]]:
    """How many words from `at` on are the longest name there, and whose name it is."""
    best = 0
    values: list[str] = []
    for value, name in named:
        length = len(name)
        if length >= max(best, 1) and same_words(typed[at : at + length], name) and not _is_weightless(name):
            values = [*values, value] if length == best else [value]
            best = length
    return best, list(dict.fromkeys(values))


def _is_weightless(name: Sequence[str]) -> bool:
    return all(fold(word) in _WEIGHTLESS | _NEGATIONS for word in name)
