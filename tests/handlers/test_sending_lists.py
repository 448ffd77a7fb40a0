"""Lists sent in the chat: what comes back, what old buttons and late words do, and that everything or nothing is written."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from chat import Capabilities
from tests.support.conversation import PHONE, TEXT_ONLY, Office, Phone, shared_services
from tests.survey.register.lists import Rows, workbook

HEAD = ("Mã hộ", "Họ và tên", "Quan hệ", "Giới tính", "Năm sinh", "Tổ dân phố", "Loại hộ", "Năm")
GOOD = (301, "Phạm Văn Dứt", "chủ hộ", "Nam", 1985, "tổ dân phố 1", "Hộ nghèo", 2024)
WRONG = (302, "Đinh Văn Roét", "chủ hộ", "Nam", "31/02/1990", "tổ dân phố 2", "Hộ nghèo", 2024)


@pytest.fixture
def admin(office: Office) -> Phone:
    office.services = replace(shared_services(), stored=office.files.__getitem__, outlines={}, channels={})
    return Phone(office, "admin")


def send(phone: Phone, rows: Rows, name: str = "danh-sach.xlsx") -> str:
    phone.office.wait(seconds=5)
    phone.give(phone.office.with_file(phone.address, name, workbook(rows)))
    phone.office.work_off()
    return phone.read(phone.receive())


def numbers(office: Office) -> list[int]:
    with office.database.look() as work:
        return [one.number for one in work.lists.known("xa-ba-to") if one.number > 300]


def test_the_workbook_comes_back_with_what_is_wrong_in_it(office: Office, admin: Phone) -> None:
    assert "cột Lỗi" in send(admin, (HEAD, GOOD, WRONG))
    ((file,),) = [message.files for message in admin.seen if message.files]
    assert file.name == "loi-danh-sach.xlsx"
    page = load_workbook(BytesIO(file.content)).worksheets[0]
    assert [page.cell(row, 9).value for row in (1, 2)] == ["Lỗi", None]
    assert str(page.cell(3, 9).value).startswith("Năm sinh: ")


@pytest.mark.parametrize(("able", "files"), [(replace(PHONE, file_out=True), 1), (replace(TEXT_ONLY, name="web"), 0)])
def test_a_file_is_promised_only_where_it_can_go_out(
    office: Office, admin: Phone, able: Capabilities, files: int
) -> None:
    office.services = replace(office.services, channels={"web": able})
    assert ("cột Lỗi" in send(admin, (HEAD, GOOD, WRONG))) == bool(files)
    assert sum(bool(message.files) for message in admin.seen) == files
    assert "Đã nạp xong: mới 1" in admin.read(admin.say("nạp hộ đúng"))
    assert numbers(office) == [301]


def test_whom_the_list_lacks_stays_and_is_named(office: Office, admin: Phone) -> None:
    wife = (301, "Đinh Thị Nướp", "vợ", "Nữ", 1987, "tổ dân phố 1", "Hộ nghèo", 2024)
    send(admin, (HEAD, GOOD, wife))
    admin.say("nạp")
    assert "vẫn giữ: Đinh Thị Nướp (hộ 301)" in send(admin, (HEAD, (*GOOD[:6], "Hộ cận nghèo", 2025)))
    admin.say("nạp")
    with office.database.look() as work:
        (known,) = [one for one in work.lists.known("xa-ba-to") if one.number == 301]
    assert [one.name for one in known.members] == ["Phạm Văn Dứt", "Đinh Thị Nướp"]


def test_a_button_of_another_list_brings_nothing_in(office: Office, admin: Phone) -> None:
    send(admin, (HEAD, GOOD))
    old = admin.seen[-1].rows[0][0].payload
    send(admin, (HEAD, GOOD, (303, *GOOD[1:])), "khac.xlsx")
    admin.press(old)
    office.work_off()
    assert "Nút vừa bấm là của câu trước" in admin.read(admin.receive())
    assert numbers(office) == []


def test_a_button_after_the_end_says_so(office: Office, admin: Phone) -> None:
    send(admin, (HEAD, GOOD))
    button = admin.seen[-1].rows[0][0].payload
    admin.say("thôi")
    admin.press(button)
    office.work_off()
    assert "Em không có danh sách nào đang chờ nạp" in admin.read(admin.receive())
    assert numbers(office) == []


def test_a_word_typed_before_the_report_was_seen_brings_nothing_in(office: Office, admin: Phone) -> None:
    before = office.now
    send(admin, (HEAD, GOOD))
    admin.send("nạp", at=before)
    office.work_off()
    assert "em chưa ghi" in admin.read(admin.receive())
    assert numbers(office) == []


@pytest.mark.parametrize(
    ("answer", "unit"),
    [
        ("3", "tdp-3"),
        ("tổ 3", "tdp-3"),
        ("to 3", "tdp-3"),
        ("TDP 3", "tdp-3"),
        ("tổ dân phố 3", "tdp-3"),
        ("03", "tdp-3"),
        ("tổ 33", None),
        ("9", None),
    ],
)
def test_which_group_is_meant(office: Office, admin: Phone, answer: str, unit: str | None) -> None:
    assert "Đó là tổ, thôn nào" in send(admin, (HEAD, (*GOOD[:5], "Khối ba", *GOOD[6:])))
    said = admin.read(admin.say(answer))
    if unit is None:
        assert "Em chưa rõ" in said
        return
    assert "✓ Khối ba là tổ dân phố 3." in said
    admin.say("nạp")
    with office.database.look() as work:
        found = work.households.by_number(301)
    assert found is not None
    assert found.unit == unit
    assert "Đó là tổ" not in send(admin, (HEAD, (302, *GOOD[1:5], "khối  ba", *GOOD[6:])))


def test_a_name_that_is_none_of_ours_is_told_and_asked_again_next_time(office: Office, admin: Phone) -> None:
    rows = (HEAD, GOOD, (302, "Đinh Văn Roét", *GOOD[2:5], "Khối ba", *GOOD[6:]))
    send(admin, rows)
    assert 'Không có tổ, thôn nào của xã tên "Khối ba"' in admin.read(admin.say("không phải"))
    admin.say("nạp hộ đúng")
    assert numbers(office) == [301]
    assert "Đó là tổ, thôn nào" in send(admin, rows)


NO_NUMBER = [row[1:] for row in (HEAD, (*GOOD[:4], None, *GOOD[5:]))]


@pytest.mark.parametrize(
    ("answer", "said", "counts"),
    [("1", "là Hộ 301", "mới 0, đổi 0, không đổi 1"), ("hộ mới", "là hộ mới", "mới 1, đổi 0, không đổi 0")],
)
def test_which_household_is_meant(office: Office, admin: Phone, answer: str, said: str, counts: str) -> None:
    send(admin, (HEAD, GOOD))
    admin.say("nạp")
    assert "Có phải là một hộ đã có trong sổ không?\n1. Hộ 301" in send(admin, NO_NUMBER)
    heard = admin.read(admin.say(answer))
    assert said in heard
    assert counts in heard


def test_a_defect_while_it_is_written_leaves_nothing(office: Office, admin: Phone) -> None:
    send(admin, (HEAD, GOOD, (303, *GOOD[1:])))
    office.files.clear()
    assert "chưa ghi gì" in admin.read(admin.say("nạp"))
    assert numbers(office) == []
