"""Buttons of a screen: choices, choices that are switched on and off, and members."""

from dataclasses import replace

from survey.interview.answers import recording, values
from survey.interview.answers.column import Picked, read_pick
from survey.interview.path.events import Refusal, Tapped, Toggled
from survey.interview.path.position import Facts, Position
from survey.interview.path.screens import Screen, ScreenKind, Spot
from survey.interview.session.session import Session

DONE = "xong"
SKIP_WORD = "bo-qua"
NOBODY = "khong-ai"
KEEP = "giu"


def tap(session: Session, position: Position, screen: Screen, tapped: Tapped) -> Facts:
    spot = next((one for one in screen.spots if one.number == tapped.spot), None)
    if tapped.choice == SKIP_WORD:
        return recording.skip(session, position, screen)
    if (
        screen.kind is ScreenKind.COLUMN
        and screen.spots
        and (column := screen.spots[0].question.column)
        and column.pick
    ):
        return _tap_members(session, position, screen, tapped)
    if spot is None:
        return _old(position)
    kind = spot.question.control.kind
    if kind == "trigger" or tapped.choice == KEEP:
        value = values.SEEN if kind == "trigger" else session.given(spot.items, spot.question)
        return recording.record(session, position, {spot: value}) if value else _old(position)
    if tapped.choice == DONE and kind in {"select", "rank"}:
        return _finish(session, position, spot)
    word, wanted = _wanted(tapped.choice)
    return chosen(session, replace(position, pending=("", "")), spot, int(word) if word.isdigit() else 0, wanted=wanted)


def switch(name: str, *, on: bool) -> str:
    """What the button of one of several says: the state that is wanted, so that the same tap twice is the same as once."""
    return f"{'-' if on else '+'}{name}"


def _wanted(choice: str) -> tuple[str, bool | None]:
    """The name, and the state that is wanted; None = the other one (a choice by its number, and buttons of older messages)."""
    if choice[:1] in {"+", "-"} and len(choice) > 1:
        return choice[1:], choice[0] == "+"
    return choice, None


def chosen(session: Session, position: Position, spot: Spot, number: int, *, wanted: bool | None = None) -> Facts:
    """The choice with that number in the whole list: the answer, or one more (or one less) of several."""
    choices = values.choices_of(session, spot)
    if not 0 < number <= len(choices):
        return _old(position)
    if spot.question.control.kind in {"select", "rank"}:
        return _tap_many(session, position, spot, number, wanted=wanted)
    return recording.record(session, position, {spot: choices[number - 1].value})


def _old(position: Position) -> Facts:
    return Facts(position, (Refusal("interview.old_button"),))


def done(session: Session, position: Position, screen: Screen) -> Facts:
    """The button "Xong" when its word is typed: the choices, or the members, that were tapped so far are the answer."""
    spots = recording.asked_spots(session, screen)
    if screen.kind is ScreenKind.COLUMN and spots and (column := spots[0].question.column) and column.pick:
        return _tap_members(session, position, screen, Tapped("-", DONE))
    many = next((spot for spot in spots if spot.question.control.kind in {"select", "rank"}), None)
    return Facts(position, (Refusal("interview.not_here"),)) if many is None else _finish(session, position, many)


def _finish(session: Session, position: Position, spot: Spot) -> Facts:
    """The choices that were tapped so far are the answer; a ranking must hold all of them."""
    if not position.draft:
        return Facts(position, (Refusal("value.nothing_chosen"),))
    if spot.question.control.kind == "rank":
        left = [one.label for one in values.choices_of(session, spot) if one.value not in position.draft]
        if left:
            return Facts(position, (Refusal("value.rank_left", {"left": ", ".join(left)}),))
    return recording.record(session, replace(position, draft=(), pending=("", "")), {spot: " ".join(position.draft)})


def _tap_many(session: Session, position: Position, spot: Spot, number: int, *, wanted: bool | None) -> Facts:
    choices = values.choices_of(session, spot)
    draft = _toggle(position.draft, choices[number - 1].value, values.exclusive(spot, choices), wanted=wanted)
    order = [one.value for one in choices]
    kept = tuple(sorted(draft, key=order.index)) if spot.question.control.kind == "select" else draft
    return Facts(replace(position, draft=kept), (Toggled(spot, kept),))


def _toggle(draft: tuple[str, ...], value: str, alone: frozenset[str], *, wanted: bool | None) -> tuple[str, ...]:
    if wanted is not None and wanted == (value in draft):
        return draft
    if value in draft:
        return tuple(one for one in draft if one != value)
    if value in alone:
        return (value,)
    return (*(one for one in draft if one not in alone), value)


def _tap_members(session: Session, position: Position, screen: Screen, tap: Tapped) -> Facts:
    """Members are tapped on and off; "không ai" and "xong" end it."""
    spots = recording.asked_spots(session, screen)
    numbers = [spot.items[-1][1] for spot in spots]
    if tap.choice == NOBODY:
        return recording.record_picked(session, replace(position, draft=()), spots, Picked(frozenset(), frozenset()))
    if tap.choice == DONE:
        if not position.draft:
            return Facts(position, (Refusal("column.nobody_chosen"),))
        picked = read_pick(",".join(position.draft), numbers)
        return recording.record_picked(session, replace(position, draft=()), spots, picked)
    name, wanted = _wanted(tap.choice)
    if name not in numbers:
        return _old(position)
    draft = _toggle(position.draft, name, frozenset(), wanted=wanted)
    return Facts(replace(position, draft=draft), (Toggled(spots[0], draft),))
