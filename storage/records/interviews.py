"""Interviews, their answers and what happened to them, as storage hands them out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.records.forms import Purpose
from survey.review.classify import Category
from survey.state import AnswerKey, ItemPath, Record
from survey.workflow.states import CommentKind, InterviewState


@dataclass(frozen=True, slots=True)
class Result:
    """The classification at submission; `deprived` = indicator keys."""

    category: Category | None
    score_a: int | None
    score_b_min: int
    score_b_max: int
    deprived: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview: of a household in a round (`assignment_id`), or of a form that its opener fills in by themself.

    `trial`: it never counts. `focus` is the handlers' own text (which screen is open).
    """

    id: int
    assignment_id: int | None
    form_version_id: int
    ruleset: str
    attempt: int
    state: InterviewState
    opened_by: int
    focus: str
    started_at: datetime
    updated_at: datetime
    submitted_at: datetime | None
    result: Result | None
    purpose: Purpose = Purpose.REVIEW
    trial: bool = False


@dataclass(frozen=True, slots=True)
class Consent:
    """What the household said to the notice. `basis`: "consent" | "legal_duty"."""

    basis: str
    given: bool
    by: int
    at: datetime
    text_version: str


@dataclass(frozen=True, slots=True)
class NewComment:
    """What a checker wants to know. `screen`: the question as the conversation opens it, `number` as people type it; "" = the household as a whole."""

    screen: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """What a checker said of an interview. `settled_at`: it was seen to; `answer`: what was said to it, "" = nothing.

    `seen`: whose the household is now has seen it: it reached their phone, or they opened the household.
    """

    id: int
    interview_id: int
    kind: CommentKind
    screen: str
    number: str
    text: str
    by: int
    at: datetime
    seen: bool
    settled_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """An interview with all that is stored of it. `members`: roster item -> household member that it came from."""

    interview: Interview
    record: Record
    consent: Consent | None
    members: Mapping[ItemPath, int]


@dataclass(frozen=True, slots=True)
class LastTime:
    """A household's review of an earlier round: the year of that round, and what was answered; `members` as of `Loaded`.

    `gone`: household members who were taken off its list.
    """

    year: int
    record: Record
    members: Mapping[ItemPath, int]
    gone: frozenset[int]


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A new value of an answer ("" = emptied). `kind` is the event's: "answer", "correct", "skip", "prefill", "action", …"""

    key: AnswerKey
    value: str
    skipped: bool = False
    kind: str = "answer"


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A roster item that is new, moved or back; `member_id` where it stands for a known member, `added` where a person added it."""

    path: ItemPath
    order: int
    member_id: int | None = None
    added: bool = False


@dataclass(frozen=True, slots=True)
class ItemRemoval:
    """A roster item that is no longer counted; its answers stay."""

    path: ItemPath
    reason: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything one turn changes in an interview."""

    answers: tuple[AnswerChange, ...] = ()
    items: tuple[ItemChange, ...] = ()
    removed: tuple[ItemRemoval, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerEvent:
    """One line of the history of an interview."""

    seq: int
    key: AnswerKey
    value: str
    skipped: bool
    kind: str
    cause: str
    by: int | None
    at: datetime
