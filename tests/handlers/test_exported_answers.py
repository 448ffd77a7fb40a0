"""Answers as files: every table, the book of codes, ODK's XML and the sheet hold what is stored, and nothing that may not be seen."""

import csv
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from handlers.exports.making import gather
from handlers.exports.wanted import Format, Wanted
from storage.records import Purpose, Role
from survey.exports.work import make, outcome
from survey.sheet import to_xform
from survey.workflow.exporting import ExportKind
from survey.xform import load_form
from survey.xform.exchange.reading import read_submission
from tests.handlers.test_commands import WHO
from tests.support.commune import answers
from tests.support.conversation import Office, Phone
from tests.support.neighbours import MARK, STAFF, move_in
from tests.transcripts.replay import form_file

Sheets = dict[str, list[dict[str, Any]]]


@pytest.fixture
def begun(office: Office, at_roster: Phone) -> Office:
    """Household 12 with its members and the first answers."""
    for text in ("đủ", "1985", "không", "2"):
        at_roster.say(text)
    return office


def file_of(office: Office, wanted: Wanted) -> bytes:
    with office.database.look() as work:
        given = gather(work, office.services, wanted, None, office.now)
    return outcome(make(given, lambda _done, _total: None))[1]


def sheets(content: bytes) -> Sheets:
    found: Sheets = {}
    for page in load_workbook(BytesIO(content)).worksheets:
        head, *rows = page.iter_rows(values_only=True)
        found[page.title] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


def test_all_data_of_a_round_holds_every_answer_under_its_name(begun: Office) -> None:
    made = sheets(file_of(begun, Wanted(ExportKind.DATA, sensitive=True)))
    (main,), entries = made["Phiếu"], made["thanh_vien"]
    assert (main["Mã hộ"], main["Tình trạng"]) == (12, "đang làm")
    kept = answers(begun, 12)
    named = {f"ho_ten.{number}": one["ho_ten"] for number, one in enumerate(entries, start=1)}
    assert named == {key: value for key, value in kept.items() if key.startswith("ho_ten.")}
    assert {one["_interview"] for one in entries} == {1}
    for name in ("so_ho", "chu_ho"):
        assert name in main
    households = {row["Mã hộ"] for row in made["Danh sách hộ"]}
    with begun.database.look() as work:
        (current,) = work.rounds.current(begun.now.date())
        assert households == {one.household.number for one in work.assignments.of_round(current.id)}


def test_the_book_tells_every_column_and_every_choice(begun: Office) -> None:
    made = sheets(file_of(begun, Wanted(ExportKind.DATA, sensitive=True)))
    told = {(row["Danh sách"] or "Phiếu", row["Tên cột"]) for row in made["Bảng mã"]}
    for name in ("Phiếu", "thanh_vien"):
        columns = {
            column for column in made[name][0] if not column.startswith("_") and column.islower() and " " not in column
        }
        assert {(name, column) for column in columns} <= told
    choices = {(row["Tên cột"], row["Mã"]) for row in made["Lựa chọn"]}
    assert {("gioi_tinh", "nam"), ("gioi_tinh", "nu")} <= choices
    alone = sheets(file_of(begun, Wanted(ExportKind.CODE_BOOK)))
    assert alone == {name: made[name] for name in ("Bảng mã", "Lựa chọn")}


def test_csv_is_a_file_for_each_repeat_and_says_the_same(begun: Office) -> None:
    made = sheets(file_of(begun, Wanted(ExportKind.DATA, sensitive=True)))
    with ZipFile(BytesIO(file_of(begun, Wanted(ExportKind.DATA, sensitive=True, format=Format.COMMAS)))) as archive:
        assert {name.removesuffix(".csv") for name in archive.namelist()} == set(made)
        text = archive.read("thanh_vien.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text, newline="")))
    assert [row["ho_ten"] for row in rows] == [row["ho_ten"] for row in made["thanh_vien"]]


def test_without_the_right_no_sensitive_question_is_a_column(begun: Office) -> None:
    full = sheets(file_of(begun, Wanted(ExportKind.DATA, sensitive=True)))
    plain = sheets(file_of(begun, Wanted(ExportKind.DATA)))
    form_sensitive = {row["Tên cột"] for row in full["Bảng mã"] if row["Nhạy cảm"]}
    assert form_sensitive
    for name in ("Phiếu", "thanh_vien"):
        assert not form_sensitive & set(plain[name][0])
        assert form_sensitive & set(full[name][0]) or name == "Phiếu"
    assert "Chỉ số thiếu hụt" not in plain["Phiếu"][0]


def test_odk_reads_back_what_was_written(begun: Office) -> None:
    content = file_of(begun, Wanted(ExportKind.DATA, sensitive=True, format=Format.ODK))
    with ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        xml = archive.read(next(name for name in names if name.endswith("submission.xml")))
        folder = next(name for name in names if name.startswith("forms/") and name.endswith(".xml"))
        media = {name.rpartition("/")[2]: archive.read(name) for name in names if "-media/" in name}
        form = load_form(archive.read(folder), media)
    read = read_submission(form, xml, {})
    kept = answers(begun, 12)
    back = {
        ".".join([key.name, *(item for _, item in key.items)]): one.value for key, one in read.record.answers.items()
    }
    stored = {key: value for key, value in kept.items() if value and key in back}
    assert stored == {key: back[key] for key in stored}
    assert len(stored) > 10
    assert content == file_of(begun, Wanted(ExportKind.DATA, sensitive=True, format=Format.ODK))


def words_of(content: bytes) -> str:
    made: Any = Document(BytesIO(content))
    cells = (cell.text for table in made.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in made.paragraphs), *cells])


