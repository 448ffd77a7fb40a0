"""Going back and opening earlier answers: the path is derived, so this only chooses what to ask."""

import re

from survey.interview.path.events import Event, Opened, Refusal, Several
from survey.interview.path.position import HERE, Position
from survey.interview.path.screens import (
    REVIEW,
    Screen,
    ScreenKind,
    Spot,
    is_open,
    number_of,
    open_spots,
    path,
    spot_screen,
)
from survey.interview.session.session import Session
from survey.read import fold

_PERSON = re.compile(r"(?:nguoi|thanh vien|so|nguoi so|thanh vien so) ([0-9]{1,4})")
_NUMBER = re.compile(r"(\d+)((?:\.\d+)*)")


def screen_of(session: Session, focus: str) -> Screen | None:
    """The screen with this id, if it is (still) on the path."""
    screens = path(session)
    found = next((screen for screen in screens if screen.id == focus), None)
    if found is not None or not focus.startswith("s"):
        return found
    spot = next((spot for screen in screens for spot in screen.spots if spot.id == focus[1:]), None)
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
    asked = set(screen.spots)
    holder = (index for index, one in enumerate(screens) if asked & set(one.spots))
    return next(holder, len(screens))


def answered(session: Session, position: Position) -> Position:
    """A screen that was opened again is left once answered, but not while a part of it has become open."""
    if not position.focus:
        return HERE
    wanted = screen_of(session, position.focus)
    return Position(focus=position.focus) if wanted is not None and _waits(session, wanted) else HERE


def _waits(session: Session, screen: Screen) -> bool:
    """Whether something is open here that is not simply as it was last time."""
    if screen.kind is ScreenKind.ROSTER:
        return is_open(session, screen)
    return any(session.carried(spot.items, spot.question) is None for spot in open_spots(session, screen))


def edit(session: Session, screen: Screen, argument: str) -> tuple[str, Event]:
    """Open the answer that "7", "9.2" or words of its question name, or the member of "người 3" or "Lót"; on the list "3" is member 3."""
    argument = argument.strip()
    if not argument:
        return "", Refusal("interview.edit_which")
    if screen.kind is ScreenKind.ROSTER and argument.isdecimal():
        member = _member(session, screen, argument)
        if isinstance(member[1], Opened) or (screen.roster is not None and screen.roster.named):
            return member
    if _NUMBER.fullmatch(argument):
        return _numbered(session, argument)
    person = _PERSON.fullmatch(fold(argument))
    if person and (listed := _people(session)) is not None:
        return _member(session, listed, person.group(1))
    return _called(session, argument) or _worded(session, argument)


def _people(session: Session) -> Screen | None:
    """The list of the household's members."""
    return next((one for one in path(session) if one.roster is not None and one.roster.named and not one.items), None)


def _called(session: Session, words: str) -> tuple[str, Event] | None:
    """The one member with these words in the name, unless a question is called so too."""
    if any(f" {fold(words)} " in f" {fold(one.hint_of('title'))} " for one in session.outline.questions):
        return None
    listed = _people(session)
    question = session.outline.role(listed.roster.repeat, "name") if listed is not None and listed.roster else None
    if listed is None or listed.roster is None or question is None:
        return None
    members = session.members(listed.roster.repeat, ()) or ()
    names = {item[-1][1]: stored.value for item in members if (stored := session.stored(item, question)) is not None}
    found = [number for number, name in names.items() if f" {fold(words)} " in f" {fold(name)} "]
    return _member(session, listed, found[0]) if len(found) == 1 else None


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
        if _screen_number(screen) == number:
            return screen.id, Opened(screen)
        for spot in screen.spots:
            if spot.number == number:
                return _open(session, spot)
    first = number.split(".", maxsplit=1)[0]
    several = [s for screen in screens for s in screen.spots if str(s.question.number) == first]
    if several and "." not in number:
        return "", Several(_in_order(session, several))
    known = first in session.outline.numbers
    return "", Refusal("interview.not_on_path" if known else "interview.no_question", {"number": number})


def _screen_number(screen: Screen) -> str:
    """The number of a screen that is one question with a number of its own: a list, or what is asked of all members at once."""
    if screen.kind is ScreenKind.ROSTER and screen.roster is not None:
        return number_of(screen.roster.number, screen.items)
    if screen.kind is ScreenKind.COLUMN:
        return number_of(screen.spots[0].question.number, screen.items)
    return ""


def _open(session: Session, spot: Spot) -> tuple[str, Event]:
    screen = spot_screen(session, spot)
    if screen is None:
        return "", Refusal("interview.not_on_path", {"number": spot.number or "?"})
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
        return spot.question.place, members.index(spot.items) if members and spot.items in members else 0

    return tuple(sorted(spots, key=position))


def _says(session: Session, spot: Spot, wanted: list[str]) -> bool:
    label = session.label(spot.question.control, session.node(spot.items, spot.question))
    column = spot.question.column.label if spot.question.column else ""
    text = f" {fold(label)} {fold(column)} {fold(spot.question.hint_of('title'))} "
    return f" {' '.join(wanted)}" in re.sub(r"[^\w]+", " ", text)
