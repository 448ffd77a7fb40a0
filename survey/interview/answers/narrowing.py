"""Finding a choice of a long list by typing a part of its name: what fits is offered with numbers, never taken unasked."""

import re
from dataclasses import replace
from datetime import date

from survey import read
from survey.interview.answers import recording, taps
from survey.interview.answers.values import choices_of, exclusive, listing, read_value
from survey.interview.asks.hints import LISTED_AT_MOST, is_listed
from survey.interview.path.events import Narrowed, Refusal, Toggled
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


def prepare(session: Session, spot: Spot) -> None:
    """A long list is shown: the name that is typed next is looked for at once."""
    listing(session, spot).prepare()


def offered(session: Session, position: Position, spot: Spot) -> tuple[tuple[int, Choice], ...]:
    """What the typed part of a name left over, each with its number in the whole list; empty where nothing was typed yet."""
    if not isinstance(position.pending, Narrowing):
        return ()
    start = position.pending.page * LISTED_AT_MOST
    return _holding(session, spot, position.pending.words)[start : start + LISTED_AT_MOST]


def pages(session: Session, position: Position, spot: Spot) -> tuple[int, int]:
    """Which page of what the typed words left over is shown, counted from 1, and how many there are."""
    if not isinstance(position.pending, Narrowing):
        return 1, 1
    found = len(_holding(session, spot, position.pending.words))
    return position.pending.page + 1, max(1, -(-found // LISTED_AT_MOST))


def typed(session: Session, position: Position, spot: Spot, text: str, today: date) -> Facts:
    """A number of the short list, a page of it, a whole name, or a part of one."""
    calm = replace(position, pending=None)
    if turned := _turned(session, position, spot, text):
        return turned
    few = offered(session, position, spot)
    number = text.strip(" .")
    if few and number.isdecimal():
        if not 0 < int(number) <= len(few):
            return Facts(position, (Refusal("value.no_choice", {"number": number, "last": str(len(few))}),))
        return taps.chosen(session, calm, spot, Numbered(few[int(number) - 1][0]))
    whole = read_value(session, spot, text, today)
    if not isinstance(whole, Refusal):
        return _whole(session, calm, spot, whole)
    found = _holding(session, spot, text)
    if not found:
        return Facts(position, (whole,))
    if len(found) > LISTED_AT_MOST and not _called_alike(found, text):
        told = {"text": text.strip()[:40], "n": str(len(found)), "example": found[0][1].label}
        return Facts(calm, (Refusal("value.too_many_names", told),))
    return Facts(replace(position, pending=Narrowing(text.strip())), (Narrowed(spot, text.strip(), len(found)),))


_PAGE = re.compile(r"trang (?:so )?([0-9]{1,3})")


def _turned(session: Session, position: Position, spot: Spot, text: str) -> Facts | None:
    """Another page of what the typed words left over ("trang 2"); None where it is something else."""
    match, (_, last) = _PAGE.fullmatch(read.fold(text).strip(" .")), pages(session, position, spot)
    if not match or last == 1 or not isinstance(position.pending, Narrowing):
        return None
    page = int(match[1])
    if not 0 < page <= last:
        return Facts(position, (Refusal("value.no_page", {"last": str(last)}),))
    pending = replace(position.pending, page=page - 1)
    found = _holding(session, spot, pending.words)
    return Facts(replace(position, pending=pending), (Narrowed(spot, pending.words, len(found)),))


def _called_alike(found: tuple[tuple[int, Choice], ...], text: str) -> bool:
    """Whether several of them are called just so: no more letters would part them, only their codes do."""
    said = read.fold(text).strip()
    told_apart = (one for _, one in found if one.label.endswith(")"))
    return sum(read.fold(one.label) == f"{said} ({read.fold(one.value)})" for one in told_apart) > 1


def _whole(session: Session, position: Position, spot: Spot, value: str) -> Facts:
    """A whole name is the answer; where several may be chosen, it comes to those that were picked before, until "xong". Several names at once are all."""
    alone = exclusive(spot, choices_of(session, spot))
    all_at_once = not position.draft and len(value.split()) > 1
    if spot.question.control.kind != "select" or value in alone or all_at_once:
        return recording.record(session, replace(position, draft=()), {spot: value})
    picked = (one for one in (*position.draft, *value.split()) if one not in alone)
    draft = tuple(dict.fromkeys(picked))
    return Facts(replace(position, draft=draft), (Toggled(spot, draft),))


def _holding(session: Session, spot: Spot, text: str) -> tuple[tuple[int, Choice], ...]:
    choices, found = choices_of(session, spot), listing(session, spot).names.holding(text)
    return tuple((index + 1, choices[index]) for index in found)
