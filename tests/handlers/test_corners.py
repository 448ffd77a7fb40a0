"""Corners of the conversation where one word could mean two things."""

from tests.support.commune import answers, stored
from tests.support.conversation import Office, Phone


def members(office: Office) -> list[str]:
    return [item.path[-1][1] for item in stored(office, 12)[0].items]


def test_edit_3_is_member_3_on_the_list_and_question_3_elsewhere(office: Office, at_roster: Phone) -> None:
    assert "Phạm Văn Lót – gõ chỗ cần sửa" in at_roster.read(at_roster.say("sửa 3"))
    at_roster.say("quay lại")
    for text in ("c 1998", "đủ"):
        at_roster.say(text)
    assert "Câu 3. Tháng sinh" in at_roster.read(at_roster.say("sửa 3"))


def test_remove_while_another_question_is_open_asks_for_the_reason(office: Office, at_area: Phone) -> None:
    assert "Phạm Thị Rế: vì sao không còn trong hộ?" in at_area.read(at_area.say("xoá 2"))
    assert members(office) == ["1", "2", "3", "4", "5"]
    said = at_area.read(at_area.say("1"))
    assert "Phạm Thị Rế đã mất" in said
    assert "Thành viên (4 người)" in said
    assert "Câu 16. Diện tích" in at_area.read(at_area.say("đủ"))
    assert members(office) == ["1", "3", "4", "5"]


def test_a_command_instead_of_a_reason_leaves_the_member(office: Office, at_roster: Phone) -> None:
    at_roster.say("xoá 2")
    at_roster.say("quay lại")
    assert members(office) == ["1", "2", "3", "4", "5"]
    at_roster.say("đủ")
    assert members(office) == ["1", "2", "3", "4", "5"]


def test_words_that_are_no_reason_are_refused(office: Office, at_roster: Phone) -> None:
    at_roster.say("xoá 2")
    assert "Anh/chị chọn lý do giúp em" in at_roster.read(at_roster.say("tại vì"))
    assert members(office) == ["1", "2", "3", "4", "5"]


def test_only_a_member_who_was_added_later_is_asked_what_the_others_answered(office: Office, at_area: Phone) -> None:
    at_area.say("thêm Phạm Văn Nô, nam, 2024, cháu")
    at_area.say("đủ")
    at_area.say("bỏ qua")
    said = at_area.read(at_area.say("Hrê"))
    assert "6. Phạm Văn Nô" in said
    assert "1. Phạm Văn Dắt" not in said
    before = answers(office, 12)
    at_area.say("không ai")
    after = answers(office, 12)
    assert after["khuyet_tat.6"] == "khong"
    assert {name: value for name, value in after.items() if name in before and value != before[name]} == {}


def test_a_number_is_never_given_to_another_member(office: Office, at_roster: Phone) -> None:
    for text in ("thêm Phạm Văn Nô, nam, 2024, cháu", "xoá 6 ghi nhầm", "thêm Phạm Văn Bin, nam, 2023, cháu"):
        at_roster.say(text)
    assert members(office) == ["1", "2", "3", "4", "5", "7"]


def test_remarks_on_the_list_are_nobody(office: Office, at_roster: Phone) -> None:
    for text in ("hôm nay trời mưa", "chưa gặp ai", "để em hỏi lại", "12/3/24", "xoá", "ok em", "vâng"):
        said = at_roster.read(at_roster.say(text))
        assert members(office) == ["1", "2", "3", "4", "5"], text
        assert "Đã thêm" not in said


def test_no_change_is_no_change(office: Office, at_roster: Phone) -> None:
    assert "Hộ có 5 người ✓" in at_roster.read(at_roster.say("không có gì thay đổi"))


def test_cancel_then_no_goes_on_where_it_was(office: Office, at_area: Phone) -> None:
    assert "Huỷ phiếu của hộ 12?" in at_area.read(at_area.say("huy"))
    said = at_area.read(at_area.say("không"))
    assert "Không huỷ, làm tiếp." in said
    assert "Câu 16" in said
    at_area.say("40")
    assert answers(office, 12)["dien_tich"] == "40.0"


