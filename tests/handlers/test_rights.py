"""Who may do what, as the bot goes by it: every command by its row, every button that somebody is shown, and what `/quyen` tells."""

import pytest

from handlers.commands import COMMANDS
from handlers.talk.buttons import Say, decode
from handlers.talk.command import of_roles
from storage.records import Role
from survey.workflow.rights import RIGHTS, roles_of
from tests.handlers.test_commands import WHO, begins, replies
from tests.support.conversation import Office, Phone

REFUSED = "turn.not_allowed|rounds.not_yours|export.not_yours|export.not_sensitive|card.not_.*|register.not_yours|publish.not_admin"


def test_every_command_is_ruled_by_its_row() -> None:
    assert {f"command.{one.name}" for one in COMMANDS} == {one for one in RIGHTS if one.startswith("command.")}
    assert [one.name for one in COMMANDS if one.roles != roles_of(f"command.{one.name}")] == []


@pytest.mark.parametrize("role", sorted(Role))
def test_a_button_that_somebody_is_shown_may_be_pressed(office: Office, role: Role) -> None:
    who = WHO[role] if role is not Role.OFFICIAL else "cong-chuc-van-hoa"
    shown = [response for _, response in replies(office, who, [f"/{one.name}" for one in of_roles(COMMANDS, (role,))])]
    buttons = [one for response in shown for message in response.messages for row in message.rows for one in row]
    said = {saying.words for one in buttons if isinstance(saying := decode(one.payload), Say)}
    assert len(said) > 1
    for words, response in replies(office, who, sorted(said)):
        assert not begins(office.services.texts, REFUSED, response.messages[0].text), words


def test_rights_are_told_by_role(office: Office) -> None:
    phone = Phone(office, "admin")
    listed, one, same, official, unknown = (
        phone.read(phone.say(words))
        for words in ("/quyen", "quyền rà soát viên", "/quyen collaborator", "Quyền của công chức ạ", "/quyen trời mưa")
    )
    assert "• rà soát viên – hộ được giao" in listed
    assert "• người theo dõi – mọi hộ ở nơi phụ trách" in listed
    assert one == same
    assert "/rasoat" in one
    assert "Tệp" not in one
    assert "chỉ văn hoá – xã hội: /dotrasoat, /phancong" in official
    assert 'Không có vai trò nào là "trời mưa"' in unknown
    assert 'Không có vai trò nào là "2"' in phone.read(phone.say("quyền 2"))
    assert "Quyền của công chức" in phone.read(phone.say("quyền công chức địa chính"))
    assert "/quyen" in phone.read(phone.say("quyền quản trị"))


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.ADMIN])
def test_rights_are_the_admins_to_see(office: Office, role: Role) -> None:
    (_, asked), (_, named) = replies(office, WHO[role], ["/quyen", "quyền quản trị"])
    assert "/quyen" in asked.messages[0].text
    assert "Quyền của" not in named.messages[0].text
