"""A control word is one only where it does something: elsewhere it is the answer to a question that wants words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.handlers.support.all_types import TAPS, begin, commune_with
from tests.support.conversation import Office

SHEET = """| settings | |
| | version |
| | 1 |
| survey | | | |
| | type | name | label |
| | text | a | Hồ sơ giấy tờ thế nào? |
| | text | b | Tiến độ? |
| | integer | c | Mấy người? |
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = commune_with(tmp_path, SHEET.encode(), TAPS)
    yield opened
    opened.database.close()


@pytest.mark.parametrize("text", ["đủ", "đủ rồi", "xong", "Xong rồi", "thêm", "xoá 2", "thêm 2", "mở lại 3", "xong 2"])
def test_a_word_that_does_nothing_here_is_the_answer(office: Office, text: str) -> None:
    phone = begin(office)
    said = phone.read(phone.say(text))
    assert said.startswith(f"{text} ✓")
    assert "Tiến độ?" in said


@pytest.mark.parametrize("text", ["quay lại", "bỏ qua", "tạm dừng", "xem lại", "trợ giúp", "huỷ"])
def test_a_word_that_does_something_is_no_answer(office: Office, text: str) -> None:
    phone = begin(office)
    assert f"{text} ✓" not in phone.read(phone.say(text))


def test_at_a_number_it_is_refused_and_the_question_stands_below(office: Office) -> None:
    phone = begin(office)
    for text in ("đủ", "xong"):
        phone.say(text)
    said = phone.read(phone.say("xong"))
    assert "không dùng được" in said
    assert "Mấy người?" in said
