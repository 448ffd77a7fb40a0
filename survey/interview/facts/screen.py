"""The facts of the open screen, gathered once a turn."""

from dataclasses import dataclass

from survey.coded import Words, coded
from survey.interview.answers.clearing import CLEAR, KEEP, spots_of
from survey.interview.answers.group import example, example_of_part, letters_of
from survey.interview.answers.recording import asked_spots
from survey.interview.answers.values import choices_of, read_choice
from survey.interview.facts.identity_card import IdentityCardFacts, identity_card_facts
from survey.interview.facts.lists import ColumnFacts, KnownFacts, ListFacts, column_facts, known_facts, list_facts
from survey.interview.facts.spot import SpotFacts, spot_facts, whose
from survey.interview.facts.value import shown, value_text
from survey.interview.facts.whom import SameFacts, who_says
from survey.interview.lists.correcting import doubts_of_claim, member_of
from survey.interview.lists.roster import name_of
from survey.interview.lists.sure import NO, YES
from survey.interview.path.events import Doubt, Refusal
from survey.interview.path.passing import wanted_by
from survey.interview.path.pending import Carding, Clearing, Doubting, Removing, Sharing
from survey.interview.path.position import Position
from survey.interview.path.screens import Screen, ScreenKind, Spot
from survey.interview.session.session import Session
from survey.read.leaving import REASONS
from survey.state import ItemPath
from survey.xform import Group


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """Several questions on one screen, each with its letter.

    `title` is the form's for the screen. `example`: a reply to all that are typed; `part`: one to a single question, (letter, answer).
    """

    title: str
    whose: Words
    spots: tuple[tuple[str, SpotFacts], ...]
    example: Words
    part: tuple[str, Words]
    member: bool = False
    """It is a member's own screen (name, sex, year, relation)."""


