"""At the end of a review stands what is not as it was last year: members, answers, class; secrets only as "đã đổi"."""

import pytest

from tests.handlers.test_carried import ANSWERS
from tests.support.conversation import Office, Phone
from tests.support.last_year import review_last_year

TAIL = ("tất cả 1", "110", "bỏ qua", "bỏ qua")
"""What is asked anew: the children's weighing, điểm A, pictures, a note."""


def reviewed(office: Office, *said: str, before: bool = True) -> str:
    """The list of differences on the last message of a review of household 11."""
    if before:
        review_last_year(office, 11, ANSWERS)
    phone = Phone(office, "ra-soat-1")
    for text in ("rà soát 11", "đồng ý", *said, *TAIL):
        phone.say(text)
    said_last = phone.read(phone.seen[-1:])
    assert "đã đủ các câu" in said_last
    return "\n".join(line for line in said_last.partition("năm 2024")[2].splitlines() if line.startswith("•"))


def test_whoever_came_and_left_is_named_with_the_reason(office: Office) -> None:
    told = reviewed(
        office, "xoá 5 đã mất", "thêm Đinh Thị Mới, nữ, 12/3/2025, con", "đủ", "đúng", "Hrê", "không ai", "tất cả 1"
    )
    assert told.splitlines()[:2] == ["• thêm Đinh Thị Mới", "• bớt Đinh Thị Chem (đã mất)"]


@pytest.mark.parametrize(
    ("mended", "told"),
    [
        ("sửa 16: 38", "• diện tích: 45 m² → 38 m²"),
        ("sửa 7.4: THPT", "• đang học – Đinh Văn Đố: THCS → THPT"),
        ("sửa 20: 1,7", "• thiết bị: tivi → tivi, điện thoại thông minh"),
        ("sửa 27: 0905123456", "• điện thoại: đã đổi"),
        ("sửa 22: 1", "• nguyên nhân: đã đổi"),
        ("sửa 10: 2", "• khuyết tật – Đinh Thị Rơ: đã đổi"),
    ],
)
def test_an_answer_stands_with_what_it_was_and_a_secret_without(office: Office, mended: str, told: str) -> None:
    assert reviewed(office, "đủ", mended, "đúng").splitlines() == [told, "• xếp loại: hộ cận nghèo → hộ nghèo"]


def test_where_nothing_is_different_only_the_class_may_be(office: Office) -> None:
    assert reviewed(office, "đủ", "đúng") == "• xếp loại: hộ cận nghèo → hộ nghèo"
