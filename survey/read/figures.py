"""Figures with separators: which of "1.500.000", "8,5", "1.500" have one reading only."""

import re
from dataclasses import dataclass
from decimal import Decimal

_FIGURE = r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+(?:[.,][0-9]+)*"
_TOKEN = re.compile(rf"{_FIGURE}|[^\W\d_]+|\S")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure. `doubtful`: one separator with three digits behind ("1.500"), `value` being the reading as thousands."""

    value: Decimal
    separator: str = ""
    decimals: int = 0
    doubtful: bool = False

    @property
    def is_plain(self) -> bool:
        """Digits only."""
        return not self.separator


def tokens(text: str) -> list[str]:
    """Figures, words and single signs of a text in lower case, none left out."""
    return _TOKEN.findall(text)


def is_figure(token: str) -> bool:
    """Whether a token of `tokens` begins with a plain digit."""
    return token[0] in "0123456789"


def figure(token: str) -> Figure | None:
    """Read one figure; None where its separators fit neither thousands nor decimals ("1.50.000", "0012")."""
    signs = re.sub("[0-9]", "", token)
    if len(token) > 30:
        return None
    if not signs:
        return None if re.fullmatch("0[0-9]{2,}|00", token) else Figure(Decimal(token))
    if len(signs) == 1:
        return _one_separator(*token.partition(signs))
    if len(set(signs)) == 1:
        return _grouped(token, signs[0])
    return _grouped_decimal(token, signs)


def _one_separator(whole: str, sign: str, rest: str) -> Figure | None:
    if len(whole) > 1 and whole.startswith("0"):
        return None
    if len(rest) == 3 and whole != "0":
        return Figure(Decimal(whole + rest), sign, doubtful=True) if len(whole) <= 3 else None
    return Figure(Decimal(f"{whole}.{rest}"), sign, decimals=len(rest))


def _grouped(token: str, sign: str) -> Figure | None:
    first, *groups = token.split(sign)
    if first.startswith("0") or len(first) > 3 or any(len(group) != 3 for group in groups):
        return None
    return Figure(Decimal(first + "".join(groups)), sign)


def _grouped_decimal(token: str, signs: str) -> Figure | None:
    thousands, point = signs[0], signs[-1]
    whole, _, rest = token.rpartition(point)
    # "1.500,000" could be 1500 or a slip for 1.500.000.
    if point in signs[:-1] or len(rest) == 3:
        return None
    grouped = _grouped(whole, thousands)
    return grouped and Figure(grouped.value + Decimal(f"0.{rest}"), thousands, decimals=len(rest))
