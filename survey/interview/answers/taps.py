"""Buttons of a screen: choices, choices that are switched on and off, and members."""

from dataclasses import replace

from survey.interview.answers import recording, values
from survey.interview.answers.column import Picked, read_pick
from survey.interview.answers.people import people_of
from survey.interview.path.events import Refusal, Tapped, Toggled
from survey.interview.path.picks import Numbered, Pick, PickWord
from survey.interview.path.position import Facts, Position
from survey.interview.path.screens import Screen, ScreenKind, Spot
from survey.interview.session.session import Session


def tap(session: Session, position: Position, screen: Screen, tapped: Tapped) -> Facts:
    spot = next((one for one in screen.spots if one.id == tapped.spot), None)
    if tapped.pick is PickWord.SKIP:
        return recording.skip(session, position, screen)
    if (
        screen.kind is ScreenKind.COLUMN
        and screen.spots
        and (column := screen.spots[0].question.column)
        and column.pick
    ):
        return _tap_members(session, position, screen, tapped.pick)
    if spot is None:
        return _old(position)
    if isinstance(tapped.pick, Numbered):
        return chosen(session, replace(position, pending=None), spot, tapped.pick)
    return _worded(session, position, spot, tapped.pick)


def _worded(session: Session, position: Position, spot: Spot, word: PickWord) -> Facts:
    kind = spot.question.control.kind
    if word is PickWord.DONE and kind in {"select", "rank"}:
        return _finish(session, position, spot)
    if word is PickWord.SEEN and kind == "trigger":
        return recording.record(session, position, {spot: values.SEEN})
    given = session.given(spot.items, spot.question) if word is PickWord.KEEP else ""
    return recording.record(session, position, {spot: given}) if given else _old(position)


def chosen(session: Session, position: Position, spot: Spot, picked: Numbered) -> Facts:
    """The choice with that number in the whole list: the answer, or one more (or one less) of several."""
    choices = values.choices_of(session, spot)
    if not 0 < picked.number <= len(choices):
        return _old(position)
    if spot.question.control.kind in {"select", "rank"}:
        return _tap_many(session, position, spot, picked)
    return recording.record(session, position, {spot: choices[picked.number - 1].value})


def _old(position: Position) -> Facts:
    return Facts(position, (Refusal("interview.old_button"),))


def done(session: Session, position: Position, screen: Screen) -> Facts:
    """The button "Xong" when its word is typed: the choices, or the members, that were tapped so far are the answer."""
    spots = recording.asked_spots(session, screen)
    if screen.kind is ScreenKind.COLUMN and spots and (column := spots[0].question.column) and column.pick:
        return _tap_members(session, position, screen, PickWord.DONE)
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
    return recording.record(session, replace(position, draft=(), pending=None), {spot: " ".join(position.draft)})


def _tap_many(session: Session, position: Position, spot: Spot, picked: Numbered) -> Facts:
    choices = values.choices_of(session, spot)
    alone = values.exclusive(spot, choices)
    draft = _toggle(position.draft, choices[picked.number - 1].value, alone, wanted=picked.on)
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


def _tap_members(session: Session, position: Position, screen: Screen, pick: Pick) -> Facts:
    """Members are tapped on and off; "không ai" and "xong" end it."""
    spots = recording.asked_spots(session, screen)
    numbers = [spot.items[-1][1] for spot in spots]
    if pick is PickWord.NOBODY:
        return recording.record_picked(session, replace(position, draft=()), spots, Picked(frozenset(), frozenset()))
    if pick is PickWord.DONE:
        if not position.draft:
            return Facts(position, (Refusal("column.nobody_chosen"),))
        picked = read_pick(",".join(position.draft), people_of(session, spots))
        return recording.record_picked(session, replace(position, draft=()), spots, picked)
    if not isinstance(pick, Numbered) or str(pick.number) not in numbers:
        return _old(position)
    draft = _toggle(position.draft, str(pick.number), frozenset(), wanted=pick.on)
    return Facts(replace(position, draft=draft), (Toggled(spots[0], draft),))
