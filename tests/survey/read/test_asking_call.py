"""What is said of households' requests, in the words of whoever takes them down or decides on them."""

import pytest

from survey.read import AskAct, AskCall, read_asking, read_decision

ASKED = [
    ("", AskCall(AskAct.LIST)),
    ("3", AskCall(AskAct.SHOW, 3)),
    ("số 3/2025", AskCall(AskAct.SHOW, 3, 2025)),
    ("hộ 12", AskCall(AskAct.REVIEW, 12)),
    ("rà soát hộ số 12", AskCall(AskAct.REVIEW, 12)),
    ("của hộ 12", AskCall(AskAct.REVIEW, 12)),
    ("thoát nghèo hộ 12", AskCall(AskAct.LEAVE, 12)),
    ("ho 12 thoat can ngheo", AskCall(AskAct.LEAVE, 12)),
    ("mới", AskCall(AskAct.NEW)),
    ("hộ mới ở tổ dân phố 6", AskCall(AskAct.NEW, place="tổ dân phố 6")),
    ("xoá dữ liệu", None),
    ("hộ khó khăn được xét", None),
]
DECIDED = [
    ("nhận 3", AskCall(AskAct.ACCEPT, 3)),
    ("nhận đề nghị số 3/2025: nhà vừa cháy", AskCall(AskAct.ACCEPT, 3, 2025, reason="nhà vừa cháy", named=True)),
    ("từ chối 3", AskCall(AskAct.REFUSE, 3)),
    ("tu choi 3 vì hộ đã chuyển đi", AskCall(AskAct.REFUSE, 3, reason="hộ đã chuyển đi")),
    ("từ chối 3 xã Ba Tơ: có xe", AskCall(AskAct.REFUSE, 3, place="xã Ba Tơ", reason="có xe")),
    ("từ chối", None),
    ("đã nhận", None),
    ("nhận 3 con bò", None),
]


@pytest.mark.parametrize(("text", "call"), ASKED)
def test_what_stands_behind_the_command(text: str, call: AskCall | None) -> None:
    assert read_asking(text) == call


@pytest.mark.parametrize(("text", "call"), DECIDED)
def test_decisions(text: str, call: AskCall | None) -> None:
    assert read_decision(text) == call
