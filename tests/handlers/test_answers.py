"""Answers in words where numbers are usual, what is said back at once, and what is never said."""

import pytest

from tests.support.commune import answers, stored
from tests.support.conversation import Office, Phone

WORKS = [
    ("có hợp đồng; tự làm; không đi làm; không rõ", "co_hop_dong tu_lam khong_lam khong_ro"),
    ("co hop dong; tu lam; khong di lam; khong ro", "co_hop_dong tu_lam khong_lam khong_ro"),
    ("tự làm, tự làm, không rõ, tự làm", "tu_lam tu_lam khong_ro tu_lam"),
    ("có việc, có hợp đồng\ntự làm\nkhông rõ\nkhong hop dong", "co_hop_dong tu_lam khong_ro khong_hop_dong"),
    ("1: có hợp đồng; 2: không hợp đồng, còn lại tự làm", "co_hop_dong khong_hop_dong tu_lam tu_lam"),
    ("1 2 3, 4", "co_hop_dong khong_hop_dong tu_lam tim_viec"),
]


@pytest.mark.parametrize(("text", "expected"), WORKS)
def test_labels_answer_for_all_members(office: Office, at_area: Phone, text: str, expected: str) -> None:
    at_area.say("sửa 9")
    at_area.say(text)
    assert [answers(office, 12)[f"viec_lam.{n}"] for n in "1234"] == expected.split()


NO_WORKS = [
    "tự làm; tự làm",
    "tự làm, có việc",
    "có việc; có việc; có việc; có việc",
    "có việc, có hợp đồng, tự làm, tự làm",
]


@pytest.mark.parametrize("text", NO_WORKS)
def test_labels_that_do_not_fit_are_refused_whole(office: Office, at_area: Phone, text: str) -> None:
    at_area.say("sửa 9")
    before = stored(office, 12)
    at_area.say(text)
    assert stored(office, 12) == before


def test_one_answer_for_a_whole_screen(office: Office, at_area: Phone) -> None:
    at_area.say("quay lại")
    assert "Tường: không bền chắc" in at_area.read(at_area.say("tất cả 2"))
    assert {answers(office, 12)[name] for name in ("tuong", "cot", "mai")} == {"khong_ben"}


@pytest.mark.parametrize("text", ["tất cả 1", "tất cả có", "tat ca 9"])
def test_no_common_answer_for_different_questions(office: Office, at_area: Phone, text: str) -> None:
    at_area.say("40")
    assert "không có chung một câu trả lời" in at_area.read(at_area.say(text))
    assert "nuoc" not in answers(office, 12)
    at_area.say("tất cả không rõ")
    assert answers(office, 12)["nha_tieu"] == "khong_ro"


def test_done_is_typed_as_well(office: Office, at_area: Phone) -> None:
    for text in ("40", "2 1 1"):
        at_area.say(text)
    assert "Anh/chị chưa chọn mục nào." in at_area.read(at_area.say("xong"))
    at_area.tap("tivi")
    at_area.say("xong")
    assert answers(office, 12)["thiet_bi"] == "tivi"
    assert "Từ này không dùng được ở câu này." in at_area.read(at_area.say("xong"))


def test_done_after_members_were_tapped(office: Office, at_area: Phone) -> None:
    at_area.say("sửa 6")
    assert "Anh/chị chưa chọn ai." in at_area.read(at_area.say("xong"))
    at_area.tap("2. Phạm Thị Rế")
    at_area.say("xong")
    assert [answers(office, 12)[f"bhyt.{n}"] for n in "12345"] == ["co", "chua", "co", "co", "co"]


def test_the_average_is_read_back(at_area: Phone) -> None:
    assert "39,99 m², 5 người, 7,99 m²/người ✓" in at_area.read(at_area.say("39,99"))


def test_an_area_for_each_person_is_not_the_areas_of_the_house(office: Office, at_area: Phone) -> None:
    assert "cần diện tích cả nhà" in at_area.read(at_area.say("8 m2 moi nguoi"))
    assert "dien_tich" not in answers(office, 12)


def test_an_identity_number_that_does_not_fit_is_recorded_and_doubted_at_once(office: Office, at_area: Phone) -> None:
    at_area.say("sửa 5")
    said = at_area.read(at_area.say("2: 051087001234"))
    assert "Phạm Thị Rế: ⚠ Số thứ tư của căn cước không khớp với giới tính." in said
    assert "Phạm Thị Rế: ⚠ Số thứ tư đến thứ sáu của căn cước không khớp với năm sinh." in said
    assert "0510870" not in said
    assert answers(office, 12)["cccd.2"] == "051087001234"
    at_area.say("sửa 5")
    assert "⚠" not in at_area.read(at_area.say("2: 051174001234"))


