"""Stored values as people read them: the way back from ODK's lexical form."""

from collections.abc import Sequence

from survey.interview.outline import Roster
from survey.interview.roster import name_of
from survey.interview.screens import Spot
from survey.interview.session import Session
from survey.interview.values import choices_of

MASK = "•••"
SKIPPED = "bỏ qua"
NOTHING = "chưa trả lời"


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


def shown(session: Session, spot: Spot) -> str:
    """The answer at a spot, with choices by label and sensitive values masked."""
    stored = session.stored(spot.items, spot.question)
    if stored is None:
        return NOTHING
    if stored.skipped or not stored.value:
        return SKIPPED
    return value_text(session, spot, stored.value)


def column_text(session: Session, roster: Roster, spots: Sequence[Spot]) -> str:
    """The answers of several members, grouped: "A, B: có thẻ; C: chưa có thẻ", or "cả 5 người: có thẻ"."""
    by_value: dict[str, list[str]] = {}
    for spot in spots:
        by_value.setdefault(shown(session, spot), []).append(name_of(session, roster, spot.items))
    if len(by_value) == 1 and len(spots) > 1:
        return f"cả {len(spots)} người: {next(iter(by_value))}"
    return "; ".join(f"{', '.join(names)}: {value}" for value, names in by_value.items())


def value_text(session: Session, spot: Spot, value: str) -> str:
    """One value of a question as people read it."""
    question = spot.question
    if question.sensitive:
        return masked(value)
    if question.control.kind in {"select1", "select", "rank"}:
        labels = {choice.value: choice.label for choice in choices_of(session, spot)}
        values = [value] if question.control.kind == "select1" else value.split()
        return ", ".join(labels.get(one, one) for one in values)
    if question.control.kind == "upload":
        return "đã có ảnh"
    return _typed_text(question.control.type, question.hint_of("unit"), value)


def _typed_text(kind: str, unit: str, value: str) -> str:
    if kind in {"int", "decimal"} and unit:
        return f"{vietnamese_number(float(value))} {unit}"
    if kind == "date":
        return vietnamese_date(value)
    if kind == "geopoint":
        return ", ".join(value.split()[:2])
    return value.replace(".", ",") if kind == "decimal" else value
