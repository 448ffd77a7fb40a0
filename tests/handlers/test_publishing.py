"""An admin's form on its way into use: refused files, whose decision it is, and interviews that keep their version."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from chat import Outgoing
from storage.records import InterviewState, Purpose
from survey.sheet import convert
from tests.support.conversation import Office, Phone, content, shared_services
from tests.transcripts.replay import form_file

SHIPPED = content()["forms/phieu-ra-soat-2022-2025.md"]
_VERSION = re.search(r"2025\.\d+", SHIPPED.decode())
assert _VERSION is not None
NOW, NEXT = _VERSION.group(), "2025.99"


@pytest.fixture
def admin(office: Office) -> Phone:
    office.services = replace(shared_services(), stored=office.files.__getitem__, outlines={})
    return Phone(office, "admin")


def send(phone: Phone, name: str, file: bytes) -> list[Outgoing]:
    phone.office.wait(seconds=5)
    phone.give(phone.office.with_file(phone.address, name, file))
    phone.office.work_off()
    said = phone.receive()
    return [one for one in said if "Em đang đọc tệp" not in one.text]


def bomb() -> bytes:
    """Three kilobytes that would be sixty megabytes."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (60 * 1024 * 1024))
    return stream.getvalue()


def with_macros() -> bytes:
    stream = BytesIO(form_file("so-gieng.xlsx"))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    return stream.getvalue()


REFUSED = [
    ("cu.xls", b"\xd0\xcf\x11\xe0" + b"x" * 100, "Excel cũ"),
    ("macro.xlsm", with_macros(), "macro"),
    ("macro.xlsx", with_macros(), "macro"),
    ("bom.xlsx", bomb(), "lớn hơn 50 MB"),
    ("to.xlsx", b"PK\x03\x04" + b"x" * (6 * 1024 * 1024), "lớn hơn 5 MB"),
    ("hong.xlsx", b"PK\x03\x04 not a workbook", "không phải là .xlsx"),
    ("anh.xlsx", b"\x89PNG\r\n\x1a\n", "không phải là .xlsx"),
    ("trong.md", b"", "trang survey"),
    ("la.md", "| survey |\n| | type |\n| | text |".encode("utf-16"), ""),
]