def test_what_was_left_out_has_one_pair_of_brackets(at_area: Phone) -> None:
    assert "(đang ghi: cả 5 người: để trống)" in at_area.read(at_area.say("sửa 2"))
    assert "(đang ghi: để trống)" in at_area.read(at_area.say("sửa 2.2"))


def test_a_new_name_is_said_once(at_area: Phone) -> None:
    at_area.say("sửa người 4")
    said = at_area.read(at_area.say("Phạm Thị Lêm"))
    assert said.count("Phạm Thị Lêm ✓") == 1


def test_all_answers_show_the_members_and_how_to_correct_them(at_area: Phone) -> None:
    said = at_area.read(at_area.say("xem lại"))
    assert "1. Thành viên (5 người):\n• 1. Phạm Văn Dắt, nam, 1971, chủ hộ\n• 2. Phạm Thị Rế" in said
    assert "gõ: sửa người 5" in said
    assert "Phạm Thị Nía – gõ chỗ cần sửa" in at_area.read(at_area.say("sửa người 5"))


@pytest.mark.parametrize(
    "said", ["sửa người 3", "sửa người số 3", "sua nguoi 3.", "sửa số 3", "sửa Lót", "sua lot", "sửa thành viên 3"]
)
def test_a_member_is_opened_from_anywhere(at_area: Phone, said: str) -> None:
    assert "Phạm Văn Lót – gõ chỗ cần sửa" in at_area.read(at_area.say(said))


def test_nobody_has_that_number(at_area: Phone) -> None:
    assert "Không có người số 9" in at_area.read(at_area.say("sửa người 9"))


def test_a_field_of_the_members_is_found_by_its_name(at_area: Phone) -> None:
    at_area.say("thêm Phạm Văn Nô, nam, 2024, cháu")
    said = at_area.read(at_area.say("sửa năm sinh"))
    assert [line.partition(".")[0] for line in said.splitlines()[1:7]] == [f"người {n}" for n in "123456"]
    assert "ví dụ: sửa người 1" in said
    assert "người 3. Phạm Văn Lót sinh năm nào?" in said


def test_a_question_for_all_members_is_named_by_its_own_number(at_area: Phone) -> None:
    said = at_area.read(at_area.say("sửa sinh"))
    assert "2. Ngày sinh đầy đủ của từng người?" in said


def test_several_members_leave_for_one_reason(office: Office, at_roster: Phone) -> None:
    said = at_roster.read(at_roster.say("xoá 2,3,5"))
    assert "Phạm Thị Rế, Phạm Văn Lót, Phạm Thị Nía: vì sao không còn trong hộ?" in said
    assert len(stored(office, 12)[0].items) == 5
    at_roster.say("2")
    assert [item.path[-1][1] for item in stored(office, 12)[0].items] == ["1", "4"]


@pytest.mark.parametrize("text", ["xoá 2,9", "xoá 9,2", "xoá 2.3"])
def test_one_wrong_number_leaves_everybody(office: Office, at_roster: Phone, text: str) -> None:
    said = at_roster.read(at_roster.say(text))
    assert "Không có người số" in said
    at_roster.say("1")
    assert len(stored(office, 12)[0].items) == 5


def test_members_stand_one_a_line(at_area: Phone) -> None:
    said = at_area.read(at_area.say("sửa 6"))
    assert "1. Phạm Văn Dắt\n2. Phạm Thị Rế\n" in said


def test_why_names_no_change_that_cannot_be(at_area: Phone) -> None:
    """Nobody here is under 16: no answer could make a child undernourished, but one could take a health card away."""
    for text in ("40", "1 1 1", "1", "132", *["bỏ qua"] * 5):
        at_area.say(text)
    said = at_area.read(at_area.say("vì sao"))
    assert "Nếu thêm một trong các thiếu hụt sau thì điểm B là" in said
    assert said.index("việc làm") < said.index("chất lượng nhà ở") < said.index("phương tiện tiếp cận thông tin.")
    assert "dinh dưỡng" not in said
    assert "trẻ em" not in said


def test_somebody_has_no_identity_card_yet(office: Office, at_area: Phone) -> None:
    at_area.say("sửa 5")
    said = at_area.read(at_area.say("3: chưa có\n2: 051174001234"))
    assert "Em chưa" not in said
    assert answers(office, 12)["cccd.3"] == "chua_co"
    assert answers(office, 12)["cccd.2"] == "051174001234"
    assert "Phạm Văn Lót: chưa có" in at_area.read(at_area.say("xem lại"))
    at_area.say("sửa 5.3")
    assert "chưa có ✓" in at_area.read(at_area.say("chưa có"))
