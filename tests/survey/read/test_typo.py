"""One slip of the finger: doubled, swapped, missing, wrong letters are near, everything else is not."""

import pytest

from survey.read import INTERVIEW, near

PHRASES = [spelling for phrase in INTERVIEW if phrase.alone for spelling in phrase.spellings]

NEAR = [
    ("quay laij", "quay lại"),
    ("quya lại", "quay lại"),
    ("quaylai", "quay lại"),
    ("xme lai", "xem lại"),
    ("bo qau", "bỏ qua"),
    ("bo quaa.", "bỏ qua"),
    ("tam dugn", "tạm dừng"),
    ("tạm dưngf", "tạm dừng"),
    ("tro gip?", "trợ giúp"),
    ("TRO GIUPP", "trợ giúp"),
    ("vi sa", "vì sao"),
    ("nopp", "nộp"),
    ("nopj", "nộp"),
    ("npo", "nộp"),
    ("suaa 9", "sửa 9"),
    ("suar 2.1", "sửa 2.1"),
    ("hen laij", "hẹn lại"),
    ("vanng nha", "vắng nhà"),
    ("mo laji 12", "mở lại 12"),
    ("xoas 2", "xoá 2"),
]

FAR = [
    "nap",
    "hop",
    "co",
    "Nộ",
    "xe",
    "sữa bò",
    "bo",
    "Lai",
    "quay về",
    "tam",
    "sao",
    "dung",
    "12",
    "",
    "đ",
    "Xoài",
    "không",
    "mái tôn",
    "Hen",
]


@pytest.mark.parametrize(("typed", "phrase"), NEAR)
def test_a_slip_is_near_to_one_phrase(typed: str, phrase: str) -> None:
    assert near(typed, PHRASES) == [phrase]


@pytest.mark.parametrize("typed", FAR)
def test_another_word_is_near_to_none(typed: str) -> None:
    assert near(typed, PHRASES) == []


def test_every_single_swap_and_doubling_of_a_long_phrase_is_near() -> None:
    for at in range(len("danhsach") - 1):
        word = "danhsach"
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        assert near(swapped, ["danh sách"]) == ["danh sách"]
        assert near(word[:at] + word[at] + word[at:], ["danh sách"]) == ["danh sách"]
        assert near(word[:at] + word[at + 1 :], ["danh sách"]) == ["danh sách"]
