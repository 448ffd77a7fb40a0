"""What people say when they give households to somebody, and what they mean by it."""

import pytest

from survey.read import GiveCall, read_giving

SAID = [
    ("phân công", GiveCall(listing=True)),
    ("xem phân công giúp em", GiveCall(listing=True)),
    ("hộ nào chưa giao?", GiveCall(listing=True)),
    ("giao tổ 6 cho Rin", GiveCall(group="tổ 6", to=("Rin",))),
    ("giao lại cả tổ dân phố 6 cho anh Đinh Văn Rin", GiveCall(group="tổ dân phố 6", to=("Đinh Văn Rin",))),
    ("giao các hộ của thôn Nước Lăng cho Rin", GiveCall(group="thôn Nước Lăng", to=("Rin",))),
    ("giao 12-15 cho Rin", GiveCall((12, 13, 14, 15), to=("Rin",))),
    ("Giao hộ 5, 7 và 9 cho chị Xếp nhé", GiveCall((5, 7, 9), to=("Xếp",))),
    ("giao hộ số 12 cho ra-soat-3", GiveCall((12,), to=("ra-soat-3",))),
    ("giao 12 đến 14 cho Rin", GiveCall((12, 13, 14), to=("Rin",))),
    ("chuyển hộ 12 sang Rin", GiveCall((12,), to=("Rin",))),
    ("giao hết hộ của chị Xếp cho Rin", GiveCall(of="Xếp", to=("Rin",))),
    ("giao ho cua Xep cho Rin", GiveCall(of="Xep", to=("Rin",))),
    ("chia đều tổ 3", GiveCall(group="tổ 3", evenly=True)),
    ("chia đều các hộ của tổ 3 cho Rin và Hrin", GiveCall(group="tổ 3", to=("Rin", "Hrin"), evenly=True)),
    ("giao tổ 3 cho Rin, Hrin", GiveCall(group="tổ 3", to=("Rin", "Hrin"), evenly=True)),
    ("giao hết theo tổ", GiveCall(evenly=True)),
    ("giao tất cả hộ cho rà soát viên của từng tổ", GiveCall(evenly=True)),
    ("chia đều", GiveCall(evenly=True)),
]


@pytest.mark.parametrize(("text", "meant"), SAID, ids=[row[0] for row in SAID])
def test_what_is_given_to_whom(text: str, meant: GiveCall) -> None:
    assert read_giving(text) == meant


OTHER = (
    "giao",
    "giao cho Rin",
    "giao 40-12 cho Rin",
    "gán 5 cho tổ 3",
    "mời Rin",
    "chia tay",
    "tổ 6",
    "giao hàng cho bà con",
    "đã nhận",
)


@pytest.mark.parametrize("text", OTHER)
def test_other_words_give_nothing(text: str) -> None:
    assert read_giving(text) is None


def test_a_long_row_of_figures_is_read_at_once() -> None:
    """It could once be parted in more ways than anybody can wait for, and everybody waited behind it."""
    for text in (f"giao {'9' * 250} cho", f"giao {'12 ' * 80}x cho", f"giao {'1,' * 120} cho"):
        assert read_giving(text) is None
