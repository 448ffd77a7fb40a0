"""The facts of one question of a screen."""

from dataclasses import dataclass
from enum import StrEnum

from survey.coded import Words
from survey.interview.answers.group import example_type
from survey.interview.answers.narrowing import offered, pages, prepare
from survey.interview.answers.numbers import bounds
from survey.interview.answers.values import choices_of, listing
from survey.interview.asks.hints import is_listed, per_row
from survey.interview.asks.naming import short_name
from survey.interview.facts.value import shown, value_text
from survey.interview.lists.roster import name_of
from survey.interview.path.passing import wanted_by
from survey.interview.path.pending import Narrowing, Points
from survey.interview.path.position import Position
from survey.interview.path.screens import Screen, Spot
from survey.interview.session.session import Session
from survey.read import Control, mentions
from survey.written import exact_number
from survey.xform import Choice
from survey.xform import Control as FormControl


class Way(StrEnum):
    """How a question is answered."""

    TYPED = "typed"
    RANGE = "range"
    SEEN = "seen"
    SENT = "sent"
    ONE = "one"
    MANY = "many"
    RANKED = "ranked"


_WAYS = {"range": Way.RANGE, "trigger": Way.SEEN, "select1": Way.ONE, "select": Way.MANY, "rank": Way.RANKED}


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers of a range as people write them; `second` is the one after the lowest, `whole` says that they are one apart."""

    low: str
    high: str
    step: str
    second: str
    whole: bool


@dataclass(frozen=True, slots=True)
class ChoiceFacts:
    """A choice that is offered: its number in the whole list, and as which of those that were picked so far; 0 = not picked. `short` where room is scarce."""

    number: int
    label: str
    short: str
    picked: int = 0


@dataclass(frozen=True, slots=True)
class ChoicesFacts:
    """The choices of a question.

    `offered`: those that are written out; of a list that is too long (not `listed`) only what a typed part of a name left over
    (`narrowed`). `count`: how many there are in all. `picked`: labels of what was picked so far, in that order. `by_label`: the labels are
    numbers themselves, so that no other numbers are shown. `page` of `pages`, of what a typed name left over.
    """

    offered: tuple[ChoiceFacts, ...] = ()
    count: int = 0
    listed: bool = True
    narrowed: bool = False
    picked: tuple[str, ...] = ()
    per_row: int = 0
    by_label: bool = False
    page: int = 1
    pages: int = 1

    def typed(self, choice: ChoiceFacts) -> str:
        """What is typed for a choice that is written out."""
        return choice.label if self.by_label else str(choice.number)


@dataclass(frozen=True, slots=True)
class SpotFacts:
    """One question as it stands now. `whose` and `answer` are "" where there is nobody to name, nothing to be shown."""

    id: str  # names it in buttons
    number: str  # as people type it: "9", or "9.2" for member 2; "" where it has none
    member: str  # the member's number on their list: "2"; "" for the household
    whose: Words
    label: Words
    hint: str
    guidance: str  # what the form tells those who ask for help
    required: bool
    skip_told: bool  # the hint itself says how to leave it out
    answer: Words  # what is recorded, where the question was opened again
    given: Words  # what the form itself has put there, to be kept or replaced
    way: Way
    kind: str  # what is typed ("date", "geopoint", …) or sent ("photo", "file", …)
    scale: Scale | None
    choices: ChoicesFacts
    points: int | None  # points of a line or area sent so far; None where none was sent


def spot_facts(session: Session, position: Position, screen: Screen, spot: Spot) -> SpotFacts:
    """Gather what one question needs to be asked."""
    question, items = spot.question, spot.items
    control = question.control
    wanted = wanted_by(question)
    way = Way.SENT if wanted and control.kind not in _WAYS else _WAYS.get(control.kind, Way.TYPED)
    given = session.given(items, question)
    hint = session.hint(items, question)
    return SpotFacts(
        id=spot.id,
        number=spot.number,
        member=items[-1][1] if items else "",
        whose=whose(session, spot),
        label=session.label_at(items, question),
        hint=hint,
        guidance=session.hint(items, question, "guidance"),
        required=session.required(items, question),
        skip_told=bool(hint) and mentions(hint, Control.SKIP),
        answer=shown(session, spot) if screen.chosen and session.answered(items, question) else "",
        given=value_text(session, spot, given) if given else "",
        way=way,
        kind=wanted or example_type(control),
        scale=_scale(control) if way is Way.RANGE else None,
        choices=_choices(session, position, spot) if control.is_select else ChoicesFacts(),
        points=len(position.draft) if isinstance(position.pending, Points) else None,
    )


def whose(session: Session, spot: Spot) -> Words:
    """The name of the member that a question is asked about; "" where it is about the household."""
    members = session.outline.roster_of(spot.items) if spot.items else None
    return name_of(session, members, spot.items) if members else ""


def _scale(control: FormControl) -> Scale:
    start, end, step = bounds(control)
    low, high = min(start, end), max(start, end)
    low_text, high_text, second = exact_number(low), exact_number(high), exact_number(low + step)
    return Scale(low_text, high_text, exact_number(step), second, whole=step == 1)


def _choices(session: Session, position: Position, spot: Spot) -> ChoicesFacts:
    control = spot.question.control
    choices = choices_of(session, spot)
    listed = is_listed(control, choices)
    if listed or control.kind == "rank":
        numbered = tuple(enumerate(choices, start=1))
    else:
        prepare(session, spot)
        numbered = offered(session, position, spot)
    draft = position.draft if control.kind in {"select", "rank"} else ()
    labels = {choice.value: choice.label for choice in choices} if draft else {}
    page, last = pages(session, position, spot)
    return ChoicesFacts(
        offered=tuple(ChoiceFacts(number, one.label, short_name(one), _picked(one, draft)) for number, one in numbered),
        count=len(choices),
        listed=listed,
        narrowed=isinstance(position.pending, Narrowing),
        picked=tuple(labels.get(value, value) for value in draft),
        per_row=per_row(control),
        by_label=listed and listing(session, spot).numbered_by_labels,
        page=page,
        pages=last,
    )


def _picked(choice: Choice, draft: tuple[str, ...]) -> int:
    return draft.index(choice.value) + 1 if choice.value in draft else 0
