"""One household, or one form that stands by itself, and everything that can be done with it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, update

from storage import Work
from storage.records import AnswerChange, Category, Changes, CommentKind, NewComment, Purpose, Result
from storage.tables import table
from survey.state import AnswerKey
from survey.workflow.moves import MoveName
from survey.workflow.roles import Actor
from survey.workflow.states import Case, Outcome
from tests.storage.support.people import NOW, Commune, said
from tests.support.moves import case

LATER = NOW + timedelta(hours=1)
DAY = date(2025, 11, 6)
AGAIN = NewComment("s9", "9", "hỏi lại diện tích")
POOR = Result(Category.POOR, 132, 30, 40, ("nha_o",))
ASSIGNMENT, INTERVIEW = table("assignment"), table("interview")

WAYS = {
    "not_started/none": "",
    "not_started/notice": "begin",
    "not_started/cancelled": "begin absent",
    "not_started/refused": "begin decline absent",
    "draft/notice": "begin as_first_versions",
    "draft/answers": "begin agree",
    "submitted/submitted": "begin agree submit",
    "returned/answers": "begin agree submit give_back",
    "checked/checked": "begin agree submit check",
    "closed/none": "moved",
    "closed/notice": "moved begin",
    "closed/cancelled": "begin moved",
    "closed/refused": "begin decline",
    "closed/answers": "begin agree moved",
    "-/none": "",
    "-/answers": "begin_own",
    "-/submitted": "begin_own submit",
    "-/cancelled": "begin_own cancel",
}
"""How each case comes about."""


class Desk:
    def __init__(self, work: Work, commune: Commune) -> None:
        self.work, self.commune = work, commune
        self.interview: int | None = None

    def to(self, wanted: Case) -> None:
        """By moves of those who may."""
        way = next(way for name, way in WAYS.items() if case(name) == wanted)
        for step in way.split():
            getattr(self, step)()

    def begin_own(self, by: int | None = None) -> None:
        by = by or self.commune.collaborator
        self.interview = self.work.interviews.create_own(self.commune.form_id, "r", by, NOW, purpose=Purpose.FREE).id

    def begin(self, by: int | None = None) -> None:
        by, key = by or self.commune.collaborator, self.commune.assignment
        self.interview = self.work.interviews.create(key, self.commune.form_id, "r", by, NOW).id

    def agree(self) -> None:
        assert self.interview is not None
        self.work.interviews.give_consent(self.interview, said(self.commune, given=True))

    def absent(self) -> None:
        self.visit(Outcome.ABSENT)

    def moved(self) -> None:
        self.visit(Outcome.MOVED)

    def as_first_versions(self) -> None:
        """Version 0.1 called a household begun as soon as the notice was on the screen."""
        row = update(ASSIGNMENT).where(ASSIGNMENT.c.id == self.commune.assignment)
        self.work._session.run(row.values(state="draft"))

    def decline(self) -> None:
        assert self.interview is not None
        self.work.interviews.decline(self.interview, said(self.commune, given=False), "")

    def visit(self, outcome: Outcome, by: int | None = None, day: date | None = None) -> None:
        by = by or self.commune.collaborator
        self.work.visits.add(self.commune.assignment, outcome, "", day, by=by, at=LATER)

    def submit(self, by: int | None = None) -> None:
        assert self.interview is not None
        self.work.interviews.submit(self.interview, POOR, by or self.commune.collaborator, LATER)

    def cancel(self, by: int | None = None) -> None:
        assert self.interview is not None
        self.work.interviews.cancel(self.interview, by or self.commune.collaborator, LATER)

    def check(self) -> None:
        assert self.interview is not None
        self.work.interviews.check(self.interview, self.commune.checker, LATER)

    def give_back(self) -> None:
        assert self.interview is not None
        self.work.comments.give_back(self.interview, [AGAIN], self.commune.checker, LATER)

    # --- one more move --------------------------------------------------------------------------------------------------------------

    def person(self, actor: Actor) -> int | None:
        """Somebody of that role, who owns the household and opened its form, or does not; who took part has answered something in it."""
        if actor.role is None:
            return None
        by = self.work.people.put("ai-do", "Ai Đó", actor.role, actor.duty).id
        owner = by if actor.owns else self.commune.other
        self.work._session.run(
            update(ASSIGNMENT).where(ASSIGNMENT.c.id == self.commune.assignment).values(person_id=owner)
        )
        self.work._session.run(update(INTERVIEW).where(INTERVIEW.c.assignment_id.is_(None)).values(opened_by=owner))
        if actor.took_part and self.interview is not None:
            some = Changes(answers=(AnswerChange(AnswerKey((), "nha_o"), "1"),))
            self.work.interviews.save(self.interview, some, by=by, at=NOW)
        return by

    def doing(self, name: MoveName, by: int | None, outcome: Outcome | None) -> Callable[[], Any] | None:
        """How the move is asked for here; None where there is no row to ask it of, or nobody who could."""
        work, one, commune = self.work, self.interview, self.commune
        if name is MoveName.REASSIGN:
            return lambda: work.assignments.put(commune.round_id, commune.household, commune.official, LATER, by)
        if by is None:
            return None
        if outcome is not None:
            day = DAY if outcome is Outcome.APPOINTMENT else None
            return lambda: self.visit(outcome, by, day)
        if name is MoveName.BEGIN:
            return lambda: self.begin(by)
        if name is MoveName.REOPEN_CLOSED:
            return lambda: work.assignments.reopen(commune.assignment, by, LATER)
        if name is MoveName.REOPEN_RETURNED and one is not None:
            work.comments._add(CommentKind.RETURN, one, [AGAIN], by, LATER)
            return lambda: work.assignments.reopen(commune.assignment, by, LATER)
        return self.of_interview(name, one, by) if one is not None else None

    def of_interview(self, name: MoveName, one: int, by: int) -> Callable[[], Any] | None:
        work, yes, no = self.work, said(self.commune, given=True, by=by), said(self.commune, given=False, by=by)
        doing: dict[MoveName, Callable[[], Any]] = {
            MoveName.CONSENT: lambda: work.interviews.give_consent(one, yes),
            MoveName.DECLINE: lambda: work.interviews.decline(one, no, ""),
            MoveName.SUBMIT: lambda: work.interviews.submit(one, POOR, by, LATER),
            MoveName.REOPEN: lambda: work.interviews.reopen(one, by, LATER),
            MoveName.RETURN: lambda: work.comments.give_back(one, [AGAIN], by, LATER),
            MoveName.CHECK: lambda: work.interviews.check(one, by, LATER),
            MoveName.UNCHECK: lambda: work.desk.uncheck(one, "bấm nhầm", by, LATER),
            MoveName.CANCEL: lambda: work.interviews.cancel(one, by, LATER),
        }
        return doing.get(name)

    # --- what is there --------------------------------------------------------------------------------------------------------------

    def case(self) -> Case:
        return self.work.assignments.case(self.commune.assignment)

    def rows(self) -> dict[str, list[Any]]:
        names = ("assignment", "interview", "consent", "visit", "answer_event", "comment")
        return {
            name: list(self.work._session.run(select(table(name)).order_by(*table(name).primary_key)).all())
            for name in names
        }
