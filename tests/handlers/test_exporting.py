"""/xuat in the chat: what is asked for, who may have it, how it is handed over, and that it is noted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from chat import Capabilities, Outgoing
from handlers.exports import handing
from handlers.talk.services import Services
from storage.records import Access, Role
from survey.workflow.exporting import ExportKind, may_export
from tests.handlers.test_commands import WHO
from tests.support.conversation import SETTINGS, Office, Phone, make_services

RESPONSIBLE = "cong-chuc-van-hoa"
NO_FILES = Capabilities("web", max_text=2000, buttons=False)
ADDRESS = "https://bot.example.vn"


@contextmanager
def without_files(office: Office, public_url: str) -> Iterator[None]:
    """The channel carries no files, as Zalo's bots."""
    before = office.services
    office.services = _made(public_url)
    try:
        yield
    finally:
        office.services = before


def _made(public_url: str) -> Services:
    from dataclasses import replace

    made = make_services(replace(SETTINGS, public_url=public_url))
    made.channels["web"] = NO_FILES
    return made


def noted(office: Office) -> list[Access]:
    with office.database.look() as work:
        return list(work.accesses.latest())


def headings(message: Outgoing) -> list[object]:
    page = load_workbook(BytesIO(message.files[0].content)).worksheets[0]
    return [cell.value for cell in page[1]]


def test_a_list_comes_as_a_file_and_is_noted(office: Office) -> None:
    phone = Phone(office, WHO[Role.LEADER])
    said = phone.say("xuất danh sách nghèo tổ 6")
    assert "Em đang xuất hộ nghèo, tổ dân phố 6" in said[0].text
    (file,) = said[-1].files
    assert file.name == "ho-ngheo-tdp-6-2025-11-03.xlsx"
    page = load_workbook(BytesIO(file.content)).worksheets[0]
    rows = list(page.iter_rows(min_row=2, values_only=True))
    households = len({row[0] for row in rows})
    assert f"({households} hộ)" in said[-1].text
    assert {row[1] for row in rows} == {"tổ dân phố 6"}
    (one,) = noted(office)
    assert (one.subject, one.households, one.sensitive) == ("list:poor tdp-6 xlsx", households, False)
    assert one.account == "web/demo/lanh-dao-1"


def test_what_is_not_clear_is_asked_by_numbers(office: Office) -> None:
    phone = Phone(office, WHO[Role.CHECKER])
    asked = phone.read(phone.say("xuất"))
    assert "2. Hộ nghèo" in asked
    assert phone.say("2")[-1].files[0].name.startswith("ho-ngheo-2025")
    phone.say("xuất tổ 6 csv")
    assert phone.tap("Hộ cận nghèo")[-1].files[0].name == "ho-can-ngheo-tdp-6-2025-11-03.zip"
    phone.say("xuất")
    assert phone.say("hộ chưa rà soát")[-1].files[0].name.startswith("ho-chua-ra-soat")


def test_a_number_typed_after_something_else_chooses_no_file(office: Office) -> None:
    phone = Phone(office, WHO[Role.LEADER])
    phone.say("xuất")
    phone.say("tổng hợp")
    assert not phone.say("2")[-1].files
    assert noted(office) == []


def test_a_number_typed_before_the_question_was_read_chooses_no_file(office: Office) -> None:
    phone = Phone(office, WHO[Role.ADMIN])
    phone.send("xuất")
    phone.send("2")
    office.work_off()
    assert not any(message.files for message in phone.receive())
    assert noted(office) == []


@pytest.mark.parametrize(
    ("who", "sensitive"),
    [
        (WHO[Role.ADMIN], True),
        (RESPONSIBLE, True),
        (WHO[Role.OFFICIAL], False),
        (WHO[Role.LEADER], False),
        (WHO[Role.CHECKER], False),
    ],
)
def test_only_two_get_what_is_sensitive(office: Office, who: str, sensitive: bool) -> None:
    phone = Phone(office, who)
    said = phone.say("xuất hộ nghèo tổ 1 đầy đủ")
    if sensitive:
        assert {"Số căn cước", "Dân tộc"} <= set(headings(said[-1]))
    else:
        assert "chỉ quản trị và công chức văn hoá – xã hội" in said[-1].text
        assert not said[-1].files
    plain = headings(phone.say("xuất hộ nghèo tổ 1")[-1])
    assert not {"Số căn cước", "Dân tộc"} & set(plain)
    assert [one.sensitive for one in noted(office)] == [False, *([True] if sensitive else [])]


