"""The checker's desk: what waits, one household on a page, passed alone or many at once, taken back; nothing passes unseen or twice."""

import pytest

from chat import FileOut
from storage.records import Act, AssignmentState, Role
from tests.handlers.support.desk import SMALL, Post, households, reopen_at, said, states
from tests.support.commune import assignment_of
from tests.support.conversation import Office, Phone

CHECKER = "kiem-tra"


def test_what_waits_stands_by_group_the_oldest_first(desk: Phone) -> None:
    lines = said(desk, "kiểm tra").splitlines()
    assert lines[0] == "Cần kiểm tra 4 hộ, lâu nhất từ 03/11:"
    assert lines[1:3] == ["tổ dân phố 1 (3, từ 03/11): 11–13", "tổ dân phố 2 (1, từ 03/11): 60"]
    assert "Cần anh/chị kiểm tra: 4 hộ" in said(desk, "/start")
    assert "13. Đinh Hồng Ê (nghèo → cận nghèo) – nộp 03/11" in said(desk, "kiểm tra tổ 1")


def test_one_page_has_the_class_what_is_lacking_with_its_questions_and_what_changed(desk: Phone) -> None:
    page = said(desk, "kiểm tra", "11")
    assert page.startswith("Hộ 11 – Đinh A Ê, tổ dân phố 1. Đinh Thị Xếp nộp ")
    assert "→ HỘ NGHÈO (năm trước: hộ cận nghèo)" in page
    assert "• nhà tiêu hợp vệ sinh (câu 18) – không có nhà tiêu" in page
    assert "Không thiếu hụt: " in page
    assert "Khác năm 2024:\n• xếp loại: hộ cận nghèo → hộ nghèo" in page
    assert "gõ: sửa" not in page
    every = said(desk, "xem")
    assert "16. Diện tích ở của hộ bao nhiêu m²: 45 m²" in every
    assert "sửa" not in every
    assert "Hộ 11: đạt" in said(desk, "đạt")


def test_that_somebody_looked_and_decided_is_noted(office: Office, desk: Phone) -> None:
    said(desk, "kiểm 12", "đạt", "bỏ đạt 12: bấm nhầm")
    with office.database.look() as work:
        notes = work.accesses.latest(3)
    assert [(one.act, one.subject, one.reason) for one in reversed(notes)] == [
        (Act.LOOK, "check", ""),
        (Act.CHANGE, "check:pass", ""),
        (Act.CHANGE, "check:take_back", "bấm nhầm"),
    ]


def test_the_next_one_is_the_next_also_behind_one_that_was_left(office: Office, desk: Phone) -> None:
    assert said(desk, "tiếp").startswith("Hộ 11 ")
    assert said(desk, "tiếp").startswith("Hộ 12 ")
    assert "Còn 3 hộ" in said(desk, "đạt")
    assert said(desk, "tiếp").startswith("Hộ 13 ")
    assert said(desk, "hộ tiếp theo").startswith("Hộ 60 ")
    assert said(desk, "tiếp").startswith("Hộ 11 ")
    assert states(office, 11, 12, 13, 60) == ["submitted", "checked", "submitted", "submitted"]


def test_a_word_that_was_sent_twice_passes_one_household(office: Office, desk: Phone) -> None:
    said(desk, "kiểm 11")
    for _ in range(2):
        desk.send("đạt")
    office.work_off()
    assert "mở hộ trước" in desk.read(desk.receive())
    assert states(office, 11, 12) == ["checked", "submitted"]


def test_a_word_that_was_sent_before_the_page_was_read_decides_nothing(office: Office, desk: Phone) -> None:
    early = office.now
    said(desk, "kiểm 11")
    desk.send("đạt", at=early)
    office.work_off()
    assert "em chưa ghi" in desk.read(desk.receive())
    assert states(office, 11) == ["submitted"]


def test_what_was_handed_in_anew_meanwhile_is_shown_again_and_does_not_pass(office: Office, desk: Phone) -> None:
    said(desk, "kiểm 11")
    reopen_at(office, 11)
    again = said(desk, "đạt")
    assert again.startswith("⚠ Hộ này vừa được nộp lại sau khi anh/chị mở")
    assert "HỘ NGHÈO" in again
    assert states(office, 11) == ["submitted"]
    assert "Hộ 11: đạt" in said(desk, "đạt")


