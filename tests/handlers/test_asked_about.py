"""What a checker only asks is answered in words and the household stays; what a request still lacks may be typed alone."""

from datetime import datetime

import pytest

from tests.handlers.support.desk import Post, letters, said, states
from tests.support.conversation import Office, Phone


def test_what_is_only_asked_is_answered_in_words_and_the_household_stays(office: Office, desk: Phone) -> None:
    assert "hộ vẫn ở đây" in said(desk, "kiểm 11", "hỏi: nhà có ai ở không?")
    assert states(office, 11) == ["submitted"]
    (told,) = letters(office)["ra-soat-1"]
    assert told.endswith("hỏi về hộ 11 – Đinh A Ê:\n• nhà có ai ở không?\nTrả lời, gõ: trả lời 11: …")
    assert "Đã hỏi, chưa trả lời: 11" in said(desk, "kiểm tra")
    phone = Post(office, "ra-soat-1")
    assert "Người kiểm tra hỏi hộ 11 – Đinh A Ê: nhà có ai ở không?" in said(phone, "danh sách")
    assert "Không có ai hỏi về hộ 12" in said(phone, "trả lời 12: có")
    # Also in the middle of another household, whose question stands below.
    asked = said(phone, "rà soát 14")
    answered = said(phone, "trả lời 11: bà cụ ở nhà một mình")
    assert "Đã nhắn câu trả lời về hộ 11 cho Trần Thị Sương" in answered
    assert asked.splitlines()[-1] in answered
    assert letters(office)["kiem-tra"] == ["Đinh Thị Xếp trả lời về hộ 11 – Đinh A Ê: bà cụ ở nhà một mình"]
    assert "Đã hỏi: nhà có ai ở không? – trả lời: bà cụ ở nhà một mình" in said(desk, "kiểm 11")
    assert "Hộ 11: đạt" in said(desk, "đạt")


def test_an_answer_is_said_to_have_gone_to_those_whom_it_went_to(office: Office, desk: Phone) -> None:
    said(desk, "hỏi hộ 12: ai khai")
    said(Post(office, "admin"), "cho nghỉ kiem-tra", "đúng")
    letters(office)
    phone = Post(office, "ra-soat-1")
    assert said(phone, "trả lời 12: chủ hộ") == "Đã ghi câu trả lời về hộ 12 ✓ Người kiểm tra mở hộ ra là thấy."
    assert not letters(office)
    assert "Đã hỏi: ai khai – trả lời: chủ hộ" in said(Post(office, "cong-chuc-van-hoa"), "kiểm 12")
    # Once more, and of one that nobody asked about.
    assert said(phone, "trả lời 12: chủ hộ") == "Không có ai hỏi về hộ 12."


def test_of_several_the_household_is_named(office: Office, desk: Phone) -> None:
    said(desk, "hỏi hộ 12: ai khai", "hỏi hộ 13: ai khai")
    phone = Post(office, "ra-soat-1")
    letters(office)
    assert "về hộ nào? Ví dụ: trả lời 12: …" in said(phone, "trả lời: chủ hộ")
    assert "về hộ 13" in said(phone, "tra loi 13: chủ hộ")
    assert "về hộ 12" in said(phone, "trả lời: chủ hộ")


HALVES = [
    (
        ("kiểm 11", "trả lại"),
        "16 hỏi lại diện tích",
        "trả lại hộ 11: 16 hỏi lại diện tích",
        "• Câu 16: hỏi lại diện tích",
    ),
    (("kiểm 11", "không đạt"), "ảnh mờ", "trả lại hộ 11: ảnh mờ", "• ảnh mờ"),
    (("kiểm 11", "đạt", "bỏ đạt 11"), "bấm nhầm", "bỏ đạt 11: bấm nhầm", "Hộ 11: đã bỏ đạt"),
    (("/ho 11", "căn cước"), "cần làm thẻ", "hộ 11 căn cước: cần làm thẻ", "Căn cước của hộ 11, chỉ hiện một lần"),
]


@pytest.mark.parametrize(("begun", "rest", "whole", "done"), HALVES, ids=[row[2] for row in HALVES])
def test_what_was_asked_for_may_be_typed_alone(desk: Phone, begun: list[str], rest: str, whole: str, done: str) -> None:
    said(desk, *begun)
    assert said(desk, rest) == f"Ý anh/chị là: {whole}? Đúng thì gõ: có"
    assert done in said(desk, "có")
    # Only right behind it, and not where it is let go.
    assert "Em chưa hiểu" in said(desk, "xin lỗi trời mưa")


def test_what_was_asked_for_may_be_let_go(office: Office, desk: Phone) -> None:
    assert said(desk, "kiểm 11", "đạt", "bỏ đạt 11", "thôi") == "Em chưa làm gì."
    assert "Em chưa hiểu" in said(desk, "bỏ đạt 11", "có", "bấm nhầm")
    assert states(office, 11) == ["checked"]


def test_an_answer_at_night_waits_for_the_checkers_morning(office: Office, desk: Phone) -> None:
    said(desk, "hỏi hộ 12: ai khai")
    letters(office)
    office.now = datetime.fromisoformat("2025-11-03T22:30+07:00")
    assert "Đã nhắn câu trả lời về hộ 12" in said(Post(office, "ra-soat-1"), "trả lời 12: chủ hộ")
    assert not letters(office)
    office.now = datetime.fromisoformat("2025-11-04T07:45+07:00")
    assert letters(office)["kiem-tra"] == ["Đinh Thị Xếp trả lời về hộ 12 – Phạm Văn Dắt: chủ hộ"]
