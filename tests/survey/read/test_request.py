"""Politeness around a request: what goes, and what stays because it may be meant."""

import pytest

from survey.read import after_phrase, request_core

PHRASES = ("tổng hợp", "trợ giúp", "phiếu", "chào")

PHRASE = [
    # typed, what follows the phrase (None: no phrase)
    ("tổng hợp", ""),
    ("Tổng Hợp.", ""),
    ("TỔNG HỢP!!", ""),
    ("tong hop ?", ""),
    ("tông hợp", ""),
    ("tổng hợp…", ""),
    ("tổng hợp 🙏 👍", ""),
    ("tổng hợp giúp em", ""),
    ("Tổng hợp giúp chị với ạ.", ""),
    ("tổng hợp, giúp em nhé", ""),
    ("tong hop dum tui nha", ""),
    ("em ơi, tổng hợp đi", ""),
    ("Dạ cho anh xem tổng hợp nhé", ""),
    ("xem tổng hợp", ""),
    ("trợ giúp em", ""),
    ("trợ giúp", ""),
    ("chào em", ""),
    ("chao", ""),
    ("phiếu 2 giúp em", "2"),
    ("Phiếu số 2.", "số 2"),
    ("tổng hợp tổ 6 nhé", "tổ 6"),
    ("tổng hợp giúp em rồi gửi chị Hoa", "giúp em rồi gửi chị Hoa"),
    ("chào các anh", "các"),
    ("Chảo", None),
    ("Chảo A Sùng", None),
    ("phiêu", None),
    ("bản tổng hợp", None),
    ("tổng", None),
    ("tổng\nhợp", None),
    ("tổng hợp\n2", None),
    ("dạ", None),
    ("giúp em với", None),
    ("?", None),
    ("", None),
]

CORE = [
    # typed, what is asked
    ("tổ 6.", "tổ 6"),
    ("tổ 6 nhé", "tổ 6"),
    ("Tổ 6 giúp chị nhé!", "Tổ 6"),
    ("em ơi, tổ 6 ạ", "tổ 6"),
    ("/tonghop?", "/tonghop"),
    ("/tonghop giúp em", "/tonghop"),
    ("dạ /rasoat 12 nhé.", "/rasoat 12"),
    ("hoãn 1 tới thứ năm nhé em", "hoãn 1 tới thứ năm nhé em"),
    ("/moi A", "/moi A"),
    ("/moi Nha", "/moi Nha"),
    ("Đinh Thị Nào", "Đinh Thị Nào"),
    ("Phạm Văn Mình", "Phạm Văn Mình"),
    ("chị Nhe", "chị Nhe"),
    ("da", "da"),
    ("dạ", "dạ"),
    ("nhé", "nhé"),
    ("?", "?"),
    ("", ""),
    ("Lót, nữ\nRế.", "Lót, nữ\nRế."),
]


@pytest.mark.parametrize(("typed", "tail"), PHRASE, ids=[row[0] for row in PHRASE])
def test_politeness_around_a_phrase_changes_nothing(typed: str, tail: str | None) -> None:
    assert after_phrase(typed, PHRASES) == tail


@pytest.mark.parametrize(("typed", "core"), CORE, ids=[row[0] for row in CORE])
def test_only_what_is_surely_politeness_goes_where_a_name_may_stand(typed: str, core: str) -> None:
    assert request_core(typed) == core