def test_many_pass_after_their_number_was_said(office: Office, desk: Phone) -> None:
    said(desk, "kiểm 11", "đạt")
    read_back = said(desk, "đạt 11-14, 60")
    assert read_back.startswith("Đạt 3 hộ: 12–13, 60.\nTrong đó xếp loại khác năm trước hoặc chưa rõ: 13")
    assert "Đã đạt từ trước: 11." in read_back
    assert "không có trong đợt: 14." in read_back
    assert states(office, 12, 13, 60) == ["submitted"] * 3
    assert said(desk, "thôi") == "Em chưa làm gì."
    assert "Đã đạt 3 hộ" in said(desk, "đạt hết", "đúng")
    assert states(office, 12, 13, 60) == ["checked"] * 3
    assert "Không có hộ nào đạt được" in said(desk, "đạt hết")


def test_a_household_that_was_erased_while_it_was_open_is_gone(office: Office, desk: Phone) -> None:
    said(desk, "kiểm 12")
    with office.database.work() as work:
        work.erasure.household(assignment_of(work, office, 12).household.id)
        work.commit()
    assert said(desk, "đạt").startswith("Hộ này không còn trong đợt")
    assert "Đang trả lại" not in said(desk, "kiểm tra")


def test_whoever_closes_a_round_hears_how_many_nobody_has_checked(office: Office, desk: Phone) -> None:
    said(desk, "kiểm 12", "đạt")
    admin = Post(office, "admin")
    assert said(admin, "đóng đợt 2025").startswith(
        "⚠ 3 hộ đã nộp mà chưa kiểm tra; đóng đợt rồi thì không kiểm tra được nữa.\n"
    )
    assert said(admin, "đóng luôn: hết hạn").endswith("\n3 hộ đã nộp mà chưa được kiểm tra.")
    assert said(desk, "kiểm tra") == "Không có hộ nào cần kiểm tra."


def test_of_many_a_group_and_what_changed_meanwhile_is_said_anew(office: Office, desk: Phone) -> None:
    # A checker has no /tonghop: the groups themselves are said, as the one that is not there was typed.
    for words in ("đạt tổ 9", "kiểm tra tổ 9"):
        assert said(desk, words).startswith('Em không thấy tổ, thôn nào là "tổ 9". Có: tổ dân phố 1, tổ dân phố 2')
    assert said(desk, "đạt tổ 2").startswith("Đạt 1 hộ: 60.")
    assert said(desk, "đạt hết tổ 1").startswith("Đạt 3 hộ: 11–13.")
    reopen_at(office, 11)
    assert said(desk, "đúng").startswith("Danh sách vừa đổi")
    assert states(office, 11, 12, 13) == ["submitted"] * 3


def test_what_passed_by_mistake_waits_again_with_a_reason(office: Office, desk: Phone) -> None:
    said(desk, "kiểm 12", "đạt")
    assert "Vì sao bỏ đạt?" in said(desk, "bỏ đạt 12")
    assert states(office, 12) == ["checked"]
    assert "lại cần kiểm tra" in said(desk, "bỏ đạt 12: bấm nhầm")
    assert states(office, 12) == ["submitted"]
    assert "chưa đạt" in said(desk, "bỏ đạt 12: bấm nhầm")
    assert "Hộ 12: đạt" in said(desk, "kiểm 12", "đạt")
    assert "Đã đạt." not in said(desk, "kiểm 13")
    assert said(desk, "kiểm 12").splitlines()[0].endswith("Đã đạt.")
    assert "lại cần kiểm tra" in said(desk, "kiểm 12", "bỏ đạt: nhầm hộ")


def test_nobody_checks_what_they_asked_themselves(office: Office, desk: Phone) -> None:
    with office.database.work() as work:
        me = work.people.by_key("ra-soat-1")
        assert me is not None
        work.people.put(me.key, me.name, me.role, units=["xa-ba-to"], also=[Role.CHECKER])
        work.commit()
    both = Post(office, "ra-soat-1")
    listed = said(both, "kiểm tra")
    assert "tổ dân phố 2 (1, từ 03/11): 60" in listed
    assert "Anh/chị đã hỏi nên người khác kiểm tra (3): 11–13" in listed
    assert "người khác kiểm tra thì khách quan hơn: " in said(both, "kiểm 12")
    assert "Trần Thị Sương" in said(both, "kiểm 12")
    read_back = said(both, "đạt 11-60")
    assert read_back.startswith("Đạt 1 hộ: 60.")
    assert "Anh/chị đã hỏi, người khác kiểm tra: 11–13." in read_back
    said(both, "trả lại hộ 12: thử")
    assert states(office, 11, 12, 13) == ["submitted"] * 3
    # A bare number is still the household's of whoever asks.
    assert "đã nộp lúc" in said(both, "danh sách", "12")


