"""What is said of a household whose card was shown."""

import pytest

from survey.read import CardAct, CardCall, read_card_call

SAID = [
    ("tiếp", CardCall(CardAct.MORE)),
    ("xem tiep a", CardCall(CardAct.MORE)),
    ("ai đã xem", CardCall(CardAct.LOOKS)),
    ("Ai đã xem hộ này rồi?", CardCall(CardAct.LOOKS)),
    ("ai xem hộ số 12 ạ", CardCall(CardAct.LOOKS, 12)),
    ("hộ 12 ai đã xem", CardCall(CardAct.LOOKS, 12)),
    ("căn cước", CardCall(CardAct.IDENTITY)),
    ("căn cước: cần làm thẻ BHYT", CardCall(CardAct.IDENTITY, 0, "cần làm thẻ BHYT")),
    ("cccd để làm thẻ", CardCall(CardAct.IDENTITY, 0, "làm thẻ")),
    ("12 căn cước: làm thẻ", CardCall(CardAct.IDENTITY, 12, "làm thẻ")),
    ("xem căn cước hộ 12 vì làm thẻ", CardCall(CardAct.IDENTITY, 12, "làm thẻ")),
    ("Sức khoẻ: xét hỗ trợ tiền điện.", CardCall(CardAct.PRIVATE, 0, "xét hỗ trợ tiền điện")),
    ("dan toc, lap danh sach", CardCall(CardAct.PRIVATE, 0, "lap danh sach")),
]


@pytest.mark.parametrize(("text", "meant"), SAID, ids=[row[0] for row in SAID])
def test_what_is_wanted_of_a_card(text: str, meant: CardCall) -> None:
    assert read_card_call(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "tiếp tục",
        "hộ 12",
        "12",
        "ai đã xem: làm thẻ",
        "hộ nghèo",
        "sức khoẻ của bà con tốt lên",
        "căn cước mất rồi em",
        "",
    ],
)
def test_other_words_are_none_of_it(text: str) -> None:
    assert read_card_call(text) is None
