"""What a file is that somebody sent, and what is asked where that is not clear."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from chat import Capabilities, Kind
from handlers.forms import checking
from handlers.received import Sent, What, what_is
from survey.sheet import Workbook, convert, sheet_names, table_names
from survey.sheet.excel import write_excel
from survey.sheet.workbook import Row, Sheet
from tests.support.conversation import Office, Phone, shared_services

FILE, PHOTO, PLACE = Kind.FILE, Kind.PHOTO, Kind.LOCATION
ADMIN, OTHER = True, False
FORM, LIST = ("survey", "choices", "settings"), ("ds ho ngheo",)

TABLE = [
    (Sent(FILE, ADMIN, "phieu.xlsx", sheets=FORM), What.FORM),
    (Sent(FILE, ADMIN, "PHIEU.XLSX", sheets=FORM), What.FORM),
    (Sent(FILE, ADMIN, "phieu.md", sheets=FORM), What.FORM),
    (Sent(FILE, ADMIN, "phieu", "text/markdown", sheets=FORM), What.FORM),
    (Sent(FILE, ADMIN, "hong.xlsx", sheets=None), What.FORM),
    (Sent(FILE, ADMIN, "cu.xls"), What.FORM),
    (Sent(FILE, ADMIN, "macro.xlsm"), What.FORM),
    (Sent(FILE, ADMIN, "danh-sach.xlsx", sheets=LIST), What.WHETHER),
    (Sent(FILE, ADMIN, "danh-sach.xlsx", sheets=LIST, lists=True), What.LIST),
    (Sent(FILE, ADMIN, "danh-sach", checking.WORKBOOK, sheets=LIST, lists=True), What.LIST),
    (Sent(FILE, ADMIN, "phieu.xlsx", sheets=FORM, lists=True), What.FORM),
    (Sent(FILE, ADMIN, "hong.xlsx", sheets=None, lists=True), What.FORM),
    (Sent(FILE, ADMIN, "so-lieu.xlsx", open=True, trial=True, sheets=LIST, lists=True), What.ANSWER),
    (Sent(FILE, OTHER, "danh-sach.xlsx", lists=True), What.LIST),
    (Sent(FILE, OTHER, "van-ban.pdf", "application/pdf", lists=True), What.UNKNOWN),
    (Sent(FILE, ADMIN, "ghi-chu.md", sheets=()), What.WHETHER),
    (Sent(FILE, ADMIN, "van-ban.pdf", "application/pdf"), What.UNKNOWN),
    (Sent(FILE, ADMIN, "anh.jpg", "image/jpeg"), What.UNKNOWN),
    (Sent(PHOTO, ADMIN), What.UNKNOWN),
    (Sent(PLACE, ADMIN), What.UNKNOWN),
    (Sent(FILE, OTHER, "phieu.xlsx", sheets=FORM), What.UNKNOWN),
    (Sent(FILE, OTHER, "phieu.xlsx", open=True), What.ANSWER),
    (Sent(PHOTO, OTHER, open=True), What.ANSWER),
    (Sent(PLACE, OTHER, open=True), What.ANSWER),
    (Sent(FILE, ADMIN, "phieu.xlsx", open=True, sheets=FORM), What.ANSWER),
    (Sent(FILE, ADMIN, "phieu.xlsx", open=True, trial=True, sheets=FORM), What.FORM),
    (Sent(FILE, ADMIN, "phieu.xlsx", open=True, trial=True, sheets=FORM, wanted="photo"), What.FORM),
    (Sent(FILE, ADMIN, "phieu.xlsx", open=True, trial=True, sheets=FORM, wanted="file"), What.WHICH),
    (Sent(FILE, ADMIN, "so-lieu.xlsx", open=True, trial=True, sheets=LIST, wanted="file"), What.ANSWER),
    (Sent(FILE, ADMIN, "van-ban.pdf", open=True, trial=True, wanted="file"), What.ANSWER),
    (Sent(PHOTO, ADMIN, open=True, trial=True), What.ANSWER),
]


@pytest.mark.parametrize(("sent", "what"), TABLE)
def test_what_a_file_is(sent: Sent, what: What) -> None:
    assert what_is(sent) is what


def book(*names: str) -> bytes:
    return write_excel(Workbook(tuple(Sheet(name, (Row(1, ("a", "b")),)) for name in names)))


LOOKS = [
    (sheet_names, book("Survey", "choices"), ("survey", "choices")),
    (sheet_names, book('Tổ 1 & "2"'), ('tổ 1 & "2"',)),
    (sheet_names, convert(b"| survey |\n| | type | name | label |\n", "md", "xlsx"), ("survey",)),
    (sheet_names, b"PK\x03\x04 no workbook", None),
    (sheet_names, b"", None),
    (sheet_names, b"PK\x03\x04" + b"x" * (6 * 2**20), None),
    (table_names, b"| survey |\n| | type |\n| choices |\n", ("survey", "choices")),
    (table_names, "# Ghi chú\nHôm nay họp.\n".encode(), ()),
    (table_names, b"", None),
    (table_names, "| survey |".encode("utf-16"), None),
]


@pytest.mark.parametrize(("look", "content", "found"), LOOKS)
def test_a_short_look_names_the_sheets(
    look: Callable[[bytes], tuple[str, ...] | None], content: bytes, found: tuple[str, ...] | None
) -> None:
    assert look(content) == found


@pytest.fixture
def admin(office: Office) -> Phone:
    office.services = replace(shared_services(), stored=office.files.__getitem__, outlines={})
    return Phone(office, "admin")


def send(phone: Phone, name: str, file: bytes) -> str:
    phone.office.wait(seconds=5)
    phone.give(phone.office.with_file(phone.address, name, file))
    phone.office.work_off()
    return phone.read(phone.receive())


ASKED = "Tệp ghi-chu.md không có trang survey nên em chưa biết đây là gì. Có phải là phiếu không?\n1. Là phiếu\n2. Không phải, bỏ tệp này"


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("1", "Phiếu không có trang survey"),
        ("là phiếu", "Phiếu không có trang survey"),
        ("2", "Em bỏ tệp đó"),
        ("Không phải.", "Em bỏ tệp đó"),
        ("xin chào", "quản trị"),
        ("để mai", "Em chưa hiểu ý"),
    ],
)
def test_a_text_that_is_no_form_is_asked_about(admin: Phone, said: str, heard: str) -> None:
    assert send(admin, "ghi-chu.md", "# Ghi chú\nHôm nay họp.\n".encode()) == ASKED
    assert heard in admin.read(admin.say(said))
    # Whatever was said, the file is done with: a number is a number again.
    assert "Em chưa hiểu ý" in admin.read(admin.say("1"))


def test_a_button_of_a_file_that_is_dealt_with_says_nothing_else(admin: Phone) -> None:
    send(admin, "ghi-chu.md", "# Ghi chú\nHôm nay họp.\n".encode())
    no = admin.seen[-1].rows[1][0].payload
    for heard in ("Em bỏ tệp đó", "Nút vừa bấm là của câu trước"):
        admin.press(no)
        admin.office.work_off()
        assert heard in admin.read(admin.receive())


def test_the_answer_typed_before_the_question_was_seen_is_not_taken(admin: Phone) -> None:
    sent_before = admin.office.now
    send(admin, "ghi-chu.md", "# Ghi chú\nHôm nay họp.\n".encode())
    admin.send("2", at=sent_before)
    admin.office.work_off()
    assert "em chưa ghi" in admin.read(admin.receive())
    assert "Em bỏ tệp đó" in admin.read(admin.say("2"))


CARRIES_FILES = Capabilities("zalo_oa", max_text=2000, buttons=True, max_buttons=5, photo_in=True, file_in=True)
WITH_FILE = (
    "| survey |\n| | type | name | label |\n| | file | van_ban | Văn bản nào |\n| | text | ghi_chu | Ghi chú |\n"
    "| settings |\n| | form_title | form_id | version |\n| | Công văn | cong_van | {} |\n"
)


def form(version: int) -> bytes:
    return convert(WITH_FILE.format(version).encode(), "md", "xlsx")


@pytest.mark.parametrize(("said", "heard"), [("1", "Phiếu Công văn, bản 2: không có chỗ sai"), ("2", "Câu 2. Ghi chú")])
def test_in_a_trial_that_asks_for_a_file_a_form_may_be_either(
    office: Office, admin: Phone, said: str, heard: str
) -> None:
    office.channel = CARRIES_FILES.name
    office.services = replace(office.services, channels={CARRIES_FILES.name: CARRIES_FILES})
    with office.database.work() as work:
        person = work.people.by_key("admin")
        assert person is not None
        work.people.link(person.id, admin.address, office.now)
        work.commit()
    send(admin, "cong-van.xlsx", form(1))
    assert "Văn bản nào" in admin.read(admin.say("chạy thử"))
    assert "là phiếu đã sửa, hay là câu trả lời" in send(admin, "cong-van-2.xlsx", form(2))
    assert heard in admin.read(admin.say(said))