@pytest.mark.usefixtures("handed_in")
def test_who_else_checks_is_said_also_to_whom_sees_one_group_and_of_whom_looks_there(office: Office) -> None:
    with office.database.work() as work:
        work.people.put("ra-soat-1", "Đinh Thị Xếp", Role.COLLABORATOR, units=["tdp-1"], also=[Role.CHECKER])
        work.people.put("ra-soat-2", "Phạm Văn Trút", Role.COLLABORATOR, units=["tdp-2"], also=[Role.CHECKER])
        work.commit()
    assert said(Post(office, "ra-soat-1"), "kiểm 12").endswith("khách quan hơn: Trần Thị Sương, Lê Thị Hoa.")
    # What is not theirs to see is not said to be so or so.
    assert "ngoài địa bàn" in said(Post(office, "ra-soat-2"), "bỏ đạt 12: nhầm")


@pytest.mark.parametrize("key", ["ra-soat-1", "lanh-dao-1", "giam-sat", "cong-chuc-dia-chinh", "admin"])
@pytest.mark.usefixtures("handed_in")
def test_nobody_else_has_a_desk(office: Office, key: str) -> None:
    before, phone = states(office, 11, 12, 13, 60), Post(office, key)
    for words in ("/kiemtra", "/kiemtra 11", "đạt", "đạt 11-60", "đúng", "trả lại hộ 11 câu 16: thử", "kiểm 12", "đạt"):
        phone.say(words)
    assert states(office, 11, 12, 13, 60) == before


def test_it_is_offered_to_whom_it_is_allowed(office: Office) -> None:
    offered = {
        key: "/kiemtra" in said(Post(office, key), "/start")
        for key in (CHECKER, "cong-chuc-van-hoa", "cong-chuc-dia-chinh")
    }
    assert offered == {CHECKER: True, "cong-chuc-van-hoa": True, "cong-chuc-dia-chinh": False}


def test_the_responsible_official_has_one_and_a_checker_of_one_group_sees_that_group(
    office: Office, desk: Phone
) -> None:
    assert "Cần kiểm tra 4 hộ" in said(Post(office, "cong-chuc-van-hoa"), "/kiemtra")
    with office.database.work() as work:
        me = work.people.by_key(CHECKER)
        other = work.assignments.of_number(1, 60)
        assert me is not None
        assert other is not None
        work.people.put(me.key, me.name, me.role, units=[other.household.unit])
        work.commit()
    assert said(desk, "kiểm tra").startswith("Cần kiểm tra 1 hộ")
    assert "ngoài địa bàn của anh/chị" in said(desk, "kiểm 11")
    said(desk, "đạt 11-60", "đúng")
    assert states(office, 11, 60) == ["submitted", "checked"]


def test_a_channel_of_300_characters_is_enough(office: Office, desk: Phone) -> None:
    page = desk.read(desk.say("kiểm 11"), SMALL)
    assert all(len(part) <= 300 for part in page.split("\n---\n"))
    assert page.rstrip().endswith("tiếp")
    assert "Hộ 11: đạt" in desk.read(desk.say("đạt"), SMALL)


def test_its_pictures_come_on_request(office: Office, desk: Phone) -> None:
    assert "không có ảnh" in said(desk, "kiểm 12", "ảnh")
    with households(office, 12) as add:
        add("anh_nha", office.files)
    assert "Ảnh: 1, gõ: ảnh" in said(desk, "kiểm 12")
    (message,) = desk.say("ảnh")
    (file,) = message.files
    assert isinstance(file, FileOut)
    assert file.content == b"JPEG"
    assert "Hộ 12: đạt" in said(desk, "đạt")


def test_where_nothing_waits_it_is_said(office: Office) -> None:
    phone = Post(office, CHECKER)
    assert said(phone, "kiểm tra") == "Không có hộ nào cần kiểm tra."
    assert said(phone, "tiếp") == "Không có hộ nào cần kiểm tra."
    assert "chưa làm" in said(phone, "kiểm 12")
    assert "không có hộ số 9999" in said(phone, "kiểm 9999")
    assert "Em chưa rõ" in said(phone, "/kiemtra trời mưa")


def test_leaders_see_how_far_it_is(office: Office, desk: Phone) -> None:
    leader = Post(office, "lanh-dao-1")
    assert "Kiểm tra:" not in said(leader, "tổng hợp")
    said(desk, "kiểm 11", "đạt")
    said(desk, "kiểm 12", "trả lại 16: hỏi lại diện tích")
    assert "Kiểm tra: đạt 1 · còn 2 · đang trả lại 1" in said(leader, "tổng hợp")
    assert "Kiểm tra: đạt 1 · còn 1 · đang trả lại 1" in said(leader, "tổ 1")
    assert AssignmentState.RETURNED.value in states(office, 12)
