"""What the engine tells of the open screen, once, for the conversation to word."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import pytest

from survey.coded import OneReply, coded
from survey.interview.advance import current
from survey.interview.facts.lists import ColumnFacts, LineFacts, ListFacts, MemberFacts
from survey.interview.facts.screen import GroupFacts, LeavingFacts, ScreenFacts, screen_facts
from survey.interview.facts.spot import ChoiceFacts, Scale, SpotFacts, Way
from survey.interview.path.events import Event
from survey.interview.path.pending import Points
from survey.interview.path.position import Position
from survey.interview.session.session import Session
from survey.read.leaving import REASONS
from tests.survey.interview.support.desk import Desk


class Talk(Protocol):
    """Of `conftest.py`."""

    session: Session
    position: Position

    def type(self, *texts: str) -> Sequence[Event]: ...


def now(talk: Talk | Desk) -> ScreenFacts:
    return screen_facts(talk.session, talk.position, current(talk.session, talk.position))


def of(desk: Desk, name: str) -> SpotFacts:
    """The facts of a question that is opened."""
    desk.position = Position(focus=f"s{desk.session.outline.by_name[name].place}")
    asked = now(desk).asked
    assert isinstance(asked, SpotFacts)
    return asked


WAYS = [
    ("chu", Way.TYPED, "string"),
    ("chu_so", Way.TYPED, "int"),
    ("nguyen", Way.TYPED, "int"),
    ("thang_diem", Way.RANGE, "int"),
    ("chon", Way.ONE, "string"),
    ("chon_nhieu", Way.MANY, "string"),
    ("hang_muc", Way.RANKED, "string"),
    ("ngay", Way.TYPED, "date"),
    ("nam", Way.TYPED, "year"),
    ("thang", Way.TYPED, "month"),
    ("diem", Way.TYPED, "geopoint"),
    ("anh", Way.SENT, "photo"),
    ("chu_ky", Way.SENT, "signature"),
    ("tieng", Way.SENT, "audio"),
    ("doc", Way.SEEN, "string"),
]


@pytest.mark.parametrize(("name", "way", "kind"), WAYS)
def test_how_a_question_is_answered(desk: Desk, name: str, way: Way, kind: str) -> None:
    facts = of(desk, name)
    assert (facts.way, facts.kind) == (way, kind)


def test_a_range_says_its_numbers_as_people_write_them(desk: Desk) -> None:
    assert of(desk, "nua_diem").scale == Scale("1,5", "5,5", "0,5", "2", whole=False)
    assert of(desk, "thang_diem").scale == Scale("1", "5", "1", "2", whole=True)
    assert of(desk, "nguyen").scale is None


def test_a_question_says_whether_it_is_required_and_what_the_form_adds(desk: Desk) -> None:
    facts = of(desk, "chu")
    assert (facts.label, facts.required, facts.guidance) == ("Một câu chữ", True, "Hỏi đúng tên trong giấy tờ.")
    assert (facts.whose, facts.member, facts.answer, facts.given) == ("", "", "", "")
    assert of(desk, "le").given == "1,5"


def test_an_answer_is_there_only_where_it_was_opened_again(desk: Desk) -> None:
    desk.put("doc", "ok")
    assert of(desk, "doc").answer == coded("shown.read")
    desk.put("kin", "123456789012")
    assert of(desk, "kin").answer == "•••012"


def test_choices_that_were_picked_know_as_which(desk: Desk) -> None:
    of(desk, "hang_muc")
    desk.tap("hang_muc", "3")
    desk.tap("hang_muc", "1")
    asked = now(desk).asked
    assert isinstance(asked, SpotFacts)
    assert asked.choices.offered == (ChoiceFacts(1, "An", 2), ChoiceFacts(2, "Bình", 0), ChoiceFacts(3, "Cường", 1))
    assert asked.choices.picked == ("Cường", "An")


def test_of_a_long_list_only_what_was_searched_is_offered(desk: Desk) -> None:
    facts = of(desk, "xa").choices
    assert (facts.offered, facts.listed, facts.narrowed, facts.count > 7) == ((), False, False, True)
    desk.say("ba t")
    asked = now(desk).asked
    assert isinstance(asked, SpotFacts)
    assert asked.choices.narrowed
    assert [choice.label for choice in asked.choices.offered] == ["Ba Tơ", "Ba Tô"]


def test_points_that_were_sent_are_counted(desk: Desk) -> None:
    assert of(desk, "duong").points is None
    desk.position = replace(desk.position, pending=Points("1"), draft=("14.1 108.1", "14.2 108.2"))
    asked = now(desk).asked
    assert isinstance(asked, SpotFacts)
    assert asked.points == 2


def test_members_are_listed_by_what_says_who_they_are(talk: Talk) -> None:
    assert now(talk).asked == ListFacts(named=True, title="Người", whose="", lines=(), touched=False)
    talk.type("Đinh Văn A, nam\nĐinh Thị Bê, nữ")
    asked = now(talk).asked
    assert isinstance(asked, ListFacts)
    assert asked.touched
    assert asked.lines == (LineFacts("1", ("Đinh Văn A", "nam")), LineFacts("2", ("Đinh Thị Bê", "nữ")))


def test_a_question_for_all_members_knows_who_comes_next(family: Talk) -> None:
    asked = now(family).asked
    assert isinstance(asked, ColumnFacts)
    assert (asked.label, asked.pick, asked.explained) == ("Ai chưa có thẻ?", True, False)
    names = (("1", "Đinh Văn A"), ("2", "Đinh Thị Bê"), ("3", "Đinh Văn Cê"))
    assert asked.members == tuple(MemberFacts(number, name, picked=False) for number, name in names)
    family.type("2")
    family.type("sửa có thẻ")
    again = now(family)
    assert isinstance(again.asked, ColumnFacts)
    assert again.again
    said = [(one.numbers, one.names, one.value) for one in again.asked.answers]
    assert said == [(("1", "3"), ("Đinh Văn A", "Đinh Văn Cê"), "có"), (("2",), ("Đinh Thị Bê",), "không")]


def test_a_screen_of_several_keeps_the_letters_of_what_is_left(family: Talk) -> None:
    family.type("không ai", "30 31 32")
    asked = now(family).asked
    assert isinstance(asked, GroupFacts)
    assert (asked.title, asked.example) == ("Nhà", OneReply(("1", "2", "40")))
    assert [letter for letter, _ in asked.spots] == ["a", "b", "c"]
    family.type("b 1")
    left = now(family).asked
    assert isinstance(left, GroupFacts)
    assert [(letter, spot.label) for letter, spot in left.spots] == [("a", "Tường"), ("c", "Số phòng")]


def test_why_somebody_leaves_is_asked_by_name(family: Talk) -> None:
    family.type("xoá 2")
    assert now(family).asked == LeavingFacts(("Đinh Thị Bê",), tuple(REASONS))


def test_an_answer_that_fits_no_more_says_why(desk: Desk) -> None:
    desk.put("nguyen", "5")
    assert now(desk).unfit is None
    question = desk.session.outline.by_name["nguyen"]
    node = desk.session.node((), question)
    assert node is not None
    desk.session.instance.set(node, "-60")
    of(desk, "nguyen")
    assert now(desk).unfit == ("Trên âm 50.",)
