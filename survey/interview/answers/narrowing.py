"""Finding a choice of a long list by typing a part of its name: what fits is offered with numbers, never taken unasked."""

from dataclasses import replace
from datetime import date

from survey import read
from survey.interview.answers import recording, taps
from survey.interview.answers.values import choices_of, read_value
from survey.interview.asks.hints import LISTED_AT_MOST, is_listed
from survey.interview.path.events import Narrowed, Refusal
from survey.interview.path.pending import Narrowing
from survey.interview.path.picks import Numbered
from survey.interview.path.position import Facts, Position
from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.xform import Choice


def is_searched(session: Session, spot: Spot) -> bool:
    """Whether the question's choices are too many to be written out."""
    control = spot.question.control
    return control.kind in {"select1", "select"} and not is_listed(control, choices_of(session, spot))


def offered(session: Session, position: Position, spot: Spot) -> tuple[tuple[int, Choice], ...]:
    """What the typed part of a name left over, each with its number in the whole list; empty where nothing was typed yet."""
    if not isinstance(position.pending, Narrowing):
        return ()
    return _holding(choices_of(session, spot), position.pending.words)


def typed(session: Session, position: Position, spot: Spot, text: str, today: date) -> Facts:
    """A number of the short list, a whole name, or a part of one."""
    calm = replace(position, pending=None)
    few = offered(session, position, spot)
    number = text.strip(" .")
    if few and number.isdecimal():
        if not 0 < int(number) <= len(few):
            return Facts(position, (Refusal("value.no_choice", {"number": number, "last": str(len(few))}),))
        return taps.chosen(session, calm, spot, Numbered(few[int(number) - 1][0]))
    whole = read_value(session, spot, text, today)
    if not isinstance(whole, Refusal):
        return _whole(session, calm, spot, whole)
    found = _holding(choices_of(session, spot), text)
    if not found:
        return Facts(position, (whole,))
    if len(found) > LISTED_AT_MOST:
        return Facts(calm, (Refusal("value.too_many_names", {"text": text.strip()[:40], "n": str(len(found))}),))
    return Facts(replace(position, pending=Narrowing(text.strip())), (Narrowed(spot, text.strip(), len(found)),))


def _whole(session: Session, position: Position, spot: Spot, value: str) -> Facts:
    """Whole names are the answer, or come to those that were picked before."""
    if spot.question.control.kind == "select" and position.draft:
        value = " ".join(dict.fromkeys([*position.draft, *value.split()]))
    return recording.record(session, replace(position, draft=()), {spot: value})


def _holding(choices: tuple[Choice, ...], text: str) -> tuple[tuple[int, Choice], ...]:
    found = read.search_names(text, [choice.label for choice in choices])
    return tuple((index + 1, choices[index]) for index in found)