def test_the_table_of_rights_is_this() -> None:
    """Written a second time on purpose, so that a slip in the table is seen."""
    for kind in ExportKind:
        for role in Role:
            for duty in ("", "culture_social", "finance"):
                full = role is Role.ADMIN or (role is Role.OFFICIAL and duty == "culture_social")
                assert may_export([role], duty, kind, sensitive=True) == full
                lists = kind not in {ExportKind.SHEET, ExportKind.DATA, ExportKind.ANSWERS}
                sheet = kind is ExportKind.SHEET and role is Role.CHECKER
                plain = full or (role not in {Role.COLLABORATOR, Role.OBSERVER} and lists) or sheet
                assert may_export([role], duty, kind, sensitive=False) == plain


def test_a_collaborator_is_told_that_it_is_not_theirs(office: Office) -> None:
    assert "/xuat" in Phone(office, "ra-soat-1").say("/xuat hộ nghèo")[-1].text
    assert noted(office) == []


def test_a_right_that_was_taken_away_meanwhile_holds(office: Office) -> None:
    phone = Phone(office, WHO[Role.LEADER])
    office.does_jobs = False
    phone.say("xuất hộ nghèo")
    with office.database.work() as work:
        person = work.people.by_key(phone.person)
        assert person is not None
        work.people.put(person.key, person.name, Role.COLLABORATOR)
        work.commit()
    office.does_jobs = True
    office.work_off()
    assert not any(message.files for message in phone.receive())
    assert noted(office) == []


def test_an_empty_list_is_no_file(office: Office) -> None:
    phone = Phone(office, WHO[Role.LEADER])
    office.now += timedelta(days=400)
    with office.database.work() as work:
        (held,) = work.rounds.of_year(2025)
        work.rounds.put(
            held.unit,
            held.key,
            2025,
            held.kind,
            starts=held.starts,
            ends=held.ends,
            form_key=held.form_key,
            state="closed",
        )
        work.commit()
    assert "Chưa có đợt rà soát nào đang mở" in phone.say("xuất hộ chưa rà soát")[-1].text


def test_an_unknown_group_is_told(office: Office) -> None:
    assert "Em không thấy tổ, thôn tổ 77" in Phone(office, WHO[Role.LEADER]).say("xuất hộ nghèo tổ 77")[-1].text


def test_without_files_a_link_opens_once(office: Office) -> None:
    phone = Phone(office, WHO[Role.LEADER])
    with without_files(office, ADDRESS):
        said = phone.say("xuất hộ nghèo tổ 6")[-1]
        assert not said.files
        assert f"{ADDRESS}/tai#" in said.text
        token = said.text.partition("#")[2].split()[0]
        assert len(token) == handing.TOKEN_LENGTH
        with office.database.work() as work:
            assert work.links.spend("x" * 40, handing.PURPOSE, office.now) is None
            assert work.links.spend(token, "other", office.now) is None
            file = work.links.spend(token, handing.PURPOSE, office.now)
            assert file is not None
            assert file.name == "ho-ngheo-tdp-6-2025-11-03.xlsx"
            assert load_workbook(BytesIO(file.content)).worksheets[0].max_row > 1
            assert work.links.spend(token, handing.PURPOSE, office.now) is None
    assert len(noted(office)) == 1


def test_a_link_that_is_over_opens_nothing_and_is_emptied(office: Office) -> None:
    phone = Phone(office, WHO[Role.LEADER])
    with without_files(office, ADDRESS):
        token = phone.say("xuất hộ nghèo tổ 6")[-1].text.partition("#")[2].split()[0]
    assert handing.tick(office.database, office.now) == 0
    office.wait(minutes=10)
    with office.database.work() as work:
        assert work.links.spend(token, handing.PURPOSE, office.now) is None
    assert handing.tick(office.database, office.now) == 1
    assert handing.tick(office.database, office.now) == 0


def test_a_link_of_somebody_who_may_not_use_the_bot_any_more_opens_nothing(office: Office) -> None:
    phone = Phone(office, WHO[Role.LEADER])
    with without_files(office, ADDRESS):
        token = phone.say("xuất hộ nghèo tổ 6")[-1].text.partition("#")[2].split()[0]
    with office.database.work() as work:
        person = work.people.by_key(phone.person)
        assert person is not None
        work.people.set_active(person.id, active=False)
        assert work.links.spend(token, handing.PURPOSE, office.now) is None


def test_where_nothing_can_be_handed_over_nothing_is_made(office: Office) -> None:
    phone = Phone(office, WHO[Role.LEADER])
    with without_files(office, ""):
        assert "Ở đây em không gửi tệp được" in phone.say("xuất hộ nghèo tổ 6")[-1].text
    assert noted(office) == []
