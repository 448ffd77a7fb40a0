"""Sums of money in đồng: "1tr5", "1 triệu rưỡi", "1.500.000đ", "năm trăm nghìn"."""

import re
from collections.abc import Sequence
from decimal import Decimal

from survey.read.figures import figure, is_figure, tokens
from survey.read.keyed import retried
from survey.read.numerals import (
    UNSURE_ALONE,
    cardinal,
    is_half,
    lower_group,
    spoken_decimal,
    under_hundred,
    under_thousand,
)
from survey.read.outcome import Read, Refused, Value
from survey.read.spelling import fold
from survey.read.statement import LONGEST, exact_statement, polite_core
from survey.written import vietnamese_number

_UNITS = {
    **dict.fromkeys(("tỉ", "tỷ", "ti", "ty"), 1_000_000_000),
    **dict.fromkeys(("triệu", "trieu", "tr", "trịu", "triêu"), 1_000_000),
    **dict.fromkeys(("nghìn", "ngàn", "nghin", "ngan", "k", "ngìn"), 1000),
}
_SPELT_THOUSAND = frozenset({"nghìn", "ngàn", "nghin", "ngan", "ngìn"})
_DONG = frozenset({"đồng", "đ", "dong", "d", "vnd", "vnđ", "₫"})
_SLANG = frozenset({"củ", "lít", "xị", "chai", "lốp", "tỏi", "vé", "cu", "lit", "xi", "toi", "cành", "loét"})
_FOREIGN = frozenset({"usd", "$", "đô", "do", "đôla", "eur", "€", "euro", "xu", "hào", "kíp", "kip"})
_PERIOD = frozenset({"/", "tháng", "thang", "năm", "nam", "ngày", "ngay", "tuần", "tuan", "quý", "quy", "th"})
_MONTHLY = re.compile(r"\s*(?:/\s*(?:1\s*)?|\s(?:một|mot|mỗi|moi|1|hàng|hằng)\s+)(?:tháng|thang|th)$")
_QUARTERS = re.compile(r"[0-9]+tr([1-9])([0-9])")
"""Two figures glued behind "tr": "2tr25" are two and a quarter, "2tr50" may be two and a half, or 2.050.000."""
_LEAST = 1000
_LEAST_BARE = 10_000
_LEAST_SPACED = 100_000


def read_money(text: str, *, most: int = 20_000_000_000, monthly: bool = False) -> Read[int]:
    """A sum in đồng, 0 or 1,000 to `most`. A small number without its unit is refused: "500" may be 500 nghìn.

    `monthly`: the question asks for a sum a month, so that "/tháng" behind it says nothing new; otherwise a period is refused.
    """
    return retried(text, lambda typed: _money(typed, most, monthly=monthly))


def _money(text: str, most: int, *, monthly: bool) -> Read[int]:
    said = exact_statement(
        _MONTHLY.sub("", polite_core(text[: LONGEST * 4])) if monthly and len(text) <= LONGEST else text
    )
    if isinstance(said, Refused):
        return said
    if re.fullmatch(_QUARTERS, said.value):
        return _quarters(said.value, most)
    parts = [piece for part in tokens(said.value) for piece in (("tr", "đ") if part == "trđ" else (part,))]
    with_dong = len(parts) > 1 and parts[-1] in _DONG
    core = parts[:-1] if with_dong else parts
    refusal = _foreign_matter(core, said.value)
    if refusal:
        return refusal
    has_unit = any(part in _UNITS for part in core)
    amount = (
        _with_units(core, said.value, with_dong=with_dong) if has_unit else _bare(core, said.value, with_dong=with_dong)
    )
    return amount if isinstance(amount, Refused) else _in_range(amount.value, said.value, most)


def _quarters(text: str, most: int) -> Read[int]:
    """Millions with two figures behind: hundredths of them, unless the second is a nought."""
    whole, below = text.split("tr")
    if below.endswith("0"):
        return _two_ways(text, Decimal(f"{whole}.{below}") * 1_000_000, Decimal(whole) * 1_000_000 + int(below) * 1000)
    if figure(whole) is None or len(whole) > 2 or int(whole) == 0:
        return Refused("money.tail", {"text": text})
    return _in_range(Decimal(f"{whole}.{below}") * 1_000_000, text, most)


def _two_ways(text: str, one: Decimal, other: Decimal) -> Refused:
    """A sum of two readings, both of them named."""
    return Refused(
        "money.two_ways",
        {"text": text, "one": vietnamese_number(float(one)), "other": vietnamese_number(float(other))},
    )


def _in_range(amount: Decimal, text: str, most: int) -> Read[int]:
    if amount != amount.to_integral_value():
        return Refused("money.unreadable", {"text": text})
    if 0 < amount < _LEAST:
        return Refused("money.too_small", {"text": text})
    return Value(int(amount)) if amount <= most else Refused("number.too_large", {"most": vietnamese_number(most)})


def _foreign_matter(parts: Sequence[str], text: str) -> Refused | None:
    if any(part in _SLANG for part in parts):
        return Refused("money.slang", {"text": text})
    if any(part in _FOREIGN for part in parts):
        return Refused("money.currency", {"text": text})
    units = [place for place, part in enumerate(parts) if part in _UNITS or part in _DONG]
    after = parts[units[-1] + 1 :] if units else []
    # "hai triệu năm" is two and a half millions, or two millions a year.
    if after and after[-1] in _PERIOD:
        return Refused("money.period", {"text": text})
    return None


