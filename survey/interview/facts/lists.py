"""The facts of a list of members or entries, and of a question that is asked once for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.coded import Words, coded
from survey.interview.answers.examples import example_for
from survey.interview.asks.outline import Page, Roster
from survey.interview.carried.confirming import number_of
from survey.interview.facts.spot import SpotFacts, Way, spot_facts, whose
from survey.interview.facts.value import shown
from survey.interview.facts.whom import SameFacts, who_says
from survey.interview.lists.known import of_members
from survey.interview.lists.roster import identity_spots, name_of, title_of
from survey.interview.path.position import Position
from survey.interview.path.screens import Screen, Spot
from survey.interview.session.session import Session
from survey.state import ItemPath

SHOWN_OF_ENTRY = 3
"""Answers that a line of the list gives of an entry that is no person."""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line of a list: its number, and the answers that say which member or entry it is."""

    number: str
    answers: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """One question as it was answered last time: `number` is what "sửa" opens it by; `answer` of the household, or `whom` by members."""

    number: str
    title: Words
    whose: Words = ""
    answer: Words = ""
    whom: tuple[SameFacts, ...] = ()
    hidden: bool = False
    """What all of them have in common is not said."""


@dataclass(frozen=True, slots=True)
class ListFacts:
    """A list of members (`named`) or of entries that are no people.

    `title` is what the form calls an entry, `whose` the member whose entries they are ("" = the household's); `touched` says that this
    interview has confirmed or changed the list of members already.
    """

    named: bool
    title: Words
    whose: Words
    lines: tuple[LineFacts, ...]
    touched: bool
    known: tuple["KnownFacts", ...] = ()
    """What was so last time of the people on the list and does not stand in their lines; shown with the list as it is met first."""


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A member of whom a question is asked; `picked` where they were tapped so far."""

    number: str
    name: Words
    picked: bool


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """A question that is asked once for all members.

    `pick`: it is answered by naming members ("Ai …?"). `answers`: what is recorded, where the question was opened again. `explained`: its
    label was written for all members at once, and shows itself how to answer. `example`: an answer for one of them. `first` is the question as it is asked of the first member,
    `following` of the first who has no answer yet, where one of a few choices can be tapped for them; else None.
    """

    number: int
    label: Words
    pick: bool
    explained: bool
    members: tuple[MemberFacts, ...]
    answers: tuple[SameFacts, ...]
    first: SpotFacts
    example: Words
    following: SpotFacts | None


def list_facts(session: Session, screen: Screen) -> ListFacts:
    roster = screen.roster
    assert roster is not None
    around = session.outline.roster_of(screen.items)
    touched = roster.named and session.touched(roster.repeat)
    known = [] if touched else [one for one in of_members(session, roster, screen.items) if not _in_line(one)]
    return ListFacts(
        named=roster.named,
        title=title_of(session, roster, screen.items),
        whose=name_of(session, around, screen.items) if around is not None else "",
        lines=list_lines(session, roster, screen.items, dated=not touched),
        touched=touched,
        known=known_facts(session, known),
    )


def known_facts(session: Session, spots: Sequence[Spot]) -> tuple[KnownFacts, ...]:
    """Last time's answers: one row a question of the household, one for what is asked of all members."""
    rows: dict[object, list[Spot]] = {}
    for spot in spots:
        rows.setdefault(spot.question if spot.question.column else spot, []).append(spot)
    return tuple(_known(session, those) for those in rows.values())


def _known(session: Session, spots: list[Spot]) -> KnownFacts:
    first = spots[0]
    title = first.question.hint_of("title") or session.label_at(first.items, first.question)
    members = session.outline.roster_of(first.items) if first.question.column else None
    if members is not None:
        whom = who_says(session, members, spots)
        hidden = len(whom) == 1 and whom[0].value == coded("whom.alike")
        return KnownFacts(number_of(first), title, whom=whom, hidden=hidden)
    return KnownFacts(number_of(first), title, whose(session, first), shown(session, first))


def _in_line(spot: Spot) -> bool:
    """Whether the line of the member shows it."""
    return spot.question.hint_of("member") == "birth_date"


def list_lines(session: Session, roster: Roster, around: ItemPath, *, dated: bool = False) -> tuple[LineFacts, ...]:
    """The members with what one line says of each; of entries the first answers, so that people know which one it is.

    `dated`: with the day of birth, where that was so last time and is to be confirmed.
    """
    items = session.members(roster.repeat, around) or ()
    return tuple(LineFacts(item[-1][1], _answers(session, roster, item, dated=dated)) for item in items)


def _answers(session: Session, roster: Roster, item: ItemPath, *, dated: bool) -> tuple[Words, ...]:
    if roster.named:
        spots = [spot for spot in identity_spots(session, roster, item) if session.answered(spot.items, spot.question)]
        spots = [_dated(session, roster, spot) if dated else spot for spot in spots]
    else:
        questions = [question for block in roster.blocks if isinstance(block, Page) for question in block.questions]
        answered = [one for one in questions if session.asks(item, one) and session.answered(item, one)]
        spots = [Spot(question, item) for question in answered[:SHOWN_OF_ENTRY]]
    return tuple(shown(session, spot) for spot in spots)


def _dated(session: Session, roster: Roster, spot: Spot) -> Spot:
    """The day of birth in the place of the year, where it waits to be confirmed."""
    if spot.question.hint_of("member") != "birth_year":
        return spot
    question = session.outline.role(roster.repeat, "birth_date")
    stored = session.carried(spot.items, question) if question is not None else None
    return Spot(question, spot.items) if question is not None and stored is not None and stored.value else spot


def column_facts(session: Session, position: Position, screen: Screen, spots: tuple[Spot, ...]) -> ColumnFacts:
    question, roster = spots[0].question, screen.roster
    assert question.column is not None
    assert roster is not None
    first = spot_facts(session, position, screen, spots[0])
    known = [spot for spot in spots if _has_answer(session, spot)]
    return ColumnFacts(
        number=question.number,
        label=question.column.label or first.label,
        pick=bool(question.column.pick),
        explained=":" in question.hint_of("column_label"),
        members=tuple(_member(session, position, roster, spot) for spot in spots),
        answers=who_says(session, roster, spots) if screen.chosen and known else (),
        first=first,
        example=example_for(session, spots[-1]),
        following=_following(session, position, screen, spots, first) if first.way is Way.ONE else None,
    )


def _has_answer(session: Session, spot: Spot) -> bool:
    return session.answered(spot.items, spot.question) or session.carried(spot.items, spot.question) is not None


def _following(
    session: Session, position: Position, screen: Screen, spots: tuple[Spot, ...], first: SpotFacts
) -> SpotFacts | None:
    spot = next((one for one in spots if not session.answered(one.items, one.question)), spots[0])
    facts = first if spot is spots[0] else spot_facts(session, position, screen, spot)
    return facts if facts.choices.listed else None


def _member(session: Session, position: Position, roster: Roster, spot: Spot) -> MemberFacts:
    number = spot.items[-1][1]
    return MemberFacts(number, name_of(session, roster, spot.items), number in position.draft)
