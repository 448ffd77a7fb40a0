"""An answer that is there is never given up without a question; words without an answer do what the question allows."""

import pytest

from survey.interview.asks.outline import outline
from survey.interview.path.events import Kept, Recorded, Refusal
from survey.interview.path.pending import Clearing
from survey.interview.session.session import Session
from survey.sheet import kind_of, to_xform
from survey.state import Record
from survey.xform import load_form
from tests.survey.interview.conftest import NOW, SHEET, Talk
from tests.survey.interview.support.desk import Desk

ANSWERS = {
    "chu_so": "12",
    "nhieu_dong": "một dòng",
    "kin": "mật",
    "nguyen": "20",
    "lon": "1200",
    "le": "1,7",
    "thang_diem": "3",
    "chon": "1",
    "chon_nhieu": "1,2",
    "hang_muc": "2 1 3",
    "ngay": "5/3/2025",
    "nam": "2024",
    "thang": "3/2025",
    "gio": "08:30",
    "diem": "14.7654 108.7321",
    "ma_vach": "8934567890123",
}
"""An answer to each kind of question that need not be answered."""

NOTHING = ("không có", "khong co gi", "không rõ", "chưa biết", "thôi", "để sau", "không nhớ", "xoá")


@pytest.mark.parametrize(("name", "answer"), ANSWERS.items())
def test_passing_over_keeps_what_is_recorded(desk: Desk, name: str, answer: str) -> None:
    desk.put(name, answer)
    before = desk.value(name)
    assert before
    facts = desk.put(name, "bỏ qua")
    assert isinstance(facts.events[0], Kept)
    assert desk.value(name) == before


@pytest.mark.parametrize("word", NOTHING)
@pytest.mark.parametrize(("name", "answer"), ANSWERS.items())
def test_nothing_is_taken_away_without_a_question(desk: Desk, name: str, answer: str, word: str) -> None:
    desk.put(name, answer)
    before = desk.value(name)
    facts = desk.put(name, word)
    if isinstance(facts.position.pending, Clearing):
        assert desk.value(name) == before
        assert isinstance(desk.say("không").events[0], Kept)
        assert desk.value(name) == before
        assert isinstance(desk.put(name, word, "có").events[0], Recorded)
        assert desk.value(name) is None
    else:
        assert isinstance(facts.events[0], Kept)
        assert desk.value(name) == before


@pytest.mark.parametrize("word", NOTHING[:-1])
@pytest.mark.parametrize("name", ANSWERS)
def test_a_question_that_may_stay_open_is_left_open(desk: Desk, name: str, word: str) -> None:
    facts = desk.put(name, word)
    assert isinstance(facts.events[0], Recorded)
    assert facts.events[0].skipped
    assert desk.value(name) is None


@pytest.mark.parametrize(
    ("word", "left"), [("không chụp được", {"anh"}), ("chưa có ảnh", {"anh"}), ("không có", {"anh"})]
)
def test_a_photo_that_cannot_be_taken(desk: Desk, word: str, left: set[str]) -> None:
    facts = desk.put("anh", word)
    assert isinstance(facts.events[0], Recorded)
    assert {spot.question.name for spot in facts.events[0].spots} == left


def test_a_required_text_takes_no_as_an_answer(desk: Desk) -> None:
    desk.put("chu", "không có")
    assert desk.value("chu") == "không có"


def test_required_questions_say_the_way_out(talk: Talk) -> None:
    talk.type("Đinh Văn A, nam\nĐinh Thị Bê, nữ", "đủ")
    assert talk.type("bỏ qua") == (Refusal("required.pick"),)
    told = talk.type("1", "30 28", "bỏ qua")[0]
    assert isinstance(told, Refusal)
    assert told.code == "required.choice"


@pytest.fixture
def family_of_any_age() -> Talk:
    """The same family, whose ages need not be told."""
    sheet = SHEET.replace("| Bao nhiêu tuổi? | yes |", "| Bao nhiêu tuổi? | |")
    form = load_form(to_xform("nho.md", sheet.encode(), kind_of("nho.md")), {})
    talk = Talk(Session(outline(form), Record({}, ()), now=NOW))
    talk.type("Đinh Văn A, nam\nĐinh Thị Bê, nữ\nĐinh Văn Cê, nam", "đủ")
    return talk


def test_members_keep_theirs(family_of_any_age: Talk) -> None:
    family = family_of_any_age
    family.type("không ai", "2: 28")
    assert [family.value("tuoi", ("nguoi", n)) for n in "123"] == ["", "28", ""]
    family.type("quay lại", "bỏ qua")
    family.type("sửa tuổi", "không có")
    assert family.position.pending == Clearing(("5.2",))
    family.type("giữ")
    family.type("sửa tuổi", "1: 30, 2: không rõ")
    assert family.position.pending == Clearing(("5.2",))
    assert [family.value("tuoi", ("nguoi", n)) for n in "123"] == ["30", "28", ""]
    family.type("có")
    assert [family.value("tuoi", ("nguoi", n)) for n in "123"] == ["30", "", ""]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("đừng", "28"),
        ("đừng xoá", "28"),
        ("dung xoa", "28"),
        ("dừng", "28"),
        ("dừng lại", "28"),
        ("để đó", "28"),
        ("2", "28"),
        ("dung", "28"),  # đúng or đừng
        ("đúng", ""),
        ("Xóa đi.", ""),
        ("xoa di", ""),
        ("bỏ", ""),
        ("1", ""),
    ],
)
def test_nothing_is_taken_away_on_a_word_that_says_do_not(family_of_any_age: Talk, said: str, left: str) -> None:
    family = family_of_any_age
    family.type("không ai", "2: 28", "quay lại", "bỏ qua", "sửa tuổi", "không có", said)
    assert family.value("tuoi", ("nguoi", "2")) == left


def test_a_part_of_a_screen_keeps_its_answer(family: Talk) -> None:
    family.type("không ai", "1 2 3", "1 2 4", "quay lại", "c -")
    assert isinstance(family.position.pending, Clearing)
    assert family.value("phong") == "4"
    family.type("2", "sửa phòng", "bỏ qua")
    assert family.value("phong") == "4"


def test_ticks_are_not_lost_silently(desk: Desk) -> None:
    desk.put("chon_nhieu", "quay lại")
    desk.position = type(desk.position)(focus=f"s{desk.session.outline.by_name['chon_nhieu'].number}")
    desk.tap("chon_nhieu", "+1")
    assert desk.say("bỏ qua").position.pending is not None
    assert desk.say("giữ").position.draft
    desk.say("xong")
    assert desk.value("chon_nhieu")


def test_an_answer_for_each_is_no_pick(family: Talk) -> None:
    assert family.type("1 1 2") == (Refusal("column.who_only", {"example": "3"}),)
    assert family.value("the", ("nguoi", "1")) is None
