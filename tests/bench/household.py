"""A new household of five, reviewed by somebody who types no more than needed; the same words at every run."""

from collections.abc import Iterator
from random import Random

from storage import Database
from storage.records import Role
from survey.interview.advance import current
from survey.interview.answers.recording import asked_spots
from survey.interview.path.position import Position
from survey.interview.path.screens import ScreenKind
from survey.interview.session.session import Session
from tests.properties.support import values as typed
from tests.properties.support.phone import PERSON, Line, place_of
from tests.support.conversation import START

MEMBERS = (
    "Đinh Văn Nghĩa, nam, 12/3/1985, chủ hộ",
    "Đinh Thị Vay, nữ, 2/9/1987, vợ",
    "Đinh Văn Roa, nam, 20/5/2012, con",
    "Đinh Thị Lía, nữ, 1/10/2016, con",
    "Đinh Thị Bơ, nữ, 14/2/2023, con",
)
MOST_REPLIES = 60
CORRECTIONS = ("sửa 16", "sửa 13", "sửa 9", "quay lại", "không hiểu", "xem lại", "vì sao")
"""After the last question: answers that are opened again (and answered anew), a refusal, and looking."""


def new_households(database: Database, count: int) -> list[int]:
    """Households that nobody knows anything about yet; their numbers."""
    numbers = list(range(9001, 9001 + count))
    with database.work() as work:
        held = work.rounds.current(START.date())[0]
        me = work.people.by_key(PERSON)
        assert held is not None
        assert me is not None
        assert me.role is Role.COLLABORATOR
        for number in numbers:
            household = work.households.put(work.units.all()[0].code, number, me.units[0], "Đinh Văn Nghĩa")
            work.assignments.put(held.id, household, me.id, START)
        work.commit()
    return numbers


def replies(line: Line, number: int, *, corrected: bool) -> Iterator[str]:
    """What is typed, each reply chosen by the question that is open then."""
    yield f"/rasoat {number}"
    yield "đồng ý"
    yield "\n".join(MEMBERS)
    chance, after = Random(number), list(CORRECTIONS if corrected else ())
    for _ in range(MOST_REPLIES):
        reply = _reply(line, number, chance)
        if reply:
            yield reply
        elif after:
            yield after.pop(0)
        else:
            yield "nộp"
            return
    raise AssertionError(f"household {number} has no end: {line.said[-3:]}")


def _reply(line: Line, number: int, chance: Random) -> str:
    loaded, dialog = line.state(number)
    session = line.session(loaded)
    try:
        return _answer(session, place_of(dialog), chance)
    finally:
        session.close()  # else the collector would sweep up after the benchmark in the middle of a timed turn


def _answer(session: Session, place: Position, chance: Random) -> str:
    screen = current(session, place)
    if screen.kind is ScreenKind.REVIEW:
        return ""
    if screen.kind is ScreenKind.ROSTER:
        return "đủ"
    spots = asked_spots(session, screen)
    if any(spot.question.control.kind == "upload" for spot in spots):
        return "bỏ qua"
    values: typed.Values = {spot: typed.any_value(session, spot, chance) for spot in spots}
    column = screen.kind is ScreenKind.COLUMN
    return typed.column_text(session, values) if column else typed.page_text(session, values)
