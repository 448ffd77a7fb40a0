"""What people ask to be exported; whatever is read is read as the same again."""

import pytest

from survey.read.exported import KINDS, ExportCall, read_export

SAID = {
    "xuất": ExportCall(),
    "xuất danh sách": ExportCall(),
    "xuất danh sách nghèo tổ 6": ExportCall("poor", "tổ 6"),
    "xuat ds ho can ngheo": ExportCall("near_poor"),
    "cho chị file excel hộ chưa rà soát": ExportCall("not_reviewed", format="xlsx"),
    "ds hộ chưa có căn cước": ExportCall("no_card"),
    "in danh sách thiếu căn cước đầy đủ": ExportCall("no_card", sensitive=True),
    "xuất hộ nghèo kèm căn cước csv": ExportCall("poor", format="csv", sensitive=True),
    "xuất danh sách nghèo và cận nghèo": ExportCall(),
    "xuất tất cả hộ tổ sáu": ExportCall("households", "tổ 6"),
    "xuất phiếu hộ 12": ExportCall("sheet", number=12),
    "in phiếu hộ": ExportCall("sheet"),
    "xuất toàn bộ dữ liệu odk": ExportCall("data", format="odk"),
    "xuất câu trả lời": ExportCall("answers"),
    "xuất bảng mã": ExportCall("code_book"),
    "phiếu hộ 12": None,
    "danh sách các tổ": None,
    "danh sách việc": None,
    "xuất khẩu lao động": None,
    "xuất danh sách hộ nghèo tổ 6, tổ 7": None,
    "nghèo quá": None,
    "nhà chị nghèo, con chưa làm": None,
    "danh sách hộ nghèo năm ngoái bị sai": None,
}


@pytest.mark.parametrize(("text", "call"), SAID.items())
def test_words_are_read(text: str, call: ExportCall | None) -> None:
    assert read_export(text) == call


@pytest.mark.parametrize("kind", ["", *KINDS])
@pytest.mark.parametrize("group", ["", "tổ 6"])
@pytest.mark.parametrize("as_", ["", "csv", "odk"])
@pytest.mark.parametrize("sensitive", [True, False])
def test_what_was_read_is_read_again_as_the_same(kind: str, group: str, as_: str, sensitive: bool) -> None:
    number = 12 if kind in {"sheet", "answers"} else 0
    call = ExportCall(kind, group, as_, sensitive, number)
    assert read_export(call.words, asked=True) == call
