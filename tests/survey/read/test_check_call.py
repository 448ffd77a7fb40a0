"""What checkers say, and what they mean by it."""

import pytest

from survey.read import CheckAct, CheckCall, Remark, read_check

AREA, METER = Remark("9", "hỏi lại diện tích"), Remark("14", "có đồng hồ chưa")


def back(*remarks: Remark, of: int = 0, sure: bool = True) -> CheckCall:
    return CheckCall(CheckAct.RETURN, (of,) if of else (), remarks=remarks, sure=sure)


SAID = [
    ("kiểm tra", CheckCall(CheckAct.LIST)),
    ("các hộ chờ kiểm tra", CheckCall(CheckAct.LIST)),
    ("hộ chưa kiểm", CheckCall(CheckAct.LIST)),
    ("kiểm tra tổ 3", CheckCall(CheckAct.LIST, group="tổ 3")),
    ("tổ 3", CheckCall(CheckAct.LIST, group="tổ 3")),
    ("kiểm 12", CheckCall(CheckAct.OPEN, (12,))),
    ("kiem tra ho so 12 nhé", CheckCall(CheckAct.OPEN, (12,))),
    ("tiếp", CheckCall(CheckAct.NEXT)),
    ("hộ tiếp theo", CheckCall(CheckAct.NEXT)),
    ("đạt", CheckCall(CheckAct.APPROVE)),
    ("Đạt rồi ạ", CheckCall(CheckAct.APPROVE)),
    ("dat", CheckCall(CheckAct.APPROVE)),
    ("đạt 12", CheckCall(CheckAct.APPROVE, (12,))),
    ("12 đạt", CheckCall(CheckAct.APPROVE, (12,))),
    ("đạt 12-15, 20", CheckCall(CheckAct.APPROVE, (12, 13, 14, 15, 20))),
    ("dat cac ho 12 den 14", CheckCall(CheckAct.APPROVE, (12, 13, 14))),
    ("duyệt hộ 12, 14", CheckCall(CheckAct.APPROVE, (12, 14))),
    ("đạt hết", CheckCall(CheckAct.APPROVE, every=True)),
    ("đạt tất cả các hộ tổ 3", CheckCall(CheckAct.APPROVE, group="tổ 3", every=True)),
    ("đạt tổ 3", CheckCall(CheckAct.APPROVE, group="tổ 3", every=True)),
    ("bỏ đạt 12: bấm nhầm", CheckCall(CheckAct.TAKE_BACK, (12,), reason="bấm nhầm")),
    ("huỷ đạt hộ 12 vì nhầm hộ", CheckCall(CheckAct.TAKE_BACK, (12,), reason="nhầm hộ")),
    ("bỏ đạt 12", CheckCall(CheckAct.TAKE_BACK, (12,))),
    ("trả lại 9: hỏi lại diện tích", back(AREA)),
    ("trả lại 9 hỏi lại diện tích", back(AREA)),
    ("Trả lại câu 9: hỏi lại diện tích.", back(AREA)),
    ("trả lại 9: hỏi lại diện tích; 14: có đồng hồ chưa?", back(AREA, Remark("14", "có đồng hồ chưa?"))),
    ("trả lại\n9: hỏi lại diện tích\n14: có đồng hồ chưa", back(AREA, METER)),
    ("trả lại 9: hỏi lại diện tích 14: có đồng hồ chưa", back(AREA, METER)),
    ("tra lai cau 9, 14: xem lại", back(Remark("9", "xem lại"), Remark("14", "xem lại"))),
    ("trả lại câu 9 và câu 14 hỏi lại cả hai", back(Remark("9", "hỏi lại cả hai"), Remark("14", "hỏi lại cả hai"))),
    ("trả lại 9.2: sai tuổi", back(Remark("9.2", "sai tuổi"))),
    ("trả lại người 2: sai tuổi", back(Remark("người 2", "sai tuổi"))),
    ("trả lại hộ 12 câu 9: hỏi lại diện tích", back(AREA, of=12)),
    ("trả lại hộ 12: ảnh mờ quá", back(Remark("", "ảnh mờ quá"), of=12)),
    ("trả lại: ảnh mờ quá; 9: hỏi lại diện tích", back(Remark("", "ảnh mờ quá"), AREA)),
    ("trả lại hỏi lại 9: hỏi lại diện tích", back(AREA)),
    ("trả lại 9: hẹn lúc 14:30 mà không gặp", back(Remark("9", "hẹn lúc 14:30 mà không gặp"))),
    ("trả lại 9: 38,5 hay 40 m²", back(Remark("9", "38,5 hay 40 m²"))),
    ("trả lại 9", back(Remark("9", ""))),
    ("trả lại", back()),
    ("hỏi hộ 12: nhà có ai ở không?", CheckCall(CheckAct.ASK, (12,), remarks=(Remark("", "nhà có ai ở không?"),))),
]

AT_PAGE = [
    ("hộ 12", CheckCall(CheckAct.OPEN, (12,))),
    ("mở hộ 12", CheckCall(CheckAct.OPEN, (12,))),
    ("hỏi: nhà có ai ở không?", CheckCall(CheckAct.ASK, remarks=(Remark("", "nhà có ai ở không?"),))),
    ("hỏi 9: đo ở đâu", CheckCall(CheckAct.ASK, remarks=(Remark("9", "đo ở đâu"),))),
    ("hỏi lại 9: hỏi lại diện tích", back(AREA, sure=False)),
    ("9: hỏi lại diện tích 14: có đồng hồ chưa", back(AREA, METER, sure=False)),
    ("câu 9: hỏi lại diện tích", back(AREA, sure=False)),
    ("không đạt", back()),
    ("xem", CheckCall(CheckAct.ANSWERS)),
    ("xem các câu trả lời", CheckCall(CheckAct.ANSWERS)),
    ("ảnh", CheckCall(CheckAct.PHOTOS)),
    ("xem ảnh nhà", CheckCall(CheckAct.PHOTOS)),
]

OTHER = ("12", "đạt 30-12", "tổng hợp", "giao 12 cho Rin", "mưa quá", "Đinh Văn Đạt", "hỏi anh Rin", "9 m2", "trời", "")


@pytest.mark.parametrize(("text", "meant"), SAID, ids=[row[0] for row in SAID])
@pytest.mark.parametrize("at_page", [False, True], ids=["nothing open", "a household open"])
def test_what_means_the_same_wherever_one_stands(text: str, meant: CheckCall, at_page: bool) -> None:
    assert read_check(text, at_page=at_page) == meant


@pytest.mark.parametrize(("text", "meant"), AT_PAGE, ids=[row[0] for row in AT_PAGE])
def test_what_is_about_the_household_that_is_open(text: str, meant: CheckCall) -> None:
    assert read_check(text, at_page=True) == meant
    assert read_check(text) is None or text.startswith("hỏi hộ")


@pytest.mark.parametrize("text", OTHER)
def test_what_means_something_else(text: str) -> None:
    assert read_check(text) is None


def test_no_word_makes_the_reader_slow() -> None:
    for text in ("trả lại " + "9, " * 600, "9" * 1500, "trả lại 9: " + ": 14" * 400, "đạt " + "12-" * 100):
        read_check(text, at_page=True)
