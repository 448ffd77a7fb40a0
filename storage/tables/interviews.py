"""Interviews: answers, their history, the roster and the consent."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from storage.records.forms import OF_INTERVIEWS
from storage.tables.base import BIG_ID, NEVER_AGAIN, Row, one_of, row_id, state_in, to
from survey.review.classify import Category
from survey.workflow.states import COUNTING, LIVING, CommentKind, InterviewState

_DRAFT = text("state = 'draft'")
_LIVING = state_in("state", LIVING)


class InterviewRow(Row, table=True):
    """At most one interview of an assignment is open or counts, by `ix_interview_living`.

    `deprived` is sealed, as the answers that it follows from are. A household's review belongs to an assignment; a trial, a report or a form that stands by itself belongs to whoever opened it.
    """

    __tablename__ = "interview"
    __table_args__ = (
        one_of("state", InterviewState),
        one_of("category", Category),
        one_of("purpose", OF_INTERVIEWS),
        CheckConstraint("(assignment_id IS NOT NULL) = (purpose = 'review' AND NOT trial)", name="assignment_id"),
        CheckConstraint("attempt >= 1", name="attempt"),
        CheckConstraint(f"NOT {state_in('state', COUNTING)} OR submitted_at IS NOT NULL", name="submitted_at"),
        CheckConstraint("score_b_min <= score_b_max", name="score_b"),
        UniqueConstraint("assignment_id", "attempt"),
        Index(None, "opened_by", "form_version_id"),
        Index("ix_interview_draft", "updated_at", sqlite_where=_DRAFT, postgresql_where=_DRAFT),
        Index("ix_interview_living", "assignment_id", unique=True, sqlite_where=_LIVING, postgresql_where=_LIVING),
        NEVER_AGAIN,
    )

    id: int | None = row_id()
    assignment_id: int | None = to("assignment.id", default=None)
    form_version_id: int = to("form_version.id")
    ruleset: str
    attempt: int
    state: str = "draft"
    opened_by: int = to("person.id")
    focus: str = ""
    started_at: datetime
    updated_at: datetime
    submitted_at: datetime | None = None
    category: str | None = None
    score_a: int | None = None
    score_b_min: int | None = None
    score_b_max: int | None = None
    deprived: bytes | None = Field(default=None, sa_type=LargeBinary)
    purpose: str = "review"
    trial: bool = False


class AnswerRow(Row, table=True):
    """`value` in the open, or sealed in `value_sealed` with `value_hash` for look-up: never both."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("(value IS NULL) <> (value_sealed IS NULL)", name="value"),
        CheckConstraint("(value_sealed IS NULL) = (value_hash IS NULL)", name="value_hash"),
        Index(None, "name", "value_hash"),
    )

    interview_id: int = Field(foreign_key="interview.id", primary_key=True, sa_type=BIG_ID)
    path: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: str | None = None
    value_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    value_hash: bytes | None = Field(default=None, sa_type=LargeBinary)
    skipped: bool = False
    at: datetime
    by: int | None = to("person.id", default=None)


class AnswerEventRow(Row, table=True):
    """The history; rows are added and never changed. Lines without a name are events of the whole interview."""

    __tablename__ = "answer_event"
    __table_args__ = (
        CheckConstraint("value IS NULL OR value_sealed IS NULL", name="value"),
        CheckConstraint("seq >= 1", name="seq"),
    )

    interview_id: int = Field(foreign_key="interview.id", primary_key=True, sa_type=BIG_ID)
    seq: int = Field(primary_key=True)
    path: str = ""
    name: str = ""
    value: str | None = None
    value_sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    skipped: bool = False
    kind: str
    cause: str = ""
    by: int | None = to("person.id", default=None)
    at: datetime


class RosterItem(Row, table=True):
    __tablename__ = "roster_item"
    __table_args__ = (CheckConstraint("removed_at IS NOT NULL OR removed_reason = ''", name="removed_reason"),)

    interview_id: int = Field(foreign_key="interview.id", primary_key=True, sa_type=BIG_ID)
    path: str = Field(primary_key=True)
    ord: int
    member_id: int | None = to("member.id", default=None)
    added: bool = False
    removed_at: datetime | None = None
    removed_reason: str = ""


class CommentRow(Row, table=True):
    """What a checker asks about an interview. `screen`: which question, as the conversation opens it, with its number ("" = the household as a whole).

    `text` and `answer` are sealed: free words about a family. `seen_by`: who has seen it, for the household may be somebody else's by now;
    `told`: the cause of the message about it, as in the outbox.
    """

    __tablename__ = "comment"
    __table_args__ = (
        one_of("kind", CommentKind),
        CheckConstraint("(screen = '') = (number = '')", name="number"),
        CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name="seen_by"),
        CheckConstraint("answer IS NULL OR settled_at IS NOT NULL", name="answer"),
        Index(None, "interview_id"),
    )

    id: int | None = row_id()
    interview_id: int = to("interview.id")
    kind: str
    screen: str = ""
    number: str = ""
    text: bytes = Field(sa_type=LargeBinary)
    by: int = to("person.id")
    at: datetime
    seen_by: int | None = to("person.id", default=None)
    seen_at: datetime | None = None
    told: str = ""
    settled_at: datetime | None = None
    answer: bytes | None = Field(default=None, sa_type=LargeBinary)


class ConsentRow(Row, table=True):
    """Every answer to the notice is kept; the newest counts."""

    __tablename__ = "consent"
    __table_args__ = (one_of("basis", ("consent", "legal_duty")), Index(None, "interview_id"))

    id: int | None = row_id()
    interview_id: int = to("interview.id")
    basis: str
    given: bool
    by: int = to("person.id")
    at: datetime
    text_version: str
