"""What is to be put right of a household, as it is typed."""

import pytest

from survey.read import RegisterAct, RegisterCall, read_register_call

SAID = [
    ("chuyển tổ 6", RegisterCall(RegisterAct.REGROUP, 0, "tổ 6")),
    ("Chuyển hộ 12 sang tổ 6 ạ", RegisterCall(RegisterAct.REGROUP, 12, "tổ 6")),
    ("hộ 12 chuyển tổ 6 vì làm nhà mới", RegisterCall(RegisterAct.REGROUP, 12, "tổ 6", "làm nhà mới")),
    ("chuyển sang thôn Gò Ghèm: làm nhà", RegisterCall(RegisterAct.REGROUP, 0, "thôn Gò Ghèm", "làm nhà")),
    ("đổi chủ hộ: Phạm Thị Vi", RegisterCall(RegisterAct.HEAD, 0, "Phạm Thị Vi")),
    ("doi chu ho: 2", RegisterCall(RegisterAct.HEAD, 0, "2")),
    ("đổi chủ hộ sang Rế, lý do: ông Dắt yếu", RegisterCall(RegisterAct.HEAD, 0, "Rế", "ông Dắt yếu")),
    ("tách hộ: Lót, Lem", RegisterCall(RegisterAct.SPLIT, 0, "Lót, Lem")),
    ("tách hộ 3 và 4 vì lấy vợ", RegisterCall(RegisterAct.SPLIT, 0, "3 và 4", "lấy vợ")),
    ("nhập với hộ 14", RegisterCall(RegisterAct.MERGE, 0, "14")),
    ("hộ 12, nhập vào hộ số 14: về ở chung", RegisterCall(RegisterAct.MERGE, 12, "14", "về ở chung")),
    ("qua đời: Nía", RegisterCall(RegisterAct.DIED, 0, "Nía")),
    ("12 qua đời: 5 vì ốm", RegisterCall(RegisterAct.DIED, 12, "5", "ốm")),
    ("chuyển đi: vào Nam", RegisterCall(RegisterAct.LEFT, 0, "", "vào Nam")),
    ("hộ 12 chuyển đi nơi khác", RegisterCall(RegisterAct.LEFT, 12)),
    ("chuyển về", RegisterCall(RegisterAct.BACK)),
    ("sửa 2: 1974", RegisterCall(RegisterAct.FIX, 0, "1974", "", "2")),
    ("hộ 12 sửa Rế: tên Phạm Thị Rê", RegisterCall(RegisterAct.FIX, 12, "tên Phạm Thị Rê", "", "Rế")),
    ("sửa sổ", RegisterCall(RegisterAct.HELP)),
]


@pytest.mark.parametrize(("text", "meant"), SAID, ids=[row[0] for row in SAID])
def test_what_is_to_be_put_right(text: str, meant: RegisterCall) -> None:
    assert read_register_call(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        *(
            "chuyển Rin sang tổ 5",
            "đổi tên Rin thành X",
            "đổi số Rin 0905 111 222",
            "giao tổ 6 cho Rin",
            "gán 5 cho tổ 3",
        ),
        *("bớt hộ 12: chuyển đi", "sửa 12", "hộ 12", "đúng", "ông Nía mất rồi", "tách", "xong 1", ""),
    ],
)
def test_other_words_change_nothing(text: str) -> None:
    assert read_register_call(text) is None