@pytest.mark.parametrize(("name", "file", "reason"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_file_that_cannot_be_a_form_is_refused_with_its_reason(
    office: Office, admin: Phone, name: str, file: bytes, reason: str
) -> None:
    said = admin.read(send(admin, name, file))
    assert "chưa dùng được" in said
    assert reason in said
    assert "Em chưa hiểu ý" in admin.read(admin.say("công bố"))


def test_the_mistakes_come_back_in_the_workbook_and_it_can_be_sent_again_as_it_is(admin: Phone) -> None:
    (message,) = send(admin, "so-gieng-sai.xlsx", form_file("so-gieng-sai.xlsx"))
    (back,) = message.files
    book = load_workbook(BytesIO(back.content))
    assert book.sheetnames == ["_loi", "settings", "survey", "choices"]
    assert [row[0].value for row in book["_loi"].iter_rows(min_row=2)]
    survey = book["survey"]
    beside = {row: survey.cell(row, survey.max_column).value for row in range(1, survey.max_row + 1)}
    assert beside[1] == "_loi_rasoat"
    assert [row for row, text in beside.items() if text and row > 1] == [3, 4, 5]
    assert "tinh_trang" in str(beside[4])
    book["choices"]["A2"] = "tinh_trang"
    survey["E4"] = "${tinh_trang} = 'hong'"
    survey["E5"] = "selected(${tinh_trang}, 'tot')"
    mended = BytesIO()
    book.save(mended)
    assert "không có chỗ sai" in admin.read(send(admin, "loi-so-gieng-sai.xlsx", mended.getvalue()))


@pytest.mark.parametrize("person", ["ra-soat-1", "kiem-tra", "cong-chuc-dia-chinh", "lanh-dao-1"])
def test_only_an_admin_sends_forms(office: Office, admin: Phone, person: str) -> None:
    phone = Phone(office, person)
    assert "chưa lưu" in phone.read(send(phone, "so-gieng.xlsx", form_file("so-gieng.xlsx")))
    with office.database.look() as work:
        assert work.forms.latest("so-gieng") is None


def test_a_running_interview_keeps_its_version_and_the_next_one_takes_the_new(office: Office, admin: Phone) -> None:
    reviewer = Phone(office, "ra-soat-1")
    for text in ("rà soát 12", "đồng ý"):
        reviewer.say(text)
    changed = SHIPPED.replace(NOW.encode(), NEXT.encode()).replace("Diện tích".encode(), "Tổng diện tích".encode())
    assert changed != SHIPPED
    assert NEXT in admin.read(send(admin, "phieu.xlsx", convert(changed, "md", "xlsx")))
    for text, heard in (("công bố", "để làm gì"), ("1", "đang làm dở giữ bản cũ"), ("có", "Đã công bố")):
        assert heard in admin.read(admin.say(text))
    for text in ("tạm dừng", "rà soát 13", "đồng ý"):
        reviewer.say(text)
    with office.database.look() as work:
        held = work.rounds.current(office.now.date())[0]
        assert held is not None
        versions = {}
        for number in (12, 13):
            one = work.assignments.of_number(held.id, number)
            assert one is not None
            draft = work.interviews.open_of(one.id)
            assert draft is not None
            form = work.forms.get(draft.form_version_id)
            assert form is not None
            versions[number] = form.version
    assert versions == {12: NOW, 13: NEXT}
    reviewer.say("rà soát 12")
    assert "Có gì đổi không" in reviewer.read(reviewer.say("tiếp tục"))


def test_a_trial_of_a_review_form_classifies_and_counts_nowhere(office: Office, admin: Phone) -> None:
    leader = Phone(office, "lanh-dao-1")
    before = leader.read(leader.say("tổng hợp"))
    changed = SHIPPED.replace(NOW.encode(), NEXT.encode())
    send(admin, "phieu.md", changed)
    heard = admin.read(admin.say("chạy thử"))
    assert heard.startswith("CHẠY THỬ")
    for text in ("Đinh Văn A, nam, 1980, chủ hộ", "đủ", "tạm dừng"):
        heard = admin.read(admin.say(text))
        assert heard.startswith("CHẠY THỬ"), text
    office.wait(minutes=1)
    assert leader.read(leader.say("tổng hợp")).splitlines()[1:] == before.splitlines()[1:]
    with office.database.look() as work:
        form = work.forms.own(_id(office, "admin"), (Purpose.REVIEW,))
        assert [one.form.key for one in form] == ["phieu-ra-soat-2022-2025"]
        assert form[0].draft is None, "a trial is no draft of one's own"


def _id(office: Office, key: str) -> int:
    with office.database.look() as work:
        person = work.people.by_key(key)
    assert person is not None
    return person.id


def test_a_form_that_an_earlier_version_has_kept_is_looked_at_when_it_is_published(
    office: Office, admin: Phone
) -> None:
    send(admin, "so-gieng.xlsx", form_file("so-gieng.xlsx"))
    admin.say("công bố")
    heard = admin.read(admin.say("1"))
    assert "còn thiếu: việc làm" in heard
    with office.database.work() as work:
        work._session.connection.exec_driver_sql("UPDATE form_version SET about = '' WHERE published_at IS NULL")
        work.commit()
    assert admin.read(admin.say("1")) == heard


def test_a_button_of_another_form_or_step_changes_nothing(office: Office, admin: Phone) -> None:
    (first,) = send(admin, "so-gieng.xlsx", form_file("so-gieng.xlsx"))
    publish = first.rows[1][0].payload
    send(admin, "bao-cao-thang.xlsx", form_file("bao-cao-thang.xlsx"))
    admin.press(publish)
    office.work_off()
    assert "của một phiếu khác" in admin.read(admin.receive())
    admin.press(publish.rpartition("|")[0] + "|co")
    office.work_off()
    admin.receive()
    with office.database.look() as work:
        assert work.forms.latest("so-gieng") is None


def test_who_fills_it_in_and_when_it_was_begun_and_handed_in_are_kept(office: Office, admin: Phone) -> None:
    send(admin, "so-gieng.xlsx", form_file("so-gieng.xlsx"))
    for text in ("công bố", "3", "có"):
        admin.say(text)
    phone = Phone(office, "ra-soat-2")
    for text in ("phiếu 1", "đầu làng", "1", "7", "nộp"):
        phone.say(text)
    with office.database.look() as work:
        (mine,) = work.forms.own(_id(office, "ra-soat-2"), (Purpose.FREE,))
        assert (mine.draft, mine.submitted) == (None, 1)
        last = work.interviews.last_own("so-gieng", _id(office, "ra-soat-2"))
        assert last is not None
        loaded = work.interviews.load(last)
    answers = {key.name: stored.value for key, stored in loaded.record.answers.items()}
    assert loaded.interview.state is InterviewState.SUBMITTED
    assert (answers["nguoi_ghi"], answers["so_ho"]) == ("ra-soat-2", "7")
    assert answers["bat_dau"] < answers["ket_thuc"]


def test_nobody_goes_on_with_somebody_elses_form(office: Office, admin: Phone) -> None:
    send(admin, "so-gieng.xlsx", form_file("so-gieng.xlsx"))
    for text in ("công bố", "3", "có"):
        admin.say(text)
    mine, other = Phone(office, "ra-soat-1"), Phone(office, "ra-soat-2")
    mine.say("phiếu 1")
    mine.say("đầu làng")
    assert "làm dở" not in other.read(other.say("phiếu"))
    assert "Giếng ở đâu" in other.read(other.say("phiếu 1"))


def test_a_corrected_form_may_be_sent_in_the_middle_of_a_trial(office: Office, admin: Phone) -> None:
    send(admin, "so-gieng.xlsx", form_file("so-gieng.xlsx"))
    admin.say("chạy thử")
    assert "bản 2" in admin.read(send(admin, "so-gieng-ban-2.xlsx", form_file("so-gieng-ban-2.xlsx")))
    assert "Giếng ở tổ nào" in admin.read(admin.say("chạy thử"))
