"""Words that give no answer, at the questions of a screen: a choice of their own, left open, or refused with a way out."""

from collections.abc import Sequence

from survey.coded import Words
from survey.interview.answers.examples import example_for
from survey.interview.answers.group import ReadOne
from survey.interview.answers.values import choices_of, listing, read_choice
from survey.interview.asks.hints import is_listed
from survey.interview.path.events import Refusal
from survey.interview.path.passing import is_free, wanted_by
from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.read import SAID, UNKNOWN, Open, fold, read_open

Found = dict[Spot, str | None]
"""The answers of a reply; None = left open."""

_PICTURE, _PLACE = frozenset({"chup", "anh", "hinh", "may"}), frozenset({"vi", "dinh", "gps"})


def left_open(session: Session, spots: Sequence[Spot], text: str, read_one: ReadOne) -> Found | Refusal | None:
    """What words without an answer come to at these questions; None where they are to be read like any other reply."""
    meant = read_open(text, exact=any(is_free(spot.question) for spot in spots))
    if meant is None:
        return None
    if len(spots) > 1 and meant is Open.NONE and any(spot.question.control.is_select for spot in spots):
        return None  # Which of them is "không"?
    found: Found = {}
    for spot in _meant(spots, text):
        value = _of_one(session, spot, text, meant, read_one)
        if isinstance(value, Refusal):
            return value if len(spots) == 1 and value.code.startswith("required.") else None
        found[spot] = value
    return found


def _meant(spots: Sequence[Spot], text: str) -> Sequence[Spot]:
    """Of a screen that wants a picture and a place, "không chụp được" is about the picture alone."""
    said = set(fold(text).split())
    pictures = [spot for spot in spots if wanted_by(spot.question)]
    places = [spot for spot in spots if spot.question.control.type == "geopoint"]
    if pictures and places and bool(said & _PICTURE) != bool(said & _PLACE):
        return pictures if said & _PICTURE else places
    return spots


def of_one(session: Session, spot: Spot, text: str, read_one: ReadOne) -> str | Refusal | None:
    """An answer for one of several members: a value, None for words that leave it open, or a refusal."""
    value = read_one(spot, text)
    if not isinstance(value, Refusal):
        return value
    meant = read_open(text, exact=is_free(spot.question))
    return value if meant is None else _of_one(session, spot, text, meant, read_one)


def _of_one(session: Session, spot: Spot, text: str, meant: Open, read_one: ReadOne) -> str | Refusal | None:
    if spot.question.hint_of("not_yet") and not isinstance(value := read_one(spot, text), Refusal):
        return value  # That one does not have it yet is an answer here.
    needed = session.required(spot.items, spot.question)
    if is_free(spot.question):
        return read_one(spot, text) if needed else None
    if not spot.question.control.is_select:
        return needs_answer(session, spot, named=False) if needed else None
    own = [read_one(spot, phrase) for phrase in (text, *SAID[meant])]
    known = next((one for one in own if not isinstance(one, Refusal)), None)
    return own[0] if known is None and needed else known


def needs_answer(session: Session, spot: Spot, *, named: bool) -> Refusal:
    """Why it cannot be left open, and what can be typed instead; in the words of the form's author, where there are any."""
    message = session.required_message(spot.items, spot.question)
    code, example = _way_out(session, spot)
    return Refusal(code, {"example": example} if example else {}, spot=spot if named else None, message=message)


def _way_out(session: Session, spot: Spot) -> tuple[str, Words]:
    control, column = spot.question.control, spot.question.column
    if control.kind == "trigger":
        return "value.trigger", ""
    if wanted_by(spot.question):
        return f"required.{wanted_by(spot.question)}", ""
    if is_free(spot.question):
        return "required.unknown", UNKNOWN
    if not control.is_select:
        return "required.typed", example_for(session, spot)
    if column is not None and column.pick:
        return ("required.pick_unknown" if spot.question.hint_of("column_unknown") else "required.pick"), ""
    unknown = read_choice(session, spot, UNKNOWN)
    if isinstance(unknown, Refusal):
        return "required.choice", ""
    choices = choices_of(session, spot)
    number = 1 + [choice.value for choice in choices].index(unknown) if unknown in {c.value for c in choices} else 0
    if column is not None or not number or not is_listed(control, choices):
        return "required.unknown", UNKNOWN
    return "required.unknown", listing(session, spot).typed(number)
