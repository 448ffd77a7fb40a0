"""What a checker says of an interview: it stays with it, is sealed, and is seen by whoever has the household now."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from chat import Outgoing, Receipt
from storage import MoveRefusedError, Work, open_database
from storage.engine import make_engine
from storage.migrations.run import upgrade
from storage.records import AssignmentState, CommentKind, InterviewState, NewComment, NewOutgoing, Result, Role
from storage.tables import table
from survey.workflow.moves import MoveRefusal
from tests.storage.support.people import NOW, Commune, address, begun
from tests.support.databases import TEST_KEY

LATER = NOW + timedelta(hours=1)
AGAIN = [NewComment("s16", "16", "hỏi lại diện tích"), NewComment("", "", "ảnh mờ quá")]


@pytest.fixture
def unit(commune: Commune) -> Iterator[Work]:
    with commune.database.work() as work:
        yield work


@pytest.fixture
def handed_in(unit: Work, commune: Commune) -> int:
    one = begun(unit, commune)
    unit.interviews.submit(one, Result(None, None, 0, 0, ()), commune.collaborator, NOW)
    return one


def seen(work: Work, interview: int) -> list[bool]:
    return [one.seen for one in work.comments.of(interview)]


def test_it_goes_back_with_what_is_asked_and_comes_again(unit: Work, commune: Commune, handed_in: int) -> None:
    unit.comments.give_back(handed_in, AGAIN, commune.checker, LATER)
    one, interview = unit.assignments.get(commune.assignment), unit.interviews.get(handed_in)
    assert one is not None
    assert interview is not None
    assert (one.state, interview.state, interview.result) == (AssignmentState.RETURNED, InterviewState.DRAFT, None)
    found = unit.comments.open_of(handed_in)
    assert [(each.number, each.text, each.kind) for each in found] == [
        ("16", "hỏi lại diện tích", CommentKind.RETURN),
        ("", "ảnh mờ quá", CommentKind.RETURN),
    ]
    assert [number for number, _ in unit.comments.of_round(commune.round_id)] == [commune.assignment] * 2
    unit.comments.settle([found[0].id], LATER, "đã đo lại")
    unit.comments.settle([found[0].id], LATER, "lần nữa")
    assert [(each.number, each.answer) for each in unit.comments.of(handed_in)] == [("16", "đã đo lại"), ("", "")]
    assert [each.number for each in unit.comments.open_of(handed_in)] == [""]
    unit.interviews.submit(handed_in, Result(None, None, 0, 0, ()), commune.collaborator, LATER)
    (row,) = unit.desk.of_round(commune.round_id, commune.checker)
    assert (row.assignment.id, row.came_back, row.own) == (commune.assignment, True, False)
    assert unit.desk.of_round(commune.round_id, commune.collaborator)[0].own


def test_nothing_goes_back_without_a_question_and_nothing_is_kept_of_a_refusal(
    unit: Work, commune: Commune, handed_in: int
) -> None:
    with pytest.raises(MoveRefusedError) as refused:
        unit.comments.give_back(handed_in, [], commune.checker, LATER)
    assert refused.value.code is MoveRefusal.NO_COMMENT
    with pytest.raises(MoveRefusedError):
        unit.comments.give_back(handed_in, AGAIN, commune.collaborator, LATER)
    assert unit.comments.of(handed_in) == ()


@pytest.mark.parametrize("did", ["answered", "had the household before"])
def test_nobody_checks_what_they_asked_themselves(unit: Work, commune: Commune, handed_in: int, did: str) -> None:
    me = unit.people.get(commune.collaborator)
    assert me is not None
    unit.people.put(me.key, me.name, Role.COLLABORATOR, units=me.units, also=[Role.CHECKER])
    if did == "had the household before":
        unit.assignments.put(commune.round_id, commune.household, commune.other, LATER)
    with pytest.raises(MoveRefusedError) as refused:
        unit.interviews.check(handed_in, commune.collaborator, LATER)
    assert refused.value.code is MoveRefusal.YOUR_OWN
    unit.interviews.check(handed_in, commune.checker, LATER)
    unit.desk.uncheck(handed_in, "bấm nhầm", commune.checker, LATER)
    unit.interviews.check(handed_in, commune.checker, LATER)


def test_seen_is_seen_by_whoever_has_the_household_now(unit: Work, commune: Commune, handed_in: int) -> None:
    told = unit.comments.give_back(handed_in, AGAIN, commune.checker, LATER)
    letter = NewOutgoing(address(), Outgoing("trả lại"), commune.collaborator)
    (row,) = unit.outbox.enqueue(told, [letter], LATER)
    assert seen(unit, handed_in) == [False, False]
    unit.due.claim(LATER)
    unit.outbox.sent(row, Receipt("1", at=LATER), LATER)
    unit.outbox.seen([row], LATER)
    assert seen(unit, handed_in) == [True, True]
    unit.assignments.put(commune.round_id, commune.household, commune.other, LATER)
    assert seen(unit, handed_in) == [False, False]
    unit.comments.see(handed_in, commune.other, LATER)
    assert seen(unit, handed_in) == [True, True]


def test_what_is_only_asked_moves_nothing_and_is_asked_of_whoever_has_it(
    unit: Work, commune: Commune, handed_in: int
) -> None:
    unit.comments.ask(handed_in, [NewComment("", "", "nhà có ai ở không?")], commune.checker, LATER)
    (one,) = unit.comments.asked_of(commune.collaborator)
    assert (one[0].id, one[0].state, one[1].text) == (
        commune.assignment,
        AssignmentState.SUBMITTED,
        "nhà có ai ở không?",
    )
    assert unit.comments.open_of(handed_in) == ()
    unit.assignments.put(commune.round_id, commune.household, commune.other, LATER)
    assert unit.comments.asked_of(commune.collaborator) == ()
    unit.comments.settle([unit.comments.asked_of(commune.other)[0][1].id], LATER, "có")
    assert unit.comments.asked_of(commune.other) == ()


def test_words_about_a_family_are_sealed_and_go_with_it(unit: Work, commune: Commune, handed_in: int) -> None:
    unit.comments.give_back(handed_in, AGAIN, commune.checker, LATER)
    unit.comments.settle([unit.comments.of(handed_in)[0].id], LATER, "đã đo lại")
    rows = unit._session.run(select(table("comment"))).all()
    assert "diện tích".encode() not in b"".join(bytes(row.text) + bytes(row.answer or b"") for row in rows)
    unit.erasure.household(commune.household)
    assert unit._session.run(select(table("comment"))).all() == []


def test_the_upgrade_gives_no_number_of_a_household_on_a_list_twice(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    engine = make_engine(url)
    upgrade(engine, "0020")
    with engine.begin() as connection:
        connection.execute(text("UPDATE sqlite_sequence SET seq = 41 WHERE name = 'assignment'"))
    engine.dispose()
    database = open_database(url, key=TEST_KEY)
    with database.work() as work:
        run = work._session.run
        run(insert(table("unit")), {"code": "x", "name": "xã", "kind": "commune", "area": "rural"} | _PLACE)
        held = {"unit_code": "x", "key": "1", "year": 2025, "kind": "special", "form_key": "f", "state": "open"}
        run(insert(table("review_round")), held | {"starts": NOW.date(), "ends": NOW.date()})
        household = work.households.put("x", 1, "x", "Đinh Văn Mới")
        assert work.assignments.put(1, household, None, NOW).id == 42
    database.close()


_PLACE = {"households_total": 1, "year": 2025, "source": ""} | dict.fromkeys(
    ("controller", "contact", "addressing", "plan"), ""
)
