"""Who is on the list: nobody twice by mistake, and nothing that can hardly be so without a question."""

from datetime import date

import pytest

from survey.interview.lists.likely import Told, twin, unlikely
from survey.interview.lists.roster import put
from survey.interview.path.events import LeftAsIs, MemberAdded, MemberRemoved, ReasonWanted, Refusal, SureWanted
from survey.interview.path.pending import Claim, Doubting, pending_of, pending_text
from tests.survey.interview.conftest import Talk

TODAY = date(2025, 11, 3)
HEAD: Told = {"name": "Đinh Văn Nghĩa", "sex": "nam", "birth_year": "1985", "relation": "chu_ho"}


def person(relation: str, year: int = 1985, sex: str = "") -> Told:
    told = {"name": "Đinh Thị Vay", "birth_year": str(year), "relation": relation}
    return told | ({"sex": sex} if sex else {})


UNLIKELY = [
    (person("vo", sex="nam"), "doubt.sex"),
    (person("chong", sex="nu"), "doubt.sex"),
    (person("vo", 2017), "doubt.young"),
    (person("chu_ho"), "doubt.head"),
    (person("con", 1960), "doubt.generation"),
    (person("con", 1980), "doubt.generation"),
    (person("me", 1990), "doubt.generation"),
]


@pytest.mark.parametrize(("told", "code"), UNLIKELY)
def test_what_can_hardly_be_so_is_a_doubt(told: Told, code: str) -> None:
    assert [doubt.code for doubt in unlikely(told, [HEAD], TODAY)] == [code]


@pytest.mark.parametrize(
    "told",
    [
        person("vo", 1987, "nu"),
        person("con", 2012),
        person("me", 1950, "nu"),
        person("chau", 2024),
        person("em", 2012),
        {},
    ],
)
def test_an_ordinary_member_is_none(told: Told) -> None:
    assert unlikely(told, [HEAD], TODAY) == ()


def test_the_head_who_comes_after_the_child_is_compared_too() -> None:
    child = person("con", 1960)
    assert [doubt.code for doubt in unlikely(HEAD, [child], TODAY)] == ["doubt.generation"]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"name": "dinh van nghia"}, True),
        ({"name": "ĐINH VĂN NGHĨA", "birth_year": "1985"}, True),
        ({"name": "Đinh Văn Nghĩa", "birth_year": "2012"}, False),
        ({"name": "Đinh Văn Nghĩa", "sex": "nu"}, False),
        ({"name": "Đinh Văn Roa", "birth_year": "1985"}, False),
    ],
)
def test_the_same_name_is_one_person_unless_year_or_sex_tell_them_apart(other: Told, same: bool) -> None:
    assert twin(HEAD, [other]) is same


def test_what_waits_for_a_yes_comes_back_as_it_was() -> None:
    claims = (Claim({"name": 'Y; "Lan"=|', "sex": "nu"}), Claim({"birth_year": "2017"}, (("nguoi", "2"),)))
    assert pending_of(*pending_text(Doubting(claims))) == Doubting(claims)


def names(talk: Talk) -> list[str | None]:
    repeat = talk.session.outline.rosters[0].repeat
    return [talk.value("ten", *item) for item in talk.session.members(repeat, ()) or ()]


def test_the_same_person_is_added_once_and_twice_only_after_a_yes(talk: Talk) -> None:
    talk.type("Đinh Văn Ê, nam")
    assert isinstance(talk.type("thêm dinh van e nam")[-1], SureWanted)
    assert isinstance(talk.type("không")[0], LeftAsIs)
    assert names(talk) == ["Đinh Văn Ê"]
    talk.type("thêm dinh van e nam")
    assert isinstance(talk.type("có")[0], MemberAdded)
    assert names(talk) == ["Đinh Văn Ê", "Dinh Van E"]


def test_twice_within_one_message_is_asked_as_well(talk: Talk) -> None:
    events = talk.type("Đinh Văn Ê, nam\nĐinh Văn Ê, nam\nĐinh Thị Bê, nữ")
    assert [type(event) for event in events] == [MemberAdded, MemberAdded, SureWanted]
    assert names(talk) == ["Đinh Văn Ê", "Đinh Thị Bê"]


def test_something_else_than_yes_or_no_lets_the_question_go(talk: Talk) -> None:
    talk.type("Đinh Văn Ê, nam", "thêm Đinh Văn Ê, nam", "thêm Đinh Thị Bê, nữ")
    assert names(talk) == ["Đinh Văn Ê", "Đinh Thị Bê"]
    assert isinstance(talk.type("có")[0], Refusal)


def test_a_bad_line_keeps_the_good_ones_and_is_quoted(talk: Talk) -> None:
    events = talk.type("Đinh Văn Ê, nam\nhai người đi rẫy\nĐinh Thị Bê, nữ")
    assert [event.params["text"] for event in events if isinstance(event, Refusal)] == ["hai người đi rẫy"]
    assert names(talk) == ["Đinh Văn Ê", "Đinh Thị Bê"]


def test_somebody_is_removed_by_a_whole_part_of_the_name(talk: Talk) -> None:
    talk.type("Đinh Văn Roa, nam\nĐinh Văn Ro, nam\nĐinh Thị Bê, nữ")
    assert isinstance(talk.type("xoá Ro")[0], ReasonWanted)
    talk.type("ghi nhầm")
    assert names(talk) == ["Đinh Văn Roa", "Đinh Thị Bê"]
    assert isinstance(talk.type("xoa be chuyển đi nơi khác")[0], MemberRemoved)


@pytest.mark.parametrize(("text", "code"), [("xoá Đinh", "roster.which"), ("xoá Tám", "roster.no_name_like")])
def test_nobody_is_removed_by_a_name_of_two_or_of_none(talk: Talk, text: str, code: str) -> None:
    talk.type("Đinh Văn Roa, nam\nĐinh Thị Bê, nữ")
    event = talk.type(text)[0]
    assert isinstance(event, Refusal)
    assert event.code == code
    assert len(names(talk)) == 2


def test_a_relation_that_the_form_does_not_have_is_asked_and_not_stored(talk: Talk) -> None:
    """So with every word of a line that is a choice of another form."""
    repeat = talk.session.outline.rosters[0]
    item = talk.session.add(repeat.repeat, ())
    assert not put(talk.session, repeat, item, "sex", "khac")
    assert put(talk.session, repeat, item, "sex", "nu")
    assert not put(talk.session, repeat, item, "sex", "khac")
    assert talk.value("gioi", *item) == "nu"
