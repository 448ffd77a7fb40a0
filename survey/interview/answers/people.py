"""The members that a column question asks about, as they may be named in a reply."""

from collections.abc import Sequence

from survey.interview.answers.values import choices_of
from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.read import Member, fold
from survey.read.spelling import words


def people_of(session: Session, spots: Sequence[Spot]) -> tuple[Member, ...]:
    """One for each spot, in order: the number on the screen, the name, and what the form calls the relation to the head."""
    return tuple(
        Member(spot.items[-1][1], _said(session, spot, "name"), _said(session, spot, "relation")) for spot in spots
    )


def _said(session: Session, spot: Spot, role: str) -> str:
    """What is recorded of the member in this role, a choice by its label; "" where nothing is."""
    question = session.outline.role(spot.question.repeat, role) if spot.question.repeat is not None else None
    stored = session.stored(spot.items, question) if question is not None else None
    if question is None or stored is None or not stored.value:
        return ""
    if question.control.kind != "select1":
        return stored.value
    choices = choices_of(session, Spot(question, spot.items))
    return next((choice.label for choice in choices if choice.value == stored.value), "")


_DENIALS = frozenset({"khong", "chua", "ai", "nguoi", "tung"})


def words_of_none(session: Session, spot: Spot) -> frozenset[str]:
    """The words, without marks, of the question for all and of the answer that "không ai" comes to."""
    column = spot.question.column
    assert column is not None
    labels = [choice.label for choice in choices_of(session, spot) if column.none and choice.value == column.none]
    return frozenset(fold(word) for said in (column.label, *labels) for word in words(said)) - _DENIALS


def words_of_pick(session: Session, spot: Spot) -> tuple[bool, tuple[str, ...]]:
    """(whether an "Ai …?" question asks who lacks something, the words of question and answers that a reply may say again)."""
    column = spot.question.column
    assert column is not None
    labels = {choice.value: choice.label for choice in choices_of(session, spot)}
    picked = labels.get(column.pick, "")
    lacking = fold(picked).split()[:1] in (["chua"], ["khong"], ["thieu"])
    return lacking, (column.label, picked, labels.get(column.rest, ""))
