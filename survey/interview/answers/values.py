"""One typed answer to one question: read by the question's type and hints into ODK's lexical form, or refused with the reason."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from survey import read
from survey.interview.answers.said.reworded import UNREAD, own_words, shorter
from survey.interview.answers.typed import TypedText, lexical, read_typed
from survey.interview.asks.hints import is_listed
from survey.interview.asks.naming import other_names
from survey.interview.path.events import Refusal
from survey.interview.path.passing import wanted_by
from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.written import plain_number
from survey.xform import Choice

SEEN = "OK"
"""What a trigger holds once its text was read."""

_SEEN_WORDS = frozenset({"ok", "oke", "roi", "da doc", "da xem", "da hieu", "dong y", "xong", "xong roi", "vang"})

OTHER = "Khác"
"""What the choice of `or_other` is called."""

_NUMBERS = re.compile(r"[0-9\s.,;&+]+")
_OF_ONE = {"choice.out_of_range": "value.no_choice"}
"""Refusals that would speak of choosing several where only one may be chosen."""


_NOT_YET = frozenset(
    {"chua", "chua co", "chua lam", "chua duoc cap", "chua co can cuoc", "chua lam can cuoc", "chua co so"}
)
"""Said of something that one does not have yet, where the form keeps that as an answer (`bind::rasoat:not_yet`)."""


_TOO_YOUNG = re.compile(
    r"(?:(?:da|chau|be|no|em|con) )*(?:con |hay con )(?:nho|be)(?: qua| lam)?,? (?:nen )?chua (?:co|lam|duoc cap|lam can cuoc|co can cuoc|co so)(?: (?:em|a|nhe|dau|oi))*"
)


def read_value(session: Session, spot: Spot, text: str, today: date) -> str | Refusal:
    """The answer in ODK's lexical form; nothing is stored here. Where nothing is read, politeness and the question's own words are left away."""
    found = _read(session, spot, text, today)
    if not isinstance(found, Refusal) or found.code not in UNREAD:
        return found
    again = (_read(session, spot, words, today) for words in shorter(text, own_words(session, spot)))
    return next((value for value in again if not isinstance(value, Refusal)), found)


def _read(session: Session, spot: Spot, text: str, today: date) -> str | Refusal:
    control = spot.question.control
    if control.kind in {"select1", "select", "rank"}:
        return read_choice(session, spot, text)
    if control.kind == "trigger":
        return SEEN if read.fold(text).strip(" .!") in _SEEN_WORDS else Refusal("value.trigger")
    if control.kind == "upload":
        return Refusal(f"value.{wanted_by(spot.question)}")
    not_yet = spot.question.hint_of("not_yet")
    said = read.fold(text).strip(" .!")
    if not_yet and (said in _NOT_YET or _TOO_YOUNG.fullmatch(said)):
        return not_yet
    reader = _READERS.get(spot.question.hint_of("read"))
    return reader(text, today) if reader else read_typed(TypedText(text, spot.question, today, session.now))


def names_of(session: Session, spot: Spot) -> dict[str, list[str]]:
    """All that people call each choice of a question: its label, and what the form's author wrote beside it."""
    choices = choices_of(session, spot)
    also = other_names(choices)
    return {choice.value: [choice.label, *also.get(choice.value, ())] for choice in choices}


def choices_of(session: Session, spot: Spot) -> tuple[Choice, ...]:
    node = session.node(spot.items, spot.question)
    assert node is not None
    found = session.instance.choices(spot.question.control, node, session.language)
    known = session.outline.told_apart.get(spot.question)
    if known is not None and known[0] == found:
        return known[1]
    made = _told_apart(found)
    if session.instance.keeps_choices(spot.question.control, found):
        session.outline.told_apart[spot.question] = found, made
    return made


