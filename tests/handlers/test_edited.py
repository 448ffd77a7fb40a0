"""Every update of a known person gets a sentence: messages that were changed, words beside a picture, the rest of a message that was cut."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chat import FileIn, Incoming, Kind
from tests.handlers.support.all_types import TAPS, begin, commune_with
from tests.support.conversation import Office, Phone

SHEET = """| settings | |
| | version |
| | 1 |
| survey | | | | |
| | type | name | label | appearance |
| | integer | a | Có mấy người? | |
| | decimal | b | Diện tích? | |
| | text | c | Ghi chú? | |
| | image | d | Ảnh giếng? | |
| | begin_group | g | Giếng | field-list |
| | image | e | Ảnh nhà? | |
| | text | f | Nhà ở đâu? | |
| | end_group | | | |
| | text | h | Còn gì nữa? | |
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = commune_with(tmp_path, SHEET.encode(), TAPS)
    yield opened
    opened.database.close()


def ask(phone: Phone, text: str) -> str:
    return phone.read(phone.say(text))


def sent(phone: Phone, text: str, seq: int, **more: object) -> str:
    """A message with its number in the chat, as Telegram gives it."""
    phone.office.wait(seconds=5)
    made = Incoming(phone.address, f"{seq}-{len(phone.seen)}", Kind.TEXT, phone.office.now, text, seq=seq)
    phone.give(replace(made, **more))  # type: ignore[arg-type]  # named by the case that is played
    phone.office.work_off()
    return phone.read(phone.receive())


def test_a_changed_message_corrects_the_last_answer(office: Office) -> None:
    phone = begin(office)
    ask(phone, "4")
    assert "38,5 ✓" in sent(phone, "38,5", 7)
    said = sent(phone, "83,5", 7, edited=True)
    assert said.startswith("Em sửa theo tin anh/chị vừa sửa.\n83,5 ✓")
    assert "Ghi chú?" in said
    assert "85 ✓" in sent(phone, "85", 7, edited=True)
    assert "(đang ghi: 85)" in ask(phone, "sửa 2")


def test_an_older_one_is_told_how(office: Office) -> None:
    phone = begin(office)
    sent(phone, "4", 6)
    sent(phone, "38,5", 7)
    said = sent(phone, "5", 6, edited=True)
    assert "em chưa đổi câu trả lời đã ghi. Muốn đổi thì gõ: sửa 1" in said
    assert "Ghi chú?" in said
    assert "(đang ghi: 4)" in ask(phone, "sửa 1")


@pytest.mark.parametrize("text", ["nhiều lắm", "bỏ qua", "tạm dừng"])
def test_what_cannot_be_the_answer_changes_nothing(office: Office, text: str) -> None:
    phone = begin(office)
    sent(phone, "4", 6)
    assert "gõ: sửa 1" in sent(phone, text, 6, edited=True)
    assert "(đang ghi: 4)" in ask(phone, "sửa 1")


def test_a_message_that_was_no_answer_is_to_be_typed_anew(office: Office) -> None:
    phone = begin(office)
    sent(phone, "bốn năm gì đó", 6)
    said = sent(phone, "4", 6, edited=True)
    assert "gõ lại thành tin mới" in said
    assert "Có mấy người?" in said
    ask(phone, "tạm dừng")
    assert "gõ lại thành tin mới" in sent(phone, "hộ 3", 6, edited=True)


def picture(phone: Phone, words: str) -> str:
    return sent(phone, words, 50 + len(phone.seen), kind=Kind.PHOTO, files=(FileIn("key", "a.jpg", "image/jpeg", 10),))


def test_words_beside_a_picture_are_kept_where_the_screen_has_room_and_else_told(office: Office) -> None:
    phone = begin(office)
    said = picture(phone, "sâu 20m, cạnh nhà văn hoá")
    assert 'Lời gửi kèm "sâu 20m, cạnh nhà văn hoá" em chưa ghi.' in said
    for text in ("4", "38,5", "không có gì"):
        ask(phone, text)
    said = picture(phone, "sâu 20m")
    assert 'Lời gửi kèm "sâu 20m" em chưa ghi.\nđã có ảnh ✓' in said
    said = picture(phone, "cuối xóm")
    assert "Còn gì nữa?" in said
    assert "chưa ghi" not in said
    assert "cuối xóm" in ask(phone, "xem lại")


def test_the_rest_of_a_message_that_was_cut_is_no_answer(office: Office) -> None:
    phone = begin(office)
    for text in ("4", "38,5"):
        ask(phone, text)
    phone.office.wait(seconds=5)
    for number, part in enumerate(("a " * 2048, "phần cuối của ghi chú")):
        phone.give(Incoming(phone.address, f"cut-{number}", Kind.TEXT, phone.office.now, part))
        phone.office.work_off()
    said = phone.read(phone.receive())
    assert "Tin dài quá" in said
    assert "em cũng chưa ghi" in said
    assert "ghi chú ngắn ✓" in ask(phone, "ghi chú ngắn")
