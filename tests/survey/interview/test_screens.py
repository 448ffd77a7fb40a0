"""Screens of several questions, going back, correcting, and the list of members."""

import pytest

from survey.interview.advance import advance, current
from survey.interview.path.events import MemberRemoved, Opened, Refusal, Several, Tapped, Toggled
from survey.interview.path.pending import Removing
from survey.interview.path.picks import Numbered
from survey.interview.path.position import Position
from tests.survey.interview.conftest import TODAY, Talk


@pytest.fixture
def house(family: Talk) -> Talk:
    """The screen of three questions is open."""
    family.type("không ai", "30 28 5")
    return family


GROUPS = [
    ("1 2 3", ("co", "khong", "3")),
    ("1,2,3", ("co", "khong", "3")),
    ("có\nkhông\n3", ("co", "khong", "3")),
    ("có, không, 3", ("co", "khong", "3")),
    ("a 1 b 2 c 3", ("co", "khong", "3")),
    ("c) 3, a) 1, b) 2", ("co", "khong", "3")),
    ("a1 b2 c3", ("co", "khong", "3")),
    ("1 2 -", ("co", "khong", "")),
]


@pytest.mark.parametrize(("text", "values"), GROUPS)
def test_one_reply_for_a_screen(house: Talk, text: str, values: tuple[str, str, str]) -> None:
    house.type(text)
    assert (house.value("tuong"), house.value("mai"), house.value("phong")) == values


NOT_GROUPS = ["1 2", "1 2 3 4", "1 9 3", "1 2 50", "- 2 3", "d 1", "a 1 a 2", "có không", "1 2 nhiều"]


@pytest.mark.parametrize("text", NOT_GROUPS)
def test_all_of_a_screen_or_nothing(house: Talk, text: str) -> None:
    assert isinstance(house.type(text)[0], Refusal)
    assert (house.value("tuong"), house.value("mai"), house.value("phong")) == (None, None, None)


def test_letters_keep_their_questions_when_one_is_answered(house: Talk) -> None:
    house.type("a 1")
    house.type("c 4")
    assert (house.value("tuong"), house.value("mai"), house.value("phong")) == ("co", None, "4")


def _focus(events: object) -> str:
    assert isinstance(events, tuple)
    assert isinstance(events[0], Opened)
    return str(events[0].screen.id)


def test_back_and_back_again(house: Talk) -> None:
    house.type("1 1 1")
    assert _focus(house.type("quay lại")) == "p6"
    assert _focus(house.type("quay lại")) == "c5"
    seen = [_focus(house.type("quay lại")) for _ in range(8)]
    assert seen == ["c4", "r1", "p3.3", "p2.3", "p3.2", "p2.2", "p3.1", "p2.1"]
    assert house.type("quay lại") == (Refusal("interview.first"),)


EDITS = [("sửa 3", "c5"), ("sửa 3.2", "s5.2"), ("sửa 5", "s7"), ("sửa mái", "s7"), ("sửa phòng", "s8"), ("sửa 1", "r1")]
EDITS += [("sửa người 2", "p2.2"), ("sửa Bê", "p2.2")]


@pytest.mark.parametrize(("text", "screen"), EDITS)
def test_an_earlier_answer_is_opened(house: Talk, text: str, screen: str) -> None:
    house.type("1 1 1")
    assert _focus(house.type(text)) == screen


WRONG_EDITS = [
    ("sửa", "interview.edit_which"),
    ("sửa 99", "interview.no_question"),
    ("sửa 3.9", "interview.not_on_path"),
]
WRONG_EDITS += [("sửa 8", "interview.not_on_path"), ("sửa cổng", "interview.no_words")]


@pytest.mark.parametrize(("text", "code"), WRONG_EDITS)
def test_what_cannot_be_opened_says_why(house: Talk, text: str, code: str) -> None:
    house.type("1 1 1")
    before = house.position
    events = house.type(text)
    assert isinstance(events[0], Refusal)
    assert events[0].code == code
    assert house.position == before


def test_words_of_several_questions_are_asked_back(house: Talk) -> None:
    assert isinstance(house.type("sửa họ tên")[0], Several)


def test_answers_off_the_path_are_kept_and_come_back(house: Talk) -> None:
    house.type("1 1 1", "1,2", "Honda")
    house.type("sửa 7", "1")
    assert house.value("hieu") == "Honda"
    assert current(house.session, house.position).spots[0].question.name == "loi"
    house.type("sửa 7", "2")
    assert current(house.session, house.position).spots[0].question.name == "loi"
    assert house.value("hieu") == "Honda"


def test_an_exclusive_choice_is_refused_with_others_and_toggles_alone(house: Talk) -> None:
    house.type("1 1 1")
    assert isinstance(house.type("1,3")[0], Refusal)
    position = Position()
    for choice, chosen in ((1, ("tivi",)), (2, ("tivi", "xe")), (3, ("khong_co",)), (1, ("tivi",)), (1, ())):
        turn = advance(house.session, position, Tapped("9", Numbered(choice)), TODAY)
        position = turn.position
        assert isinstance(turn.events[0], Toggled)
        assert turn.events[0].values == chosen


def test_required_questions_are_not_skipped(house: Talk) -> None:
    assert isinstance(house.type("bỏ qua")[0], Refusal)
    house.type("1 1 1", "1")
    house.type("bỏ qua")
    assert house.value("loi") == ""


def test_numbers_of_removed_members_are_not_used_again(talk: Talk) -> None:
    talk.type("Đinh Văn A, nam", "thêm Đinh Thị Bê, nữ", "xoá 2 ghi nhầm", "thêm Đinh Văn Cê, nam")
    repeat = talk.session.outline.rosters[0].repeat
    assert talk.session.members(repeat, ()) == ((("nguoi", "1"),), (("nguoi", "3"),))


REMARKS = ["không biết", "chưa gặp", "ok em", "12/3/2024", "vâng ạ", "mai làm tiếp nhé"]


@pytest.mark.parametrize("text", REMARKS)
def test_a_remark_is_no_member(talk: Talk, text: str) -> None:
    for wanted in ("roster.how_empty", "roster.how"):
        events = talk.type(text)
        assert isinstance(events[0], Refusal)
        assert events[0].code == wanted
        talk.type("Đinh Văn A, nam")


def test_going_back_from_the_reason_of_a_removal_removes_nobody(talk: Talk) -> None:
    talk.type("Đinh Văn A, nam", "thêm Đinh Thị Bê, nữ", "xoá 2")
    assert isinstance(talk.position.pending, Removing)
    assert talk.type("quay lại") == ()
    assert talk.position == Position()
    assert len(talk.session.members(talk.session.outline.rosters[0].repeat, ()) or ()) == 2


def test_the_reason_of_a_removal_is_still_asked_after_a_command_that_is_refused(talk: Talk) -> None:
    talk.type("Đinh Văn A, nam", "thêm Đinh Thị Bê, nữ", "xoá 2")
    assert isinstance(talk.type("sửa 99")[0], Refusal)
    assert isinstance(talk.type("ghi nhầm")[0], MemberRemoved)
