"""Number words ("hai mươi lăm", "một trăm linh năm") as integers; None where a word row has no or more than one reading."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

_PROPER = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_PLAIN = {"mot": 1, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}
_FIGURES = {str(digit): digit for digit in range(1, 10)}
DIGITS: Mapping[str, int] = _PROPER | _PLAIN | _FIGURES
"""Words and figures that may stand before "mươi", "trăm", "nghìn"."""

# "mười năm" and "hai mươi năm" are ten and twenty years as well: only "lăm" and "nhăm" are five there.
_AFTER_TEN = {word: digit for word, digit in (_PROPER | _PLAIN).items() if digit != 5} | {"lăm": 5, "lam": 5, "tư": 4}
_AFTER_TENS = _AFTER_TEN | {"mốt": 1, "tu": 4, "nhăm": 5}
# Without "mươi" only words that stand nowhere else than after a ten are sure: "hai lăm" is 25, "hai ba" is 23 or 2-3.
_SHORT = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_CONTRACTED = {"hăm": 20, "băm": 30}
"""Twenty and thirty, only before a unit: "hăm lăm". Without its mark "ham lam" is something else."""
_TEN = frozenset({"mười", "muoi"})
_TENS = frozenset({"mươi", "muoi"})
_DOZEN = frozenset({"chục", "chuc"})
_HUNDRED = frozenset({"trăm", "tram"})
_AND = frozenset({"linh", "lẻ", "le"})
_HALF = frozenset({"rưỡi", "rưởi", "ruoi"})
_THOUSAND = frozenset({"nghìn", "ngàn", "nghin", "ngan", "ngìn"})
_MILLION = frozenset({"triệu", "trieu", "trịu", "triêu"})
_POINT = frozenset({"phẩy", "phay"})
_ZERO = frozenset({"không", "khong"})
UNSURE_ALONE = frozenset({"nam", "sau", "tam", "không", "khong"})
"""Words that alone mean other things as well: male, after, about, no."""


def is_half(word: str) -> bool:
    """Whether a word is "rưỡi" in one of its spellings."""
    return word in _HALF


def says_hundred(parts: Sequence[str]) -> bool:
    """Whether the second word is "trăm", so that the row is a full group of three digits."""
    return len(parts) > 1 and parts[1] in _HUNDRED


def under_hundred(parts: Sequence[str]) -> int | None:
    """1 to 99."""
    match list(parts):
        case [word] if word in _TEN:
            return 10
        case [word]:
            return DIGITS.get(word)
        case [ten, unit] if ten in _TEN:
            return _sum(10, _AFTER_TEN.get(unit))
        case [twenty, unit] if twenty in _CONTRACTED:
            return _sum(_CONTRACTED[twenty], _AFTER_TENS.get(unit))
        case [digit, tens]:
            return _tens(DIGITS.get(digit), tens)
        case [digit, tens, unit] if tens in _TENS and DIGITS.get(digit, 0) > 1:
            return _sum(DIGITS[digit] * 10, _AFTER_TENS.get(unit))
    return None


def _tens(digit: int | None, tens: str) -> int | None:
    if digit is None:
        return None
    if tens in _DOZEN or (tens in _TENS and digit > 1):
        return digit * 10
    return _sum(digit * 10, _SHORT.get(tens)) if digit > 1 else None


def _sum(base: int, unit: int | None) -> int | None:
    return None if unit is None else base + unit


def under_thousand(parts: Sequence[str]) -> int | None:
    """1 to 999."""
    if not says_hundred(parts):
        return under_hundred(parts)
    digit = DIGITS.get(parts[0])
    return None if digit is None else _sum(digit * 100, _below_hundred(parts[2:]))


def _below_hundred(rest: Sequence[str]) -> int | None:
    if not rest:
        return 0
    if len(rest) == 1 and rest[0] in _HALF:
        return 50
    if len(rest) == 2 and rest[0] in _AND:
        return DIGITS.get(rest[1]) or {"tư": 4}.get(rest[1])
    number = under_hundred(rest)
    # "một trăm năm" is 105 to one and 150 to another.
    return number if number is not None and number >= 10 else None


def lower_group(parts: Sequence[str]) -> int | None:
    """The three digits after a larger unit: "hai trăm năm mươi", "không trăm linh năm"."""
    if says_hundred(parts) and parts[0] in _ZERO:
        return _below_hundred(parts[2:]) or None
    return under_thousand(parts) if says_hundred(parts) else None


def cardinal(parts: Sequence[str]) -> int | None:
    """0 to 999,999,999 written in words."""
    if len(parts) == 1 and parts[0] in _ZERO:
        return 0
    million = next((place for place, word in enumerate(parts) if word in _MILLION), None)
    if million is None:
        return _thousands(parts)
    head, rest = under_thousand(parts[:million]), parts[million + 1 :]
    below = 0 if not rest else _thousands(rest) if any(word in _THOUSAND for word in rest) else None
    return None if head is None or below is None else head * 1_000_000 + below


def spoken_decimal(parts: Sequence[str]) -> Decimal | None:
    """A number such as "bảy phẩy sáu" or "8 phẩy 5"; one decimal only, because "phẩy hai mươi" is said of tenths and of hundredths."""
    place = next((place for place, word in enumerate(parts) if word in _POINT), None)
    if place is None or len(parts) != place + 2:
        return None
    whole, tenth = _figure_or_words(parts[:place]), _figure_or_words(parts[place + 1 :])
    return None if whole is None or tenth is None or tenth > 9 else Decimal(f"{whole}.{tenth}")


def _figure_or_words(parts: Sequence[str]) -> int | None:
    if len(parts) == 1 and parts[0].isascii() and parts[0].isdecimal():
        return int(parts[0]) if parts[0] == "0" or not parts[0].startswith("0") else None
    return cardinal(parts)


def _thousands(parts: Sequence[str]) -> int | None:
    place = next((place for place, word in enumerate(parts) if word in _THOUSAND), None)
    if place is None:
        return under_thousand(parts)
    head, rest = under_thousand(parts[:place]), parts[place + 1 :]
    if head is None:
        return None
    if not rest:
        return head * 1000
    if len(rest) == 1 and rest[0] in _HALF:
        return head * 1000 + 500 if head < 10 else None
    if len(rest) == 2 and rest[0] in _AND:
        return _sum(head * 1000, DIGITS.get(rest[1]))
    return _sum(head * 1000, lower_group(rest))
