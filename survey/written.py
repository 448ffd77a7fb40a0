"""Numbers and days as people here write them, and what is masked."""

MASK = "•••"


def vietnamese_number(value: float) -> str:
    """1500000 -> "1.500.000", 7.6 -> "7,6"; at most two decimals."""
    whole, _, part = f"{value:,.2f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def vietnamese_date(value: str) -> str:
    """A date as people write it: "1990-03-05" -> "05/03/1990", "1990-03" -> "03/1990", "1990" -> "1990"."""
    return "/".join(reversed(value[:10].split("-")))


def masked(value: str) -> str:
    """The last three characters of a number that must not be read over a shoulder: "•••456"."""
    return MASK + value[-3:] if len(value) >= 9 and value.lstrip("+").isdigit() else MASK
