"""Every command as every role, with nothing open and with an interview open, in all the ways in which people type it."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

from chat import Incoming, Kind
from handlers.commands import COMMANDS
from handlers.routes import answer
from handlers.talk.command import Command, find, find_outside, of_roles, told
from handlers.talk.context import Context, Response
from handlers.talk.dialog import dialog_from_json
from handlers.talk.texts import Texts
from storage.records import Purpose, Role, with_person
from survey.read import fold
from survey.sheet import to_xform
from tests.handlers.support.typed import wordings
from tests.support.conversation import Office, Phone
from tests.transcripts.replay import form_file

WHO = {
    Role.COLLABORATOR: "ra-soat-1",
    Role.CHECKER: "kiem-tra",
    Role.OFFICIAL: "cong-chuc-dia-chinh",
    Role.LEADER: "lanh-dao-1",
    Role.ADMIN: "admin",
    Role.OBSERVER: "giam-sat",
}

SAYS = {
    "start": "start.hello",
    "trogiup": "help.{role}",
    "danhsach": "households.head",
    "rasoat": "households.which",
    "phieu": "own.head",
    "nhiemvu": "tasks.(head|of_all)",
    "tonghop": "summary.head",
    "xuat": "export.which",
    "ho": "card.which",
    "quyen": "rights.list",
    "moi": "invite.list",
    "danhba": "people.head",
    "kiemtra": "check.(none|not_yours)",
    "denghi": "request.none|request.unknown",
    "phancong": "(give.list|rounds.not_yours)",
    "dotrasoat": "rounds.(list|not_yours)",
    "tinchuagui": "left.none",
    "goidien": "call.none",
    "xoadulieu": "privacy.none",
    "tuchuahieu": "missed.none",
    "chuyento": "relocated.none",
    "socuatoi": "phone.(none|known)",
    "nhacqua": "remind_on.list",
}
"""How the answer of each command begins."""

EVERYBODY = sorted(Role)
MAY: dict[str, list[Role]] = {
    "start": EVERYBODY,
    "trogiup": EVERYBODY,
    "danhsach": [Role.COLLABORATOR],
    "rasoat": [Role.COLLABORATOR],
    "phieu": [one for one in Role if one is not Role.OBSERVER],
    "nhiemvu": [Role.OFFICIAL, Role.LEADER],
    "tonghop": [Role.LEADER, Role.OBSERVER],
    "xuat": [Role.CHECKER, Role.OFFICIAL, Role.LEADER, Role.ADMIN],
    "ho": EVERYBODY,
    "quyen": [Role.ADMIN],
    "moi": [Role.ADMIN],
    "danhba": [Role.ADMIN],
    "kiemtra": [Role.CHECKER, Role.OFFICIAL],
    "phancong": [Role.OFFICIAL, Role.ADMIN],
    "denghi": [Role.COLLABORATOR, Role.OFFICIAL, Role.ADMIN],
    "dotrasoat": [Role.OFFICIAL, Role.ADMIN],
    "tinchuagui": [Role.ADMIN],
    "goidien": [Role.ADMIN],
    "xoadulieu": [Role.ADMIN],
    "tuchuahieu": [Role.ADMIN],
    "chuyento": [Role.ADMIN],
    "socuatoi": EVERYBODY,
    "nhacqua": EVERYBODY,
}
"""Who may: written a second time on purpose, so that a slip in the table is seen."""

QUESTION = "Câu 1. Giếng ở đâu?"


def begins(texts: Texts, keys: str, said: str) -> bool:
    """Whether a message begins with one of these sentences, whatever fills its slots."""
    patterns = (
        re.sub(r"\\\{\w+\\\}", ".*", re.escape(texts(key, **{p: f"{{{p}}}" for p in texts.slots(key)})))
        for key in sorted(texts.keys)
        if re.fullmatch(keys, key)
    )
    return any(re.match(pattern, said, re.DOTALL) for pattern in patterns)


@pytest.fixture
def published(office: Office) -> Office:
    """The commune with a form that everybody may fill in; its first question takes free words."""
    with office.database.work() as work:
        xform = to_xform("so-gieng.md", form_file("so-gieng.md"), "md")
        kept = work.forms.keep("so-gieng", "1", "Sổ giếng", xform)
        work.forms.release(kept.id, Purpose.FREE, office.now)
        work.commit()
    return office


def replies(office: Office, key: str, typed: Iterable[str]) -> list[tuple[str, Response]]:
    """What each of these texts would be answered where this person now stands; nothing is written."""
    given = []
    for text in typed:
        with office.database.work() as work:
            person = work.people.by_key(key)
            assert person is not None
            phone = Phone(office, key)
            stored = work.conversations.load(with_person(person.id))
            dialog = dialog_from_json(stored.dialog if stored else "")
            incoming = Incoming(phone.address, "x", Kind.TEXT, office.now, text=text)
            ctx = Context(work.seen_by(person.id), office.services, incoming, person, dialog, office.now)
            given.append((text, answer(ctx)))
            for session in ctx.sessions:
                session.close()
    return given


@pytest.mark.parametrize("opened", [False, True], ids=["nothing open", "an interview open"])
@pytest.mark.parametrize("role", EVERYBODY)
def test_every_command_as_every_role(published: Office, role: Role, opened: bool) -> None:
    office, texts = published, published.services.texts
    phone = Phone(office, WHO[role])
    if opened and role is Role.OBSERVER:
        return  # There is nothing that they could have open.
    if opened:
        assert QUESTION in phone.read(phone.say("/phieu 1"))
    for command in COMMANDS:
        allowed = role in MAY[command.name]
        mine = of_roles(COMMANDS, (role,))
        for typed, response in replies(office, WHO[role], wordings(command)):
            if not allowed and not opened and not typed.startswith("/") and find_outside(mine, typed):
                continue  # the same words are another command of theirs: "việc của tôi"
            said, still = response.messages[0].text, response.dialog.interview is not None
            if allowed:
                key = SAYS[command.name].format(role=role.value)
                wanted = "interview.help|own.help" if opened and command.name == "trogiup" else key
            else:
                wanted = "turn.not_allowed"
            assert begins(texts, wanted, said), f"{typed!r}: {said}"
            stays = opened and (command.stays or not allowed)
            assert still == stays, typed
            assert (QUESTION in response.messages[-1].text) == (stays and not (allowed and command.name == "moi")), (
                typed
            )
            assert allowed or f"/{command.name}" in said


NO_COMMAND = (
    "tổng hợp lại số liệu của tổ",
    "danh sách hộ nghèo năm ngoái bị sai",
    "rà soát xong từ hôm qua",
    "phiếu 2 bị rách",
    "phiếu số 2 và 3",
    "nhiệm vụ của thôn là đào giếng",
    "trợ giúp pháp lý",
    "hướng dẫn bà con cách nuôi bò",
    "bắt đầu đi làm từ 2020",
    "chào mừng ngày hội",
    "xin chào các bác trong tổ",
    "số của tôi là con gái giữ",
    "gọi điện cho ông Dắt 0905111222",
    "nhắc qua nhắc lại mãi",
    "nhắc qua loa 2 lần",
    "mời người dùng nước sạch",
    "Chảo",
    "Chảo A Sùng",
    "bản tổng hợp",
    "không có danh sách",
    "đầu làng, tổng hợp",
    "danh sách\n2",
    "giúp em với",
    "tổng hợpp",
    "xem laij",
    "danh sahc",
    "ds",
    "hi",
    "tổ 6",
    "mời Rin",
    "hộ 40",
    "tôi phải làm gì",
    "còn bao nhiêu hộ",
)
"""Whole messages that begin with the words of a command, or hold them, and are answers or names."""


@pytest.mark.parametrize("text", NO_COMMAND)
def test_a_sentence_that_begins_like_a_command_is_none(text: str) -> None:
    assert find(COMMANDS, text) == (None, "")


def test_such_a_sentence_is_recorded_as_the_answer(published: Office) -> None:
    phone = Phone(published, WHO[Role.LEADER])
    for text in NO_COMMAND:
        if "\n" not in text:
            assert QUESTION in phone.read(phone.say("/phieu 1"))
            phone.say(text)
            with published.database.look() as work:
                person = work.people.by_key(WHO[Role.LEADER])
                assert person is not None
                (form,) = work.forms.own(person.id, (Purpose.FREE,))
                assert form.draft is not None
                record = work.interviews.load(form.draft).record
            assert text in {one.value for one in record.answers.values()}, text
            for back in ("huỷ", "có"):
                phone.say(back)


FOUND = [
    # typed, command, what followed
    ("/rasoat 12", "rasoat", "12"),
    ("rà soát 12", "rasoat", "12"),
    ("ra soat #12.", "rasoat", "#12"),
    ("Rà soát 12 giúp em nhé", "rasoat", "12"),
    ("/RASOAT@rasoat_bot 12?", "rasoat", "12"),
    ("/moi Đinh Thị Nào", "moi", "Đinh Thị Nào"),
    ("/moi A", "moi", "A"),
    ("/moi Rin giúp em", "moi", "Rin"),
    ("/nhiemvu hoãn 1 tới thứ năm.", "nhiemvu", "hoãn 1 tới thứ năm"),
    ("/phieu #5", "phieu", "#5"),
    ("số của tôi 0905 111 222.", "socuatoi", "0905 111 222"),
    ("số của tôi 0905.111.222 ạ", "socuatoi", "0905.111.222"),
    ("nhắc qua Zalo nhé", "nhacqua", "Zalo"),
    ("nhac toi qua kenh dang dung", "nhacqua", "kenh dang dung"),
    ("tổng hợp 6?", "tonghop", "6"),
]


@pytest.mark.parametrize(("typed", "name", "argument"), FOUND, ids=[row[0] for row in FOUND])
def test_what_follows_a_command_is_kept_as_it_was_typed(typed: str, name: str, argument: str) -> None:
    command, rest = find(COMMANDS, typed)
    assert command is not None
    assert (command.name, rest) == (name, argument)


IDLE = [
    (Role.LEADER, "tổ 6.", "summary.group"),
    (Role.LEADER, "Tổ 6 giúp chị nhé?", "summary.group"),
    (Role.LEADER, "trời mưa", "turn.unknown_leader"),
    (Role.OFFICIAL, "đã nhận 1 ạ.", "tasks.said_received"),
    (Role.OFFICIAL, "hoãn 1 tới thứ năm nhé!", "tasks.said_postponed"),
    (Role.OFFICIAL, "trời mưa", "tasks.unknown"),
    (Role.OFFICIAL, "/nhiemvu trời mưa", "tasks.unknown"),
    (Role.COLLABORATOR, "12.", "consent.*"),
    (Role.COLLABORATOR, "mở lại.", "households.reopen_which"),
    (Role.COLLABORATOR, "vắng nhà ạ", "households.visit_first"),
    (Role.COLLABORATOR, "quay lại", "turn.unknown_collaborator"),
    (Role.COLLABORATOR, "Dắt giúp em nhé.", "households.found"),
    (Role.COLLABORATOR, "trời mưa", "turn.unknown_collaborator"),
    (Role.COLLABORATOR, "Phạm Văn Không", "households.not_found"),
    (Role.CHECKER, "trời mưa", "check.unknown"),
    (Role.CHECKER, "đạt", "check.which"),
    (Role.CHECKER, "kiểm 12", "check.not_handed_in"),
    (Role.ADMIN, "gọi xong 12.", "call.gone"),
    (Role.ADMIN, "bỏ 12 giúp em", "left.gone"),
    (Role.ADMIN, "đã trả lời 3 nhé", "privacy.gone"),
    (Role.ADMIN, "trời mưa", "turn.unknown_admin"),
]


@pytest.mark.parametrize(("role", "typed", "key"), IDLE, ids=[f"{row[0].value}: {row[1]}" for row in IDLE])
def test_words_without_a_command_are_the_roles_own(office: Office, role: Role, typed: str, key: str) -> None:
    ((_, response),) = replies(office, WHO[role], [typed])
    said = response.messages[0].text
    assert begins(office.services.texts, key, said), said


def test_names_and_phrases_are_one_commands_alone() -> None:
    said = Counter(name for one in COMMANDS for name in {one.name, *map(fold, one.phrases)})
    assert not [name for name, times in said.items() if times > 1]
    assert all(re.fullmatch(r"[a-z]{1,32}", one.name) and one.phrases and one.roles for one in COMMANDS)


def test_every_command_has_its_sentences_and_none_is_left_over(office: Office) -> None:
    texts = office.services.texts
    wanted = {f"menu.{one.name}" for one in COMMANDS}
    wanted |= {f"command.{one.name}.what" for one in COMMANDS if one.told}
    wanted |= {f"command.{one.name}.button" for one in COMMANDS if one.told and one.button}
    assert {key for key in texts.keys if key.startswith(("menu.", "command."))} == wanted
    assert all(one.not_understood in texts for one in COMMANDS if one.not_understood)


@pytest.mark.parametrize("role", EVERYBODY)
def test_greeting_and_help_name_commands_that_the_role_may_use(role: Role) -> None:
    shown = told(COMMANDS, (role,))
    assert set(shown) <= set(of_roles(COMMANDS, (role,)))
    assert [one.name for one in shown][-1] == "trogiup"
    assert ("phieu" in {one.name for one in shown}) is (role is not Role.OBSERVER)
    assert len({one.told for one in shown}) == len(shown)


def test_a_new_command_is_one_row(office: Office) -> None:
    """Found by its phrase, refused to others and silent where its words are something else, without another line of code."""

    def ring(ctx: Context, argument: str) -> Response:
        return ctx.say("turn.unknown_command", command=argument)

    toy = Command("keng", ("gõ kẻng",), frozenset({Role.LEADER}), ring)
    assert find((*COMMANDS, toy), "Gõ kẻng 3 nhé") == (toy, "3")
    assert find((*COMMANDS, replace(toy, follows=lambda _: False)), "gõ kẻng 3") == (None, "")
    assert toy in of_roles((*COMMANDS, toy), (Role.LEADER,))
    assert toy not in of_roles((*COMMANDS, toy), (Role.ADMIN,))
