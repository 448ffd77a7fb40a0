"""A form in two languages: Vietnamese first, another one when the person asks for it, and it stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.handlers.support.all_types import TAPS, begin, commune_with
from tests.support.conversation import Office, Phone

SHEET = """| settings | |
| | version |
| | 1 |
| survey | | | | |
| | type | name | label::English (en) | label::Tiếng Việt (vi) |
| | integer | a | How many? | Có mấy? |
| | integer | b | And then? | Rồi sao? |
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = commune_with(tmp_path, SHEET.encode(), TAPS)
    yield opened
    opened.database.close()


def ask(phone: Phone, text: str) -> str:
    return phone.read(phone.say(text))


def test_a_person_chooses_the_language_and_it_stays(office: Office) -> None:
    phone = begin(office)
    assert "Có mấy?" in phone.read(phone.seen[-1:])
    listed = ask(phone, "ngôn ngữ")
    assert "1. English (en)   2. Tiếng Việt (vi)" in listed
    assert "Có mấy?" in listed
    assert "Từ giờ em đọc phiếu bằng English (en).\nCâu 1. How many?" in ask(phone, "ngôn ngữ english")
    assert "And then?" in ask(phone, "3")
    ask(phone, "tạm dừng")
    assert "And then?" in ask(phone, "rà soát 12")
    assert "Rồi sao?" in ask(phone, "ngôn ngữ 2")
    assert "Phiếu có các ngôn ngữ" in ask(phone, "ngôn ngữ Hrê")


def test_a_form_in_one_language_says_so(office: Office, tmp_path: Path) -> None:
    one = tmp_path / "one"
    one.mkdir()
    plain = commune_with(one, SHEET.replace("label::English (en) |", "hint |").encode(), TAPS)
    assert "Phiếu này chỉ có một ngôn ngữ." in ask(begin(plain), "ngôn ngữ")
    plain.database.close()
