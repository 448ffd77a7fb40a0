"""What people say of rounds of review, and what they mean by it."""

import pytest

from survey.read import RoundAct, RoundCall, read_round

OPEN, ADD, DROP, CLOSE = RoundAct.OPEN, RoundAct.ADD, RoundAct.DROP, RoundAct.CLOSE

SAID = [
    ("mở đợt rà soát", RoundCall(OPEN)),
    ("Mở đợt mới giúp em nhé", RoundCall(OPEN)),
    ("mở đợt 2025", RoundCall(OPEN, "periodic", 2025)),
    ("mo dot ra soat nam 2026", RoundCall(OPEN, "periodic", 2026)),
    ("mở đợt định kỳ", RoundCall(OPEN, "periodic")),
    ("mở đợt định kỳ 1/9–14/12", RoundCall(OPEN, "periodic", days=((1, 9, 0), (14, 12, 0)))),
    (
        "tạo đợt định kì 2025 từ 1.9.2025 đến 14/12/2025",
        RoundCall(OPEN, "periodic", 2025, 0, ((1, 9, 2025), (14, 12, 2025))),
    ),
    ("mở đợt tháng 11", RoundCall(OPEN, "monthly", month=11)),
    ("mở đợt tháng 3/2026", RoundCall(OPEN, "monthly", 2026, 3)),
    ("mở đợt thường xuyên tháng 3 năm 2026", RoundCall(OPEN, "monthly", 2026, 3)),
    ("mở đợt tháng này", RoundCall(OPEN, "monthly")),
    ("mở đợt đặc biệt từ 5/11 đến 20/11", RoundCall(OPEN, "special", days=((5, 11, 0), (20, 11, 0)))),
    ("mở đợt từ 5/11 - 20/11", RoundCall(OPEN, "special", days=((5, 11, 0), (20, 11, 0)))),
    ("mở đợt 2025 xã Ba Tơ", RoundCall(OPEN, "periodic", 2025, commune="xa ba to")),
    ("thêm hộ 300 vào đợt: phát sinh", RoundCall(ADD, numbers=(300,), reason="phát sinh")),
    ("thêm hộ 300, 301 vào đợt tháng 11 vì Nhà Cháy", RoundCall(ADD, "monthly", 0, 11, (), (300, 301), "Nhà Cháy")),
    ("bổ sung hộ 300-302 vào đợt rà soát", RoundCall(ADD, numbers=(300, 301, 302))),
    ("bớt hộ 12: chuyển đi", RoundCall(DROP, numbers=(12,), reason="chuyển đi")),
    ("bỏ hộ 12 khỏi đợt 2025: chuyển đi", RoundCall(DROP, "periodic", 2025, 0, (), (12,), "chuyển đi")),
    ("đóng đợt 2025", RoundCall(CLOSE, "periodic", 2025)),
    ("đóng đợt", RoundCall(CLOSE)),
    ("đóng luôn: hết hạn", RoundCall(CLOSE, reason="hết hạn", at_once=True)),
    ("đóng luôn đợt tháng 11: xã đã họp", RoundCall(CLOSE, "monthly", 0, 11, (), (), "xã đã họp", at_once=True)),
    ("các đợt rà soát", RoundCall(RoundAct.LIST)),
    ("đợt nào đang mở?", RoundCall(RoundAct.LIST)),
    ("có đợt nào", RoundCall(RoundAct.LIST)),
]


@pytest.mark.parametrize(("text", "meant"), SAID, ids=[row[0] for row in SAID])
def test_what_is_asked_of_a_round(text: str, meant: RoundCall) -> None:
    assert read_round(text) == meant


OTHER = (
    *("mở hộ 12", "rà soát 12", "đóng cửa", "đóng", "bỏ 12", "bỏ hộ 12", "thêm hộ 300", "mở lại đợt 2025", "trời mưa"),
    *(
        "mở đợt 5/11",
        "mở đợt 2025 tháng ba",
        "mở đợt cho bà con vui",
        "thêm hộ 40-12 vào đợt: nhầm",
        "đợt lũ năm ngoái",
    ),
)


@pytest.mark.parametrize("text", OTHER)
def test_other_words_are_not_about_rounds(text: str) -> None:
    assert read_round(text) is None
