"""Going back and opening earlier answers: the path is derived, so this only chooses what to ask."""

import re

from survey.interview.path.events import Event, Opened, Refusal, Several
from survey.interview.path.position import HERE, Position
from survey.interview.path.screens import REVIEW, Screen, ScreenKind, Spot, is_open, path, spot_screen
from survey.interview.session.session import Session
from survey.read import fold

_NUMBER = re.compile(r"(\d+)((?:\.\d+)*)")


def screen_of(session: Session, focus: str) -> Screen | None:
    """The screen with this id, if it is (still) on the path."""
    screens = path(session)
    found = next((screen for screen in screens if screen.id == focus), None)
    if found is not None or not focus.startswith("s"):
        return found
    spot = next((spot for screen in screens for spot in screen.spots if spot.number == focus[1:]), None)
    return spot_screen(session, spot) if spot else None


def back(session: Session, screen: Screen) -> tuple[str, Event]:
    """The screen before this one that already has an answer."""
    screens = path(session)
    index = _index(screens, screen)
    earlier = [one for one in screens[:index] if not is_open(session, one)]
    if not earlier:
        return "", Refusal("interview.first")
    return earlier[-1].id, Opened(earlier[-1])


def _index(screens: list[Screen], screen: Screen) -> int:
    if screen.id == REVIEW.id:
        return len(screens)
    ids = [one.id for one in screens]
    if screen.id in ids:
        return ids.index(screen.id)
    numbers = {spot.number for spot in screen.spots}
    holder = (index for index, one in enumerate(screens) if numbers & {spot.number for spot in one.spots})
    return next(holder, len(screens))


def answered(session: Session, position: Position) -> Position:
    """A screen that was opened again is left once answered, but not while a part of it has become open."""
    if not position.focus:
        return HERE
    wanted = screen_of(session, position.focus)
    return Position(focus=position.focus) if wanted is not None and is_open(session, wanted) else HERE


def edit(session: Session, screen: Screen, argument: str) -> tuple[str, Event]:
    """Open the answer that "7", "9.2" or words of its question name; on the list of members, "3" is member 3."""
    argument = argument.strip()
    if not argument:
        return "", Refusal("interview.edit_which")
    if screen.kind is ScreenKind.ROSTER and argument.isdecimal():
        member = _member(session, screen, argument)
        if isinstance(member[1], Opened) or (screen.roster is not None and screen.roster.named):
            return member
    number = _NUMBER.fullmatch(argument)
    if number:
        return _numbered(session, argument)
    return _worded(session, argument)


def _member(session: Session, screen: Screen, number: str) -> tuple[str, Event]:
    wanted = [
        one
        for one in path(session)
        if one.kind is ScreenKind.PAGE and one.items and one.items[-1][1] == number and one.items[:-1] == screen.items
    ]
    if not wanted:
        return "", Refusal("roster.no_member", {"number": number})
    return wanted[0].id, Opened(wanted[0])


def _numbered(session: Session, number: str) -> tuple[str, Event]:
    screens = path(session)
    for screen in screens:
        if screen.id[1:] == number and screen.kind in {ScreenKind.ROSTER, ScreenKind.COLUMN}:
            return screen.id, Opened(screen)
        for spot in screen.spots:
            if spot.number == number:
                return _open(session, spot)
    several = [
        s for screen in screens for s in screen.spots if str(s.question.number) == number.split(".", maxsplit=1)[0]
    ]
    if several and "." not in number:
        return "", Several(_in_order(session, several))
    known = number.split(".", maxsplit=1)[0] in {str(question.number) for question in session.outline.questions}
    return "", Refusal("interview.not_on_path" if known else "interview.no_question", {"number": number})


def _open(session: Session, spot: Spot) -> tuple[str, Event]:
    screen = spot_screen(session, spot)
    if screen is None:
        return "", Refusal("interview.not_on_path", {"number": spot.number})
    return screen.id, Opened(screen)


def _worded(session: Session, words: str) -> tuple[str, Event]:
    wanted = fold(words).split()
    found: list[tuple[str, Event]] = []
    spots: list[Spot] = []
    for screen in path(session):
        if screen.kind is ScreenKind.COLUMN and _says(session, screen.spots[0], wanted):
            found.append((screen.id, Opened(screen)))
            spots.append(screen.spots[0])
        elif screen.kind is ScreenKind.PAGE:
            hits = [spot for spot in screen.spots if _says(session, spot, wanted)]
            found += [_open(session, spot) for spot in hits]
            spots += hits
    if not found:
        return "", Refusal("interview.no_words", {"words": words})
    return found[0] if len(found) == 1 else ("", Several(_in_order(session, spots)))


def _in_order(session: Session, spots: list[Spot]) -> tuple[Spot, ...]:
    """By question, then as the members stand on their list: the path asks members who were just added before the others."""

    def position(spot: Spot) -> tuple[int, int]:
        members = session.members(spot.question.repeat, spot.items[:-1]) if spot.question.repeat else None
        return spot.question.number, members.index(spot.items) if members and spot.items in members else 0

    return tuple(sorted(spots, key=position))


def _says(session: Session, spot: Spot, wanted: list[str]) -> bool:
    label = session.label(spot.question.control, session.node(spot.items, spot.question))
    column = spot.question.column.label if spot.question.column else ""
    text = f" {fold(label)} {fold(column)} {fold(spot.question.hint_of('title'))} "
    return f" {' '.join(wanted)}" in re.sub(r"[^\w]+", " ", text)
