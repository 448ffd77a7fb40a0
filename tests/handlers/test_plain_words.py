"""How questions and results read: nobody is named twice, nothing stands twice, what is long stands where it is asked for."""

import re

import pytest

from tests.support.conversation import Phone


def test_a_member_is_named_once(at_area: Phone) -> None:
    said = at_area.read(at_area.say("sửa 7.3"))
    assert said.startswith("Câu 7.3. Phạm Văn Lót đang học cấp nào?"), said


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("sửa 7", "Học bổ túc thì chọn cấp đang học."),
        ("sửa 9", "Tính việc làm quanh năm."),
        ("sửa 11", "Lương hưu không phải là trợ cấp xã hội."),
        ("sửa 13", "Chắc chắn là bền như:"),
        ("sửa 17", "Giếng đào được bảo vệ:"),
    ],
)
def test_what_is_long_stands_on_help_once(at_area: Phone, question: str, told: str) -> None:
    assert told not in at_area.read(at_area.say(question))
    assert at_area.read(at_area.say("trợ giúp")).count(told) == 1


def test_what_is_read_back_is_short(at_area: Phone) -> None:
    at_area.say("sửa 9")
    said = at_area.read(at_area.say("1: 5, 2: 3"))
    assert "không đi làm" in said.splitlines()[0], said
    assert "già yếu" not in said.splitlines()[0]


def test_what_is_read_back_may_be_typed(at_area: Phone) -> None:
    at_area.say("sửa 17")
    said = at_area.read(at_area.say("nguồn khác (sông, suối, giếng hở)"))
    assert "Nước ăn uống: nguồn khác (sông, suối, giếng hở) ✓" in said


def test_the_law_is_named_once(at_area: Phone) -> None:
    said = at_area.read(at_area.say("vì sao"))
    assert said.count("NĐ 07/2021") == 1
    assert len(re.findall(r"\(Phụ lục, chỉ số \d+\)", said)) == said.count("Tính khi") > 0


def test_where_several_may_be_chosen_it_is_said(at_area: Phone) -> None:
    for question in ("sửa 20", "sửa 22", "sửa 24"):
        assert "Chọn được nhiều, ví dụ: 1,3" in at_area.read(at_area.say(question)), question
