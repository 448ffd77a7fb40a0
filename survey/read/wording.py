"""People's wording of a choice: a part of its label, or its label among words that say nothing."""

from collections.abc import Mapping, Sequence

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

_SAYS_NOTHING = _WEIGHTLESS | _NEGATIONS | {"biet"}

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


def partly(typed: Sequence[str], labels: Named, others: Named = ()) -> tuple[list[str], bool]:
    """The values of which the typed words are a part of the name, in the order of the list, and whether the one among them is meant.

    Where only one label begins with them and all others hold them behind a "không" or "chưa", that one is meant. A part that stands only behind
    a "không" says the contrary ("nhận" of "không nhận"), and a part of another name may be many things: these are asked about, not taken.
    """
    if all(fold(word) in _SAYS_NOTHING or (len(word) < 2 and not word.isdecimal()) for word in typed):
        return _denials(typed, labels), False
    begun: dict[str, None] = {}
    held: dict[str, None] = {}
    denied: dict[str, None] = {}
    for value, name in labels:
        for place in _places(typed, name):
            kind = begun if place == 0 else denied if _is_denied(name, place, labels) else held
            kind[value] = None
    elsewhere = {value: None for value, name in others if _places(typed, name)}
    if len(begun) == 1 and not (set(held) | set(elsewhere)) - set(begun):
        return list(begun), True
    return list(begun | held | denied | elsewhere), bool(begun | held)


def _is_denied(name: Sequence[str], place: int, labels: Named) -> bool:
    """Whether a "không" stands right before the words, or with "có" between, where not most of the list is about what is lacking."""
    before = [fold(word) for word in name[:place]]
    if before[-1] in _NEGATIONS:
        return True
    if len(before) < 2 or before[-2] not in _NEGATIONS:
        return False
    alike = sum([fold(word) for word in label[:place]] == before for _, label in labels)
    return 2 * alike < len(labels)


def _denials(typed: Sequence[str], labels: Named) -> list[str]:
    """What a bare "không" may be short for, where that is more than one choice."""
    if len(typed) > 2 or fold(typed[0]) not in _NEGATIONS:
        return []
    found = [value for value, name in labels if _places(typed, name)[:1] == [0]]
    return found if len(found) > 1 else []


def _places(typed: Sequence[str], name: Sequence[str]) -> list[int]:
    """Where in the name the typed words stand side by side."""
    length = len(typed)
    return [at for at in range(len(name) - length + 1) if same_words(typed, name[at : at + length])]


def covered(typed: Sequence[str], named: Named) -> list[str]:
    """The values whose names stand one behind the other in the typed words, with nothing but weightless words beside; () where more is said."""
    alone = {name[0]: value for value, name in reversed(named) if len(name) == 1}
    return _from(typed, named, alone) or []


def _from(typed: Sequence[str], named: Named, alone: Mapping[str, str]) -> list[str] | None:
    """The values of the words in order; None where something else is said. Of "đi làm thuê" the name "đi làm" is no part, though it comes first."""
    if not typed:
        return []
    length, values = _longest(typed, 0, named)
    rest = _from(typed[length:], named, alone) if length else None
    if rest is not None:
        return list(dict.fromkeys([*values, *rest]))
    if fold(typed[0]) not in _FILL:
        return None
    # What is a choice of its own ("nhà") is not passed over.
    own = [value for word, value in alone.items() if same_words(typed[:1], [word])]
    rest = _from(typed[1:], named, alone)
    return None if rest is None else list(dict.fromkeys([*own, *rest]))


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
    """Whether a name says nothing among other words: "khác", "không có"; "nhà ở" does."""
    if len(name) > 1 and fold(name[0]) not in _NEGATIONS:
        return False
    return all(fold(word) in _WEIGHTLESS | _NEGATIONS for word in name)