def test_cancel_while_the_notice_is_open(office: Office, phone: Phone) -> None:
    phone.say("rà soát 12")
    phone.say("huỷ")
    assert "Đã huỷ phiếu của hộ 12." in phone.read(phone.say("có"))
    assert "Hộ có đồng ý không?" in phone.read(phone.say("rà soát 12"))


def test_toggles_are_forgotten_when_another_question_is_opened(office: Office, at_area: Phone) -> None:
    for text in ("40", "2 1 1"):
        at_area.say(text)
    at_area.tap("tivi")
    at_area.say("sửa 16")
    at_area.say("41")
    at_area.tap("radio")
    at_area.tap("Xong")
    assert answers(office, 12)["thiet_bi"] == "radio"


def test_done_without_a_choice_is_asked_back(office: Office, at_area: Phone) -> None:
    for text in ("40", "2 1 1"):
        at_area.say(text)
    assert "Anh/chị chưa chọn mục nào." in at_area.read(at_area.tap("Xong"))
    assert "thiet_bi" not in answers(office, 12)


def test_an_exclusive_choice_stands_alone_when_typed(office: Office, at_area: Phone) -> None:
    for text in ("40", "2 1 1"):
        at_area.say(text)
    at_area.say("1,8")
    assert "thiet_bi" not in answers(office, 12)
    at_area.say("8")
    assert answers(office, 12)["thiet_bi"] == "khong_co"


def test_answers_that_fall_off_the_path_come_back(office: Office, at_area: Phone) -> None:
    for text in ("40", "2 1 1", "1", "132", "8", "xa chợ"):
        at_area.say(text)
    assert answers(office, 12)["nguyen_nhan_khac"] == "xa chợ"
    at_area.say("sửa 22")
    assert "1 câu không còn dùng (câu 23); câu trả lời cũ vẫn giữ." in at_area.read(at_area.say("1"))
    assert answers(office, 12)["nguyen_nhan_khac"] == "xa chợ"
    at_area.say("sửa 22")
    said = at_area.read(at_area.say("1,8"))
    assert "1 câu cũ dùng lại được, không phải hỏi lại." in said
    assert "Câu 24" in said


def test_back_twice_goes_back_twice(office: Office, at_area: Phone) -> None:
    assert "Nhà ở" in at_area.read(at_area.say("quay lại"))
    assert "Câu 11" in at_area.read(at_area.say("quay lại"))


def test_one_wrong_part_of_a_reply_records_none_of_it(office: Office, at_area: Phone) -> None:
    at_area.say("40")
    before = stored(office, 12)
    assert "Câu 19 (Có ai trong hộ dùng internet): Không có mục 9" in at_area.read(at_area.say("2 1 9"))
    assert stored(office, 12) == before


def test_review_then_a_correction_leads_back_to_the_review(office: Office, at_area: Phone) -> None:
    for text in ("40", "2 1 1", "1", "132", *["bỏ qua"] * 5):
        at_area.say(text)
    at_area.say("sửa 16")
    said = at_area.read(at_area.say("38"))
    assert "điểm B tạm tính" in said
    assert "Gõ: nộp" in said


def test_free_text_may_begin_with_a_control_word(office: Office, at_area: Phone) -> None:
    for text in ("40", "2 1 1", "1", "132", *["bỏ qua"] * 4):
        at_area.say(text)
    at_area.say("sửa mái nhà năm 2023")
    assert answers(office, 12)["ghi_chu"] == "sửa mái nhà năm 2023"


def test_the_same_person_goes_on_from_another_account(office: Office, at_area: Phone) -> None:
    other = Phone(office, "ra-soat-1-dien-thoai", bot="khac")
    with office.database.work() as work:
        person = work.people.by_key("ra-soat-1")
        assert person is not None
        work.people.link(person.id, other.address, office.now)
        work.commit()
    said = other.read(other.say("40"))
    assert "ở đây mới hiện" in said
    assert "Câu 16" in said
    assert "dien_tich" not in answers(office, 12)
    assert "40 m², 5 người, 8 m²/người ✓" in other.read(other.say("40"))
    assert answers(office, 12)["dien_tich"] == "40.0"
