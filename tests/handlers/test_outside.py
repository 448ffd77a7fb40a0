"""What people say of their own accord while nothing is open: the command that it is, what is asked back, what is only met with an offer."""

from pathlib import Path

import pytest

from bot.for_survey.recognising import recognised
from storage.records import Role
from tests.handlers.test_commands import WHO, begins, replies
from tests.support.conversation import Office, Phone


def _rows() -> list[tuple[str, str, str]]:
    lines = Path(__file__).with_name("outside.txt").read_text("utf-8").splitlines()
    parted = [line.split("|") for line in lines if line and not line.startswith("#")]
    return [(role.strip(), wanted.strip(), text.strip()) for role, wanted, said in parted for text in said.split(" / ")]


ROWS = _rows()


def test_the_table_is_large() -> None:
    assert len([role for role, _, _ in ROWS if role != "collaborator"]) >= 120
    assert len(ROWS) >= 220


@pytest.mark.parametrize(("role", "wanted", "text"), ROWS, ids=[f"{role}: {text}" for role, _, text in ROWS])
def test_a_phrase_is_the_command_that_the_table_says(role: str, wanted: str, text: str) -> None:
    found = recognised(text, role)
    if wanted.startswith("? "):
        assert found == {"nearest": [wanted[2:]]}
    elif wanted == "-":
        offered = found["nearest"]
        assert isinstance(offered, list)
        assert len(offered) > 1
    else:
        command, _, argument = wanted.partition(" ")
        assert found == {"command": command} | ({"argument": argument} if argument else {})


def test_what_is_another_roles_is_refused_with_a_sentence() -> None:
    assert "/tonghop" in str(recognised("tổng hợp", "collaborator")["refused"])
    assert "leader" in str(recognised("tổng hợp", "boss")["refused"])


SAID = [
    (Role.LEADER, "Tổ 6 sao rồi em", "summary.group"),
    (Role.LEADER, "ai chậm nhất", "summary.slowest"),
    (Role.LEADER, "tổ nào nhanh nhất", "summary.fastest"),
    (Role.LEADER, "tình hình thế nào", "summary.head"),
    (Role.LEADER, "danh sách hộ nghèo", "job.begun"),
    (Role.LEADER, "xuất excel", "export.which"),
    (Role.LEADER, "báo cáo năm excel", "summary.beyond_file"),
    (Role.LEADER, "danh sách hộ nghèo năm ngoái sai", "summary.beyond_list"),
    (Role.LEADER, "tổ chín", "summary.no_group"),
    (Role.LEADER, "tong hpo", "turn.meant"),
    (Role.COLLABORATOR, "hộ 1", "consent.*"),
    (Role.COLLABORATOR, "hộ tiếp", "households.head"),
    (Role.COLLABORATOR, "hi", "start.hello"),
    (Role.COLLABORATOR, "?", "help.collaborator"),
    (Role.COLLABORATOR, "nhà ông Xyên", "households.not_found"),
    (Role.COLLABORATOR, "sai rồi", "households.reopen_which"),
    (Role.COLLABORATOR, "hộ 9999", "households.no_number"),
    (Role.ADMIN, "mời ông Không", "invite.nobody"),
    (Role.OFFICIAL, "việc của tôi", "tasks.head"),
    (Role.LEADER, "còn hộ nào chưa làm", "job.begun"),
    (Role.LEADER, "cảm ơn em", "turn.thanks"),
    (Role.COLLABORATOR, "nộpp", "turn.unknown_collaborator"),
    (Role.COLLABORATOR, "hộ nào nghèo nhất", "turn.unknown_collaborator"),
]


@pytest.mark.parametrize(("role", "typed", "key"), SAID, ids=[f"{row[0].value}: {row[1]}" for row in SAID])
def test_such_words_are_answered(office: Office, role: Role, typed: str, key: str) -> None:
    ((_, response),) = replies(office, WHO[role], [typed])
    assert begins(office.services.texts, key, response.messages[0].text), response.messages[0].text


def test_a_name_is_found_by_whole_words_and_by_beginnings_of_two_letters(office: Office) -> None:
    phone = Phone(office, "ra-soat-1")
    found = phone.read(phone.say("nhà ông Ê"))
    for line in found.splitlines()[1:-1]:
        if line[:1].isdigit():
            assert "ê" in line.lower().replace(",", "").split() or "e" in line.lower().replace(",", "").split(), line


def test_a_slip_is_done_after_a_yes_only(office: Office) -> None:
    phone = Phone(office, WHO[Role.LEADER])
    assert "Ý anh/chị là: tổng hợp?" in phone.read(phone.say("tong hpo"))
    assert "Giảm nghèo" in phone.read(phone.say("có"))
    assert "Ý anh/chị là: tổng hợp?" in phone.read(phone.say("tong hpo"))
    assert "tổ dân phố 6" in phone.read(phone.say("tổ 6"))
    assert "chưa hiểu" in phone.read(phone.say("có"))
    phone.say("tong hpo")
    assert "Giảm nghèo" in phone.read(phone.tap("tổng hợp"))


@pytest.mark.parametrize("no", ["đừng", "dừng", "Đừng!", "vắng", "ủa"])
def test_words_that_only_look_like_a_yes_without_their_marks_do_nothing(office: Office, no: str) -> None:
    phone = Phone(office, WHO[Role.LEADER])
    assert "Ý anh/chị là: tổng hợp?" in phone.read(phone.say("tong hpo"))
    assert "Giảm nghèo" not in phone.read(phone.say(no))


@pytest.mark.parametrize("yes", ["đúng", "dung roi", "Vâng ạ", "vang", "ừ", "dạ", "ờ", "có ạ"])
def test_people_say_yes_in_many_words(office: Office, yes: str) -> None:
    phone = Phone(office, WHO[Role.LEADER])
    phone.say("tong hpo")
    assert "Giảm nghèo" in phone.read(phone.say(yes))


def test_a_yes_that_was_typed_before_the_question_was_read_does_nothing(office: Office) -> None:
    phone = Phone(office, WHO[Role.LEADER])
    phone.send("tong hpo")
    phone.send("có")
    office.work_off()
    said = phone.read(phone.receive())
    assert "Ý anh/chị là: tổng hợp?" in said
    assert "Giảm nghèo" not in said


def test_other_words_for_commands_are_no_slips_inside_an_interview(office: Office) -> None:
    phone = Phone(office, "ra-soat-1")
    for text in ("hộ 12", "đồng ý", "đủ"):
        phone.say(text)
    for text in ("alo", "menu", "hi", "tiếp", "ds"):
        assert "Ý anh/chị" not in phone.read(phone.say(text)), text
    assert "Ý anh/chị là: danh sách?" in phone.read(phone.say("danh sachs"))
    assert "39 hộ" in phone.read(phone.say("có"))


def test_a_number_behind_words_that_take_none_is_left_out_of_what_is_asked_back(office: Office) -> None:
    phone = Phone(office, "admin")
    assert "Ý anh/chị là: danh bạ cán bộ?" in phone.read(phone.say("danh bạ cán bộ 2"))
    assert "người đã vào" in phone.read(phone.say("có"))