def test_the_sheet_holds_the_answers_and_masks_what_is_sensitive(begun: Office) -> None:
    kept = answers(begun, 12)
    cards = [value for key, value in kept.items() if key.startswith("cccd") and value]
    full = words_of(file_of(begun, Wanted(ExportKind.SHEET, household=12, sensitive=True, format=Format.WORD)))
    plain = words_of(file_of(begun, Wanted(ExportKind.SHEET, household=12, format=Format.WORD)))
    assert "Hộ số 12" in plain
    assert kept["ho_ten.1"] in plain
    assert not any(card in plain for card in cards)
    assert all(card in full for card in cards)


def test_a_checker_gets_the_sheet_of_a_household(begun: Office) -> None:
    phone = Phone(begun, WHO[Role.CHECKER])
    said = phone.say("xuất phiếu hộ 12")[-1]
    assert said.files[0].name == "phieu-ho-12-2025-11-03.docx"
    assert "Đây là tệp phiếu hộ 12." in said.text
    assert "chưa có câu trả lời" in phone.say("xuất phiếu hộ 13")[-1].text
    assert "không có hộ số 9999" in phone.say("xuất phiếu hộ 9999")[-1].text
    assert "hộ số mấy" in phone.say("xuất phiếu hộ")[-1].text
    assert "không lấy được tệp này" in phone.say("xuất toàn bộ dữ liệu")[-1].text


def test_answers_of_a_form_that_an_admin_published(office: Office) -> None:
    admin = Phone(office, WHO[Role.ADMIN])
    assert "chưa công bố phiếu nào" in admin.say("xuất câu trả lời")[-1].text
    with office.database.work() as work:
        kept = work.forms.keep("so-gieng", "1", "Sổ giếng", to_xform("so-gieng.md", form_file("so-gieng.md"), "md"))
        work.forms.release(kept.id, Purpose.FREE, office.now)
        work.commit()
    admin.say("xuất câu trả lời")
    assert "Không có gì trong" in admin.say("1")[-1].text
    official = Phone(office, WHO[Role.OFFICIAL])
    for text in ("/phieu 1", "Đầu tổ 6, cạnh nhà bà Lem", "1", "12", "nộp"):
        official.say(text)
    admin.say("xuất câu trả lời odk")
    (file,) = admin.say("1")[-1].files
    with ZipFile(BytesIO(file.content)) as archive:
        assert sum(name.endswith("submission.xml") for name in archive.namelist()) == 1
    admin.say("xuất câu trả lời")
    said = admin.say("1")[-1]
    assert "(1 lượt)" in said.text
    (row,) = sheets(said.files[0].content)["Phiếu"]
    assert "Đầu tổ 6, cạnh nhà bà Lem" in row.values()
    assert row["Người ghi"] == "Huỳnh Văn Minh"


def test_nothing_of_another_commune_is_in_a_file(begun: Office) -> None:
    """The neighbour's admin gets the neighbour's households and answers, and nobody else's."""
    move_in(begun)
    outside, inside = Phone(begun, STAFF[Role.ADMIN][0]), Phone(begun, WHO[Role.ADMIN])
    theirs = sheets(outside.say("xuất toàn bộ dữ liệu đầy đủ")[-1].files[0].content)
    assert {row["Mã hộ"] for row in theirs["Danh sách hộ"]} == {901, 902, 903}
    assert not [row for row in theirs.get("Phiếu", []) if row["Mã hộ"] == 12]
    ours = sheets(inside.say("xuất toàn bộ dữ liệu đầy đủ")[-1].files[0].content)
    assert 12 in {row["Mã hộ"] for row in ours["Phiếu"]}
    assert MARK not in str(ours["Danh sách hộ"]) + str(ours["Phiếu"])
    assert "chưa có câu trả lời" not in outside.say("xuất phiếu hộ 12")[-1].text
    assert not outside.seen[-1].files
