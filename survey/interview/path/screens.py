"""The path through a form, derived anew from (form, answers) at every turn: which screens there are, and which is next."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import dropwhile

from survey.interview.asks.outline import Block, Note, Page, Question, Roster
from survey.interview.session.session import Session
from survey.state import AnswerKey, ItemPath
from survey.xform import Control


@dataclass(frozen=True, slots=True)
class Spot:
    """A question as it is asked: of the household (no items), or of one member."""

    question: Question
    items: ItemPath

    @property
    def id(self) -> str:
        """What names it in buttons and in what is stored: "9", or "9.2" for member 2."""
        return _id(str(self.question.place), self.items)

    @property
    def number(self) -> str:
        """The question's number as people see and type it: "9", or "9.2" for member 2; "" where it has none."""
        return number_of(self.question.number, self.items)


class ScreenKind(StrEnum):
    """How a screen is asked."""

    PAGE = "page"
    ROSTER = "roster"
    COLUMN = "column"
    BLOCK = "block"
    """What was answered last time, to be confirmed together."""
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Screen:
    """What one message asks. `id` names it in buttons and in what the bot remembers of having asked."""

    kind: ScreenKind
    id: str
    spots: tuple[Spot, ...] = ()
    items: ItemPath = ()
    roster: Roster | None = None
    notes: tuple[tuple[Control, ItemPath], ...] = ()
    chosen: bool = False
    """True where the person asked for this screen ("sửa 9"), so that answered spots are asked again."""


_Notes = list[tuple[Control, ItemPath]]
REVIEW = Screen(ScreenKind.REVIEW, "end")


class _Path:
    """The screens as far as they were asked for: those behind the open one are often not needed at all."""

    def __init__(self, screens: Iterator[Screen]) -> None:
        self._known: list[Screen] = []
        self._rest = screens

    def __iter__(self) -> Iterator[Screen]:
        position = 0
        while True:
            while position < len(self._known):
                yield self._known[position]
                position += 1
            following = next(self._rest, None)
            if following is None:
                return
            self._known.append(following)


def _path(session: Session) -> _Path:
    known: _Path | None = session.derived.get("path")
    if known is None:
        known = session.derived["path"] = _Path(_all(session))
    return known


def path(session: Session) -> list[Screen]:
    """All screens that apply now, in order, answered or not, without the review."""
    return list(_path(session))


def open_spots(session: Session, screen: Screen) -> tuple[Spot, ...]:
    """What is still to be answered on a screen."""
    return tuple(spot for spot in screen.spots if not session.settled(spot.items, spot.question))


def is_open(session: Session, screen: Screen) -> bool:
    if screen.kind is ScreenKind.ROSTER:
        assert screen.roster is not None
        return not session.confirmed(screen.roster.repeat, screen.items)
    return bool(open_spots(session, screen))


def next_screen(session: Session) -> Screen:
    """The first screen with something open; the review when there is none."""
    known: Screen | None = session.derived.get("next")
    if known is None:
        known = next((screen for screen in _path(session) if is_open(session, screen)), REVIEW)
        known = session.derived["next"] = _block(session, known) if session.carries else known
    return known


def _block(session: Session, first: Screen) -> Screen:
    """All that was answered last time, from the first open screen to the next list: confirmed together before anything else is asked."""
    if first.kind is not ScreenKind.PAGE and first.kind is not ScreenKind.COLUMN:
        return first
    spots: list[Spot] = []
    for screen in dropwhile(lambda one: one is not first, _path(session)):
        if screen.kind is ScreenKind.ROSTER and is_open(session, screen):
            break
        spots += [spot for spot in screen.spots if session.carried(spot.items, spot.question) is not None]
    return Screen(ScreenKind.BLOCK, f"k{spots[0].id}-{len(spots)}", tuple(spots)) if spots else first


def unconfirmed(session: Session) -> tuple[Spot, ...]:
    """What was answered last time, applies now and is not said to be so still."""
    if not session.carries:
        return ()
    spots = (spot for screen in path(session) for spot in screen.spots)
    return tuple(spot for spot in spots if session.carried(spot.items, spot.question) is not None)


def spot_screen(session: Session, spot: Spot) -> Screen | None:
    """A screen that asks just this one question again; None where it does not apply now."""
    node = session.node(spot.items, spot.question)
    if node is None or not session.applies(node):
        return None
    return Screen(ScreenKind.PAGE, f"s{spot.id}", (spot,), spot.items, chosen=True)


def end_notes(session: Session) -> tuple[tuple[Control, ItemPath], ...]:
    """Notes that no question follows: they are shown at the review."""
    path(session)
    found: tuple[tuple[Control, ItemPath], ...] = session.derived.get("end_notes", ())
    return found


def _all(session: Session) -> Iterator[Screen]:
    notes: _Notes = []
    yield from _screens(session, session.outline.blocks, (), notes)
    session.derived["end_notes"] = tuple(notes)


def _screens(session: Session, blocks: tuple[Block, ...], items: ItemPath, notes: _Notes) -> Iterator[Screen]:
    """`notes` holds what was to be read and waits for the next screen, be it a member's or the list's."""
    for block in blocks:
        if isinstance(block, Note):
            notes += [(block.control, items)] if session.shows(block.control, items) else []
        elif isinstance(block, Roster):
            yield from _roster(session, block, items, notes)
        else:
            yield from _page(session, block, items, notes)


def _page(session: Session, page: Page, items: ItemPath, notes: _Notes) -> Iterator[Screen]:
    spots = tuple(Spot(q, items) for q in page.questions if session.asks(items, q))
    notes += [(q.control, items) for q in page.questions if session.fixed_value(items, q)]
    if spots:
        name = _id(f"p{page.questions[0].place}", items)
        yield Screen(ScreenKind.PAGE, name, spots, items, notes=_taken(notes))


def _roster(session: Session, roster: Roster, items: ItemPath, notes: _Notes) -> Iterator[Screen]:
    """Gaps of members who were just added come first, then the list, then the others' gaps, then the columns."""
    members = session.members(roster.repeat, items)
    if members is None:
        return
    added = [m for m in members if session.is_new(m)] if roster.listed else []
    for member in added:
        yield from _screens(session, roster.blocks, member, notes)
    if roster.listed:
        yield Screen(ScreenKind.ROSTER, _id(f"r{roster.place}", items), (), items, roster, _taken(notes))
    for member in members:
        if member not in added:
            yield from _screens(session, roster.blocks, member, notes)
    for question in roster.columns:
        spots = tuple(Spot(question, member) for member in members if session.asks(member, question))
        if spots:
            name = _id(f"c{question.place}", items)
            yield Screen(ScreenKind.COLUMN, name, spots, items, roster, _taken(notes))


def _taken(notes: _Notes) -> tuple[tuple[Control, ItemPath], ...]:
    taken = tuple(notes)
    notes.clear()
    return taken


def number_of(number: int, items: ItemPath) -> str:
    """A number as people type it, within the entries it stands in: "9", "9.2"; "" where there is none."""
    return _id(str(number), items) if number else ""


def _id(name: str, items: ItemPath) -> str:
    return ".".join([name, *(item for _, item in items)]) if items else name


def key(session: Session, spot: Spot) -> AnswerKey:
    """Under which key the spot's answer is stored."""
    return session.key(spot.items, spot.question)
