"""One typed answer to one question: read by the question's type and hints into ODK's lexical form, or refused with the reason."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from survey import read
from survey.interview.replies import Refusal
from survey.interview.screens import Spot
from survey.interview.session import Session
from survey.xform import Choice

YES = "yes"
MAX_TEXT = 2000
LISTED_AT_MOST = 15
"""More choices than this are not written out: the person types a name."""

_OF_ONE = {"choice.out_of_range": "value.no_choice"}
"""Refusals that would speak of choosing several where only one may be chosen."""

_PLACE = re.compile(r"(-?\d{1,2}(?:\.\d+)?)[\s,;]+(-?\d{1,3}(?:\.\d+)?)")


def read_value(session: Session, spot: Spot, text: str, today: date) -> str | Refusal:
    """The answer in ODK's lexical form; nothing is stored here."""
    control = spot.question.control
    if control.kind in {"select1", "select", "rank"}:
        return read_choice(session, spot, text)
    if control.kind == "trigger":
        return "OK" if read.fold(text) in {"ok", "roi", "dong y", "xong"} else Refusal("value.trigger")
    if control.kind == "upload":
        return Refusal("value.photo")
    reader = _READERS.get(spot.question.hint_of("read")) or _BY_TYPE.get(control.type, _text)
    return reader(text, today)


def choices_of(session: Session, spot: Spot) -> tuple[Choice, ...]:
    node = session.node(spot.items, spot.question)
    assert node is not None
    return session.instance.choices(spot.question.control, node)


def exclusive(spot: Spot, choices: tuple[Choice, ...]) -> frozenset[str]:
    """Choices that stand alone in a multi-select ("không có"): named in the form by `body::rasoat:exclusive`, space-separated."""
    named = frozenset(spot.question.hint_of("exclusive").split())
    return named & {choice.value for choice in choices}


def read_choice(session: Session, spot: Spot, text: str) -> str | Refusal:
    """A number, a label or a single choice's short name, with or without diacritics; several of them in a multi-select."""
    choices = choices_of(session, spot)
    labels = _named(session, spot, choices, _label)
    if len(choices) > LISTED_AT_MOST and text.strip(" .").isdigit():
        # The numbers of a list that was not shown mean nothing to the person who typed one.
        return Refusal("value.type_name", {"text": text.strip()[:20], "example": choices[0].label})
    if spot.question.control.kind == "select1":
        one = read.match_choice(text, labels)
        if isinstance(one, read.Refused) and one.code == "choice.unknown":
            one = read.match_choice(text, _named(session, spot, choices, _short))
        if isinstance(one, read.Refused) and len(choices) > LISTED_AT_MOST and one.code != "choice.ambiguous":
            return Refusal("value.type_name", {"text": text.strip()[:20], "example": choices[0].label})
        return one.value if isinstance(one, read.Value) else Refusal(_OF_ONE.get(one.code, one.code), one.params)
    many = read.match_choices(text, labels, exclusive(spot, choices))
    if isinstance(many, read.Refused):
        return Refusal(many.code, many.params)
    if spot.question.control.kind == "rank" and len(many.value) != len(choices):
        return Refusal("value.rank", {"want": str(len(choices))})
    return " ".join(many.value)


def _named(session: Session, spot: Spot, choices: tuple[Choice, ...], name: Callable[[Choice], str]) -> read.Choices:
    """The choices by what may be typed for them; what is the same in every interview is made once for the form."""
    known = session.outline.named.get((spot.question, name))
    if known is not None and known[0] is choices:
        return known[1]
    made = read.Choices((choice.value, name(choice)) for choice in choices)
    if session.instance.keeps_choices(spot.question.control):
        session.outline.named[spot.question, name] = choices, made
    return made


def _label(choice: Choice) -> str:
    return choice.label


def _short(choice: Choice) -> str:
    """The shorter name that the form's author allows beside the label: the column `short` of the choices sheet."""
    nodes = choice.node.by_name.get("short", ()) if choice.node is not None else ()
    return (nodes[0].value if nodes else "") or choice.label


def _text(text: str, _today: date) -> str | Refusal:
    cleaned = read.normalise(text)
    if not cleaned:
        return Refusal("value.empty")
    if len(cleaned) > MAX_TEXT:
        return Refusal("value.too_long", {"max": str(MAX_TEXT), "got": str(len(cleaned))})
    return cleaned


def _place(text: str, _today: date) -> str | Refusal:
    found = _PLACE.fullmatch(read.normalise(text))
    if not found or abs(float(found.group(1))) > 90 or abs(float(found.group(2))) > 180:
        return Refusal("value.place")
    return f"{found.group(1)} {found.group(2)} 0.0 0.0"


def _plain(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def _money(text: str, _today: date) -> str | Refusal:
    return _lexical(read.read_money(text), str)


def _integer(text: str, _today: date) -> str | Refusal:
    return _lexical(read.read_integer(text), str)


def _decimal(text: str, _today: date) -> str | Refusal:
    return _lexical(read.read_decimal(text), _plain)


def _area(text: str, _today: date) -> str | Refusal:
    return _lexical(read.read_area(text), _plain)


def _date(text: str, today: date) -> str | Refusal:
    return _lexical(read.read_date(text, today), str)


def _birth_year(text: str, today: date) -> str | Refusal:
    return _lexical(read.read_year(text, today), str)


def _phone(text: str, _today: date) -> str | Refusal:
    return _lexical(read.read_phone(text), str)


def _cccd(text: str, _today: date) -> str | Refusal:
    return _lexical(read.read_cccd(text), str)


def _lexical(one: "read.Value[Any] | read.Refused", form: Callable[[Any], str]) -> str | Refusal:
    return Refusal(one.code, one.params) if isinstance(one, read.Refused) else form(one.value)


_Reader = Callable[[str, date], str | Refusal]
_READERS: dict[str, _Reader] = {
    "money": _money,
    "area": _area,
    "phone": _phone,
    "cccd": _cccd,
    "birth_year": _birth_year,
}
_BY_TYPE: dict[str, _Reader] = {
    "int": _integer,
    "decimal": _decimal,
    "date": _date,
    "geopoint": _place,
}
