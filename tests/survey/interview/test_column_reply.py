"""One reply for all members: who is named, and what is said of each."""

import pytest

from survey.interview.answers.column import Picked, read_pick
from survey.interview.asks.outline import outline
from survey.interview.path.events import Recorded, Refusal
from survey.interview.session.session import Session
from survey.read import Member
from survey.sheet import to_xform
from survey.state import Record
from survey.xform import load_form
from tests.survey.interview.conftest import NOW, SHEET, Talk

MEMBERS = [Member(number, name) for number, name in (("1", "Dắt"), ("2", "Rế"), ("4", "Lem"), ("10", "Nía"))]
PICKS = [
    ("2", {"2"}, set()),
    ("2,4", {"2", "4"}, set()),
    ("2 4", {"2", "4"}, set()),
    ("2; 4.", {"2", "4"}, set()),
    ("2 và 10", {"2", "10"}, set()),
    ("02", {"2"}, set()),
    ("không ai", set(), set()),
    ("khong co ai", set(), set()),
    ("Tất cả", {"1", "2", "4", "10"}, set()),
    ("2, không rõ 4", {"2"}, {"4"}),
    ("không rõ 4", set(), {"4"}),
    ("chưa rõ", set(), {"1", "2", "4", "10"}),
]


@pytest.mark.parametrize(("text", "named", "unknown"), PICKS)
def test_who_is_named(text: str, named: set[str], unknown: set[str]) -> None:
    assert read_pick(text, MEMBERS) == Picked(frozenset(named), frozenset(unknown))


REFUSED = [
    ("3", "who.no_member"),
    ("2,5", "who.no_member"),
    ("không rõ 3", "who.no_member"),
    ("2 không rõ 2", "who.twice"),
    ("2,4 không rõ", "who.unknown_whom"),
    ("ông Lót", "who.nobody_called"),
    ("2-4", "who.range"),
    ("hai", "who.nobody_called"),
]


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_is_not_clear_is_refused(text: str, code: str) -> None:
    found = read_pick(text, MEMBERS)
    assert isinstance(found, Refusal)
    assert found.code == code


def test_a_pick_gives_every_member_an_answer(family: Talk) -> None:
    assert isinstance(family.type("2")[0], Recorded)
    assert [family.value("the", ("nguoi", n)) for n in "123"] == ["co", "khong", "co"]


EACH = [
    ("30 28 5", ["30", "28", "5"]),
    ("30, 28, 5", ["30", "28", "5"]),
    ("30\n28\n5", ["30", "28", "5"]),
    ("1: 30, 2: 28, 3: 5", ["30", "28", "5"]),
    ("3: 5\n1: 30\n2: 28", ["30", "28", "5"]),
    ("2: 28, còn lại 30", ["30", "28", "30"]),
    ("tất cả 30", ["30", "30", "30"]),
    ("cả nhà 30", ["30", "30", "30"]),
    ("30 hết", ["30", "30", "30"]),
    ("30; 28; 5", ["30", "28", "5"]),
    ("A: 30, Bê: 28, Cê: 5", ["30", "28", "5"]),
    ("Cê: 5; còn lại: 30", ["30", "30", "5"]),
    ("1 với 2: 30, 3: 5", ["30", "30", "5"]),
    ("1,2: 30, 3: 5", ["30", "30", "5"]),
    ("1: 30 2: 28 3: 5", ["30", "28", "5"]),
    ("ông A 30, bà Bê 28, Cê 5", ["30", "28", "5"]),
    ("1 30\n2 28\n3 5", ["30", "28", "5"]),
    ("số 1: 30, số 2: 28, số 3: 5", ["30", "28", "5"]),
]


@pytest.mark.parametrize(("text", "ages"), EACH)
def test_an_answer_for_each(family: Talk, text: str, ages: list[str]) -> None:
    family.type("không ai", text)
    assert [family.value("tuoi", ("nguoi", n)) for n in "123"] == ages


NOT_EACH = ["30 28", "30 28 5 6", "4: 3", "1: 30, 1: 31", "30 28 x", "30 28 200", "tất cả", "nhiều tuổi"]


@pytest.mark.parametrize("text", NOT_EACH)
def test_all_or_nothing(family: Talk, text: str) -> None:
    events = family.type("không ai", text)
    assert isinstance(events[0], Refusal)
    assert [family.value("tuoi", ("nguoi", n)) for n in "123"] == [None, None, None]


def test_those_who_were_named_by_number_are_not_asked_again(family: Talk) -> None:
    family.type("không ai", "2: 28")
    assert family.value("tuoi", ("nguoi", "2")) == "28"
    family.type("30 5")
    assert [family.value("tuoi", ("nguoi", n)) for n in "123"] == ["30", "28", "5"]


def test_a_refused_value_takes_the_whole_reply_back(family: Talk) -> None:
    family.type("không ai")
    family.session.drain()
    events = family.type("30 28 200")
    assert isinstance(events[0], Refusal)
    assert events[0].message == "Tuổi dưới 120."
    assert family.session.drain() == []


def test_who_is_not_named_keeps_an_earlier_answer_where_nothing_need_be_said() -> None:
    """Nothing is asked about it either."""
    optional = SHEET.replace("| integer | tuoi | Bao nhiêu tuổi? | yes |", "| integer | tuoi | Bao nhiêu tuổi? | |")
    form = load_form(to_xform("nho.md", optional.encode(), "md"))
    talk = Talk(Session(outline(form), Record({}, ()), now=NOW))
    talk.type("Đinh Văn A, nam\nĐinh Thị Bê, nữ\nĐinh Văn Cê, nam", "đủ", "không ai", "30 28 5")
    number = talk.session.outline.by_name["tuoi"].number
    events = talk.type(f"sửa {number}", "2: 29")
    assert isinstance(events[0], Recorded)
    assert [spot.items[-1][1] for spot in events[0].spots] == ["2"]
    assert talk.position.pending is None
    assert [talk.value("tuoi", ("nguoi", n)) for n in "123"] == ["30", "29", "5"]
