"""Invitations on paper: who gets a page, that its code works once the paper is there, and only then."""

import re
from dataclasses import replace

import pytest

from chat import Outgoing
from storage.records import Role
from tests.handlers.test_exporting import ADDRESS, without_files
from tests.support.conversation import SETTINGS, Office, Phone, make_services
from tests.survey.exports.test_document import shown
from tests.survey.exports.test_invitations import links

NEW = ("thêm Phạm Văn Mới, rà soát viên, tổ 6", "thêm Hồ Thị Lan, rà soát viên, tổ 2")
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture
def admin(office: Office) -> Phone:
    phone = Phone(office, "admin")
    for line in NEW:
        phone.say(line)
        phone.say("đúng")
    return phone


def codes(messages: list[Outgoing]) -> list[str]:
    (file,) = messages[-1].files
    assert file.name == "giay-moi-2025-11-03.docx"
    return CODE.findall("\n".join(shown(file.content)))


def test_all_who_have_not_come_get_a_page_and_come_in_with_it(office: Office, admin: Phone) -> None:
    assert "in giấy mời" in admin.read(admin.say("ai chưa vào"))
    said = admin.tap("In giấy mời")
    assert "Em đang làm 2 giấy mời" in said[0].text
    assert "2 giấy mời, mỗi trang một người" in said[-1].text
    (_, second) = codes(said)
    page = "\n".join(shown(said[-1].files[0].content))
    assert "Phạm Văn Mới" in page
    assert "Rà soát viên. Tổ dân phố 6" in page
    assert "đến 08:0" in page
    assert "06/11/2025" in page
    stranger = Phone(office, "stranger")
    assert "đã được nối" in stranger.say(second.lower().replace("-", ""))[-1].text
    with office.database.look() as work:
        came = [one.name for one in work.people.all() if work.people.accounts(one.id)]
    assert "Phạm Văn Mới" in came
    assert "Hồ Thị Lan" not in came


def test_one_group_or_one_person(admin: Phone) -> None:
    for typed, name in (
        ("in giấy mời tổ 2", "Hồ Thị Lan"),
        ("giấy mời cho Mới", "Phạm Văn Mới"),
        ("in giay moi Rin", "Đinh Văn Rin"),
    ):
        said = admin.say(typed)
        assert len(codes(said)) == 1
        assert name in shown(said[-1].files[0].content)
    assert "tổ dân phố 3: ai cũng vào rồi" in admin.read(admin.say("in giấy mời tổ 3"))
    assert 'Không có ai là "Không Ai"' in admin.read(admin.say("in giấy mời Không Ai"))
    assert "Có mấy người trùng" in admin.read(admin.say("in giấy mời Đinh"))


def test_where_the_bots_name_on_telegram_is_known_a_camera_opens_it(office: Office, admin: Phone) -> None:
    office.services = make_services(replace(SETTINGS, telegram_bot="xa_ba_to_bot"))
    said = admin.say("in giấy mời")
    written = {f"https://t.me/xa_ba_to_bot?start={code.replace('-', '')}" for code in codes(said)}
    assert links(said[-1].files[0].content) == written
    assert len(written) == 2


def test_what_was_given_up_leaves_no_code_that_works(office: Office, admin: Phone) -> None:
    office.does_jobs = False
    admin.say("in giấy mời")
    task = office.jobs.take(office.now)
    assert task is not None
    result = task.kind.calculate(task.given, lambda _done, _total: None)
    assert office.jobs.calculated(task.job, result, office.now)
    code = result.split(b'"')[1].decode()
    assert "Em đã thôi làm 2 giấy mời" in admin.say("huỷ việc")[-1].text
    assert not office.jobs.write(task.job, result, office.now)
    assert "Mã này không đúng" in Phone(office, "stranger").say(code)[-1].text


def test_who_is_no_admin_any_more_gets_no_codes(office: Office, admin: Phone) -> None:
    office.does_jobs = False
    admin.say("in giấy mời")
    with office.database.work() as work:
        person = work.people.by_key("admin")
        assert person is not None
        work.people.put(person.key, person.name, Role.LEADER)
        work.commit()
    office.does_jobs = True
    office.work_off()
    assert not any(message.files for message in admin.receive())


def test_without_files_a_link_hands_the_paper_over(office: Office, admin: Phone) -> None:
    with without_files(office, ADDRESS):
        said = admin.say("in giấy mời")[-1]
        assert not said.files
        assert "2 giấy mời đã xong" in said.text
        assert f"{ADDRESS}/tai#" in said.text
    with without_files(office, ""):
        assert "Ở đây em không gửi tệp được" in admin.say("in giấy mời")[-1].text


def test_nobody_else_prints_any(office: Office) -> None:
    for who in ("ra-soat-1", "lanh-dao-1"):
        assert not Phone(office, who).say("in giấy mời")[-1].files