def _bare(parts: list[str], text: str, *, with_dong: bool) -> Read[Decimal]:
    if len(parts) == 1 and is_figure(parts[0]):
        return _bare_figure(parts[0], text, with_dong=with_dong)
    if parts and all(is_figure(part) for part in parts):
        return Refused("number.several", {"text": text})
    number = cardinal(parts)
    if number == 0:
        return Value(Decimal(0)) if with_dong else Refused("money.zero", {"text": text})
    if number is None:
        return Refused("money.unreadable", {"text": text})
    if not with_dong and parts[-1:] and is_half(parts[-1]):
        return _two_ways(text, Decimal(number) * 1000, Decimal(number) * 1_000_000)
    return Refused("money.too_small" if with_dong else "money.unit_missing", {"text": text})


def _bare_figure(token: str, text: str, *, with_dong: bool) -> Read[Decimal]:
    number = figure(token)
    if number is None or (number.decimals and with_dong):
        return Refused("money.unreadable", {"text": text})
    if number.decimals:
        return Refused("money.unit_missing", {"text": text})
    if number.value == 0:
        return Value(number.value)
    least = _LEAST_SPACED if number.doubtful and number.separator != "." else _LEAST if with_dong else _LEAST_BARE
    return Value(number.value) if number.value >= least else Refused(_small_code(with_dong=with_dong), {"text": text})


def _small_code(*, with_dong: bool) -> str:
    return "money.too_small" if with_dong else "money.unit_missing"


def _with_units(parts: list[str], text: str, *, with_dong: bool) -> Read[Decimal]:
    refused = _grouped(parts, text)
    if isinstance(refused, Value):
        return refused
    total, last, start, fraction = Decimal(0), 0, 0, False
    for place, part in enumerate(parts):
        if part not in _UNITS:
            continue
        unit, chunk = _UNITS[part], parts[start:place]
        number = _coefficient(chunk, unit, first=not last, tail=parts[place + 1 :])
        if last and part == "k" and len(chunk) == 1 and len(chunk[0]) == 1:
            return Refused("money.tail", {"text": text})  # "1tr5k" is more likely a slip for "1tr5"
        if number is None or fraction or (last and (unit >= last or number * unit >= last)):
            return refused
        total, last, start = total + number * unit, unit, place + 1
        fraction = number != number.to_integral_value()
        if fraction and total != number * unit:
            return refused
    tail = parts[start:]
    if not tail:
        return Value(total)
    below = None if fraction else _tail(tail, last, total, with_dong=with_dong)
    return Refused("money.tail", {"text": text}) if below is None else Value(total + below)


def _grouped(parts: list[str], text: str) -> Read[Decimal]:
    """The sum of "1.500 nghìn", as wages are written; with other signs or units three figures behind a sign are read in two ways."""
    number = figure(parts[0]) if len(parts) == 2 and is_figure(parts[0]) else None
    if number is None or not number.doubtful:
        return Refused("money.unreadable", {"text": text})
    as_thousands, as_decimals = number.value * _UNITS[parts[1]], number.value * _UNITS[parts[1]] / 1000
    if number.separator == "." and parts[1] in _SPELT_THOUSAND and number.value < 100_000 and number.value % 1000:
        return Value(as_thousands)
    return _two_ways(text, as_thousands, as_decimals)


def _coefficient(chunk: list[str], unit: int, *, first: bool, tail: list[str]) -> Decimal | None:
    """The number before a unit. "triệu rưỡi", "triệu hai" say one million and a part without the one."""
    if not chunk:
        return Decimal(1) if first and unit > 1000 and _is_spoken_part(tail) else None
    if not first and chunk[0] in {"lẻ", "linh", "le"}:
        chunk = chunk[1:]
    if len(chunk) == 1 and is_figure(chunk[0]):
        number = figure(chunk[0])
        sure = number and (number.is_plain or number.decimals in {1, 2}) and number.separator in {"", ",", "."}
        return number.value if number and sure and number.value else None
    if chunk == ["nửa"] and first and not tail:
        return Decimal("0.5")
    point = spoken_decimal(chunk) if first else None
    if point is not None:
        return point
    spoken = under_thousand(chunk) if first else under_thousand(chunk) or lower_group(chunk)
    return None if spoken is None else Decimal(spoken)


def _is_spoken_part(tail: list[str]) -> bool:
    return len(tail) == 1 and not is_figure(tail[0]) and (is_half(tail[0]) or _tenths(tail) is not None)


def _tail(tail: list[str], unit: int, total: Decimal, *, with_dong: bool) -> Decimal | None:
    """What follows the last unit without a unit of its own, in đồng: "1tr5", "2 triệu rưỡi", "1 triệu 500"; None if unsure ("1tr50")."""
    whole = total / unit
    if len(tail) == 1 and is_half(tail[0]):
        return Decimal(unit // 2) if whole < (10 if unit == 1000 else 100) else None
    hundreds = _hundreds(tail)
    if hundreds is not None:
        # "1 triệu 500 đồng" is 1,000,500 to the letter and 1,500,000 to the ear.
        return Decimal(hundreds * unit // 1000) if unit == 1000 or not with_dong else None
    tenths = _tenths(tail)
    return Decimal(tenths * unit // 10) if tenths and unit > 1000 and whole < 100 and not with_dong else None


def _hundreds(tail: list[str]) -> int | None:
    if len(tail) == 1 and is_figure(tail[0]):
        return int(tail[0]) if len(tail[0]) == 3 and tail[0].isdecimal() else None
    return lower_group(tail)


def _tenths(tail: list[str]) -> int | None:
    if len(tail) != 1 or tail[0] in UNSURE_ALONE or fold(tail[0]) == "nam":
        return None
    return {"mốt": 1, "tư": 4}.get(tail[0]) or (under_hundred(tail) if fold(tail[0]) != "muoi" else None)