def _told_apart(found: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Choices that may be told apart by reading them: the converter's own is named, and of equal labels each shows its code."""
    if any(_is_unnamed_other(choice) for choice in found):
        found = tuple(replace(choice, label=OTHER) if _is_unnamed_other(choice) else choice for choice in found)
    if len({choice.label for choice in found}) == len(found):
        return found
    often = Counter(choice.label for choice in found)
    return tuple(
        replace(choice, label=f"{choice.label} ({choice.value})") if often[choice.label] > 1 else choice
        for choice in found
    )


def _is_unnamed_other(choice: Choice) -> bool:
    """The choice that `or_other` adds: its English label is the converter's, no author has written it."""
    return choice.value == "other" and choice.label == "Other"


def exclusive(spot: Spot, choices: tuple[Choice, ...]) -> frozenset[str]:
    """Choices that stand alone in a multi-select ("không có"): named in the form by `body::rasoat:exclusive`, space-separated."""
    named = frozenset(spot.question.hint_of("exclusive").split())
    return named & {choice.value for choice in choices} if named else named


def listing(session: Session, spot: Spot) -> read.Choices:
    """The choices by their labels, and how each may be typed."""
    return _named(session, spot, choices_of(session, spot), _label)


def read_choice(session: Session, spot: Spot, text: str) -> str | Refusal:
    """A number, a label or a single choice's short name, with or without diacritics; several of them in a multi-select."""
    choices = choices_of(session, spot)
    labels = _named(session, spot, choices, _label)
    listed = is_listed(spot.question.control, choices)
    if not choices:
        return Refusal("value.no_choices")
    if not listed and _NUMBERS.fullmatch(text) and text.strip(" .") not in {choice.label for choice in choices}:
        # The numbers of a list that was not shown mean nothing to the person who typed one.
        return Refusal("value.type_name", {"text": text.strip()[:20], "example": choices[0].label})
    found = _read_of_kind(spot, text, labels, exclusive(spot, choices))
    if isinstance(found, Refusal) and not listed and found.code not in _OF_NAMES:
        return Refusal("value.type_name", {"text": text.strip()[:20], "example": choices[0].label})
    return found


_OF_NAMES = frozenset({"choice.ambiguous", "choice.which", "choice.exclusive", "rank.part", "rank.twice"})
"""Refusals that speak of names, as they must where no numbers were shown."""


def _read_of_kind(spot: Spot, text: str, labels: read.Choices, alone: frozenset[str]) -> str | Refusal:
    if spot.question.control.kind == "select1":
        one = read.match_choice(text, labels)
        return one.value if isinstance(one, read.Value) else Refusal(_OF_ONE.get(one.code, one.code), one.params)
    if spot.question.control.kind == "rank":
        return lexical(read.rank_choices(text, labels.pairs), " ".join)
    return lexical(read.match_choices(text, labels, alone), " ".join)


def _named(session: Session, spot: Spot, choices: tuple[Choice, ...], name: Callable[[Choice], str]) -> read.Choices:
    """The choices by what may be typed for them; what is the same in every interview is made once for the form."""
    known = session.outline.named.get((spot.question, name))
    if known is not None and known[0] == choices:
        return known[1]
    made = read.Choices(
        ((choice.value, name(choice)) for choice in choices),
        other_names(choices),
        shown=is_listed(spot.question.control, choices),
    )
    if session.instance.keeps_choices(spot.question.control, choices):
        session.outline.named[spot.question, name] = choices, made
    return made


def _label(choice: Choice) -> str:
    return choice.label


def _money(text: str, _today: date) -> str | Refusal:
    return lexical(read.read_money(text), str)


def _money_a_month(text: str, _today: date) -> str | Refusal:
    return lexical(read.read_money(text, monthly=True), str)


def _area(text: str, _today: date) -> str | Refusal:
    return lexical(read.read_area(text), plain_number)


def _birth_year(text: str, today: date) -> str | Refusal:
    return lexical(read.read_year(text, today), str)


def _phone(text: str, _today: date) -> str | Refusal:
    return lexical(read.read_phone(text), str)


def _cccd(text: str, _today: date) -> str | Refusal:
    return lexical(read.read_cccd(text), str)


_Reader = Callable[[str, date], str | Refusal]
_READERS: dict[str, _Reader] = {
    "money": _money,
    "money_month": _money_a_month,
    "area": _area,
    "phone": _phone,
    "cccd": _cccd,
    "birth_year": _birth_year,
}