@dataclass(frozen=True, slots=True)
class LeavingFacts:
    """The question why these members are no longer on the list; `reasons` by their stored values."""

    names: tuple[Words, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SureFacts:
    """The question whether it is really so: `twins` (name, year of birth or "") seem to be on the list already, or `doubts` can hardly be so."""

    twins: tuple[tuple[str, str], ...]
    doubts: tuple[Doubt, ...]
    yes: int = YES
    no: int = NO
    """The numbers of its two answers."""


@dataclass(frozen=True, slots=True)
class ClearFacts:
    """The question whether to take away what is recorded (`answers`, or `whom` by members), or what was only ticked so far."""

    answers: tuple[Words, ...]
    whom: tuple[SameFacts, ...] = ()
    ticked: bool = False
    yes: int = CLEAR
    no: int = KEEP


@dataclass(frozen=True, slots=True)
class SharedFacts:
    """The question whether one answer is that of all `count` members."""

    count: int
    answer: Words
    yes: int = YES
    no: int = NO


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """Last time's answers, to be confirmed together: by screen of the form, with its title ("" where it has none)."""

    parts: tuple[tuple[str, tuple[KnownFacts, ...], tuple[str, ...]], ...]
    """(title, rows, ids of the questions in them)."""


Asked = (
    BlockFacts
    | IdentityCardFacts
    | SharedFacts
    | ClearFacts
    | SpotFacts
    | GroupFacts
    | ColumnFacts
    | ListFacts
    | LeavingFacts
    | SureFacts
)


@dataclass(frozen=True, slots=True)
class ScreenFacts:
    """One screen as it stands now.

    `id` names it in buttons. `notes` stand above the question. `unfit`: form authors' reasons why answers are asked again that another
    correction made impossible; None where there are none such. `optional`: nothing in it must be answered. `again`: it was opened to be
    corrected.
    """

    id: str
    asked: Asked
    notes: tuple[str, ...] = ()
    unfit: tuple[Words, ...] | None = None
    optional: bool = False
    again: bool = False

    @property
    def spots(self) -> tuple[SpotFacts, ...]:
        """The questions that a reply answers; of one that is asked of all members, its first."""
        match self.asked:
            case SpotFacts():
                return (self.asked,)
            case GroupFacts(spots=spots):
                return tuple(spot for _, spot in spots)
            case ColumnFacts(first=first):
                return (first,)
            case _:
                return ()


def screen_facts(session: Session, position: Position, screen: Screen) -> ScreenFacts:
    """Gather what the open screen needs to be asked."""
    if isinstance(position.pending, Removing):
        return ScreenFacts(screen.id, _leaving(session, position.pending.items))
    if isinstance(position.pending, Sharing):
        return ScreenFacts(screen.id, _sharing(session, screen, position.pending))
    if isinstance(position.pending, Clearing):
        return ScreenFacts(screen.id, _clearing(session, position, position.pending))
    if isinstance(position.pending, Doubting):
        return ScreenFacts(screen.id, _sure(session, position.pending))
    if isinstance(position.pending, Carding):
        return ScreenFacts(screen.id, identity_card_facts(session, position.pending))
    notes = tuple(text for control, items in screen.notes if (text := session.note_text(control, items)))
    if screen.kind is ScreenKind.BLOCK:
        return ScreenFacts(screen.id, _block(session, screen))
    if screen.kind is ScreenKind.ROSTER:
        return ScreenFacts(screen.id, list_facts(session, screen), notes)
    spots = asked_spots(session, screen)
    return ScreenFacts(
        id=screen.id,
        asked=_asked(session, position, screen, spots),
        notes=notes,
        unfit=_unfit(session, spots),
        optional=not any(session.required(spot.items, spot.question) for spot in spots),
        again=screen.chosen,
    )


def _asked(session: Session, position: Position, screen: Screen, spots: tuple[Spot, ...]) -> Asked:
    if screen.kind is ScreenKind.COLUMN:
        return column_facts(session, position, screen, spots)
    if len(spots) > 1:
        return _group(session, position, screen, spots)
    return spot_facts(session, position, screen, spots[0])


def _group(session: Session, position: Position, screen: Screen, spots: tuple[Spot, ...]) -> GroupFacts:
    group = _group_of(session, spots[0])
    letters = letters_of(screen.spots, spots)
    return GroupFacts(
        title=session.group_label(group, screen.items) if group else "",
        whose=whose(session, spots[0]),
        spots=tuple((letter, spot_facts(session, position, screen, spot)) for letter, spot in letters.items()),
        example=example(tuple(spot for spot in spots if not wanted_by(spot.question))),
        part=example_of_part(letters),
        member=member_of(session, screen) is not None,
    )


def _block(session: Session, screen: Screen) -> BlockFacts:
    found: dict[object, list[Spot]] = {}
    for spot in screen.spots:
        group = _group_of(session, spot)
        found.setdefault((group, spot.items) if group else spot.question if spot.question.column else spot, []).append(
            spot
        )
    parts = []
    for spots in found.values():
        group = _group_of(session, spots[0])
        title = session.group_label(group, spots[0].items) if group is not None else ""
        parts.append((title, known_facts(session, spots), tuple(spot.id for spot in spots)))
    return BlockFacts(tuple(parts))


def _group_of(session: Session, spot: Spot) -> Group | None:
    return next((page.group for page in session.outline.pages if spot.question in page.questions), None)


def _leaving(session: Session, items: tuple[ItemPath, ...]) -> LeavingFacts:
    members = session.outline.roster_of(items[0])
    assert members is not None
    return LeavingFacts(tuple(name_of(session, members, item) for item in items), tuple(REASONS))


def _sharing(session: Session, screen: Screen, sharing: Sharing) -> SharedFacts:
    """The choice by its label, as it stands on the screen; of a sensitive question as it was typed."""
    spots = asked_spots(session, screen)
    value = read_choice(session, spots[0], sharing.text)
    secret = spots[0].question.sensitive or isinstance(value, Refusal)
    return SharedFacts(len(spots), sharing.text if secret else value_text(session, spots[0], str(value)))


def _clearing(session: Session, position: Position, clearing: Clearing) -> ClearFacts:
    spots = spots_of(session, clearing)
    if position.draft:
        first = spots[0]
        if first.question.column is not None and first.question.column.pick:
            picked = [spot for spot in spots if spot.items[-1][1] in position.draft]
            return ClearFacts(tuple(whose(session, spot) for spot in picked), ticked=True)
        labels = {choice.value: choice.label for choice in choices_of(session, first)}
        return ClearFacts(tuple(labels.get(value, value) for value in position.draft), ticked=True)
    members = session.outline.roster_of(spots[0].items) if spots and spots[0].items else None
    if members is not None and spots[0].question.column is not None:
        return ClearFacts((), who_says(session, members, spots))
    return ClearFacts(tuple(shown(session, spot) for spot in spots))


def _sure(session: Session, doubting: Doubting) -> SureFacts:
    claims = doubting.claims
    twins = tuple((one.told.get("name", ""), one.told.get("birth_year", "")) for one in claims if not one.item)
    doubts = () if twins else doubts_of_claim(session, claims[0])
    return SureFacts(twins, doubts)


def _unfit(session: Session, spots: tuple[Spot, ...]) -> tuple[Words, ...] | None:
    old = [spot for spot in spots if session.answered(spot.items, spot.question)]
    broken = [spot for spot in old if not session.settled(spot.items, spot.question)]
    gone = any(session.is_off_offer(spot.items, spot.question) for spot in spots)
    messages: set[str] = {
        session.constraint_message(spot.items, spot.question)
        for spot in broken
        if not session.is_off_offer(spot.items, spot.question)
    }
    return (*((coded("ask.not_offered"),) if gone else ()), *sorted(messages)) if broken or gone else None
