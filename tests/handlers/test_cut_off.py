"""A role that was taken away counts nowhere any more, and whoever left has left; strangers use up nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from chat import Address, Incoming, Kind
from handlers.people.codes import written
from handlers.talk.services import Quota
from storage.records import InterviewState, Person, Purpose, Role
from storage.work import Work
from tests.handlers.test_publishing import send
from tests.support.commune import latest_of
from tests.support.conversation import Office, Phone, make_services, shared_services
from tests.transcripts.replay import form_file

OTHERS = [Role.CHECKER, Role.OFFICIAL, Role.LEADER, Role.ADMIN]


@pytest.fixture
def admin(office: Office) -> Phone:
    office.services = replace(shared_services(), stored=office.files.__getitem__, outlines={})
    return Phone(office, "admin")


def changed(office: Office, key: str, role: Role) -> None:
    """Another role from now on."""

    def change(work: Work, one: Person) -> None:
        work.people.put(one.key, one.name, role, one.duty, one.units)

    _about(office, key, change)


def _about(office: Office, key: str, do: Callable[[Work, Person], object]) -> None:
    with office.database.work() as work:
        person = work.people.by_key(key)
        assert person is not None
        do(work, person)
        work.commit()


def published(office: Office) -> bool:
    with office.database.look() as work:
        admin = work.people.by_key("admin")
        assert admin is not None
        return any(one.form.key == "so-gieng" for one in work.forms.own(admin.id, tuple(Purpose)))


# --- the steps of publishing ------------------------------------------------------------------------------------------------------------

STEPS = (("công bố", "2"), ("2", "2"), ("có", "1"))


@pytest.mark.parametrize("until", range(len(STEPS)))
@pytest.mark.parametrize("taps", [False, True])
@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.COLLABORATOR])
def test_who_is_no_admin_any_more_publishes_nothing(
    office: Office, admin: Phone, until: int, taps: bool, role: Role
) -> None:
    send(admin, "so-gieng.xlsx", form_file("so-gieng.xlsx"))
    for words, _ in STEPS[:until]:
        admin.say(words)
    changed(office, "admin", role)
    for words, key in STEPS[until:]:
        if taps:
            admin.tap(key)
        else:
            admin.say(words)
        assert not published(office)
    if taps:
        assert "Chỉ quản trị" in admin.read(admin.seen)


def test_an_admin_goes_the_same_way_to_its_end(office: Office, admin: Phone) -> None:
    send(admin, "so-gieng.xlsx", form_file("so-gieng.xlsx"))
    for words, _ in STEPS:
        admin.say(words)
    assert published(office)


def test_a_file_that_is_read_after_the_role_has_gone_waits_for_no_decision(office: Office, admin: Phone) -> None:
    office.does_jobs = False
    send(admin, "so-gieng.xlsx", form_file("so-gieng.xlsx"))
    changed(office, "admin", Role.OFFICIAL)
    office.does_jobs = True
    office.work_off()
    assert "Chỉ quản trị" in admin.read(admin.receive())


def test_a_trial_is_an_admins(office: Office, admin: Phone) -> None:
    send(admin, "so-gieng.xlsx", form_file("so-gieng.xlsx"))
    admin.say("chạy thử")
    changed(office, "admin", Role.OFFICIAL)
    assert "Vai trò của anh/chị" in admin.read(admin.say("xem lại"))


# --- an open household ------------------------------------------------------------------------------------------------------------------


WORDS = ["xem lại", "xoá 2", "Phạm Văn Mới, nam, 2001, con", "nộp", "đủ", "vì sao"]


@pytest.mark.parametrize(
    ("role", "words"), [*((role, WORDS[0]) for role in OTHERS), *((Role.LEADER, words) for words in WORDS[1:])]
)
def test_who_is_no_collaborator_any_more_reads_and_changes_nothing(
    office: Office, at_roster: Phone, role: Role, words: str
) -> None:
    with office.database.look() as work:
        draft = latest_of(work, office, 12)
        before = work.interviews.load(draft.id)
    changed(office, "ra-soat-1", role)
    heard = at_roster.read(at_roster.say(words))
    assert "Vai trò của anh/chị" in heard
    assert "Dắt" not in heard
    with office.database.look() as work:
        after = work.interviews.load(draft.id)
    assert (after.record, after.interview.state) == (before.record, InterviewState.DRAFT)


@pytest.mark.parametrize("role", OTHERS)
def test_buttons_of_the_open_question_too(office: Office, phone: Phone, role: Role) -> None:
    phone.say("rà soát 12")
    changed(office, "ra-soat-1", role)
    assert "Vai trò của anh/chị" in phone.read(phone.tap("Đồng ý"))
    with office.database.look() as work:
        assert work.interviews.load(latest_of(work, office, 12).id).consent is None


def test_a_household_that_was_deleted_is_closed_and_stops_nobody(office: Office, at_roster: Phone) -> None:
    with office.database.work() as work:
        household = work.households.by_number(12)
        assert household is not None
        work.erasure.household(household.id)
        work.commit()
    assert "Em gặp lỗi" not in at_roster.read(at_roster.say("xem lại"))
    assert "rà soát viên" in at_roster.read(at_roster.say("bắt đầu"))


# --- codes and groups -------------------------------------------------------------------------------------------------------------------


def invited(office: Office, code: str, by: str = "admin", whom: str = "ra-soat-2") -> None:
    def create(work: Work, person: Person) -> None:
        inviter = work.people.by_key(by)
        assert inviter is not None
        work.invites.create(person.id, code, inviter.id, office.now, office.now + timedelta(hours=72))

    _about(office, whom, create)


CODE = "K7QXM2K7QXM2"


@pytest.mark.parametrize("said", [written(CODE), f"mã của em là {written(CODE)} nhé", f"/start {CODE.lower()}"])
def test_a_code_that_a_group_has_read_is_withdrawn_and_told(office: Office, said: str) -> None:
    invited(office, CODE)
    group, stranger, admin = (
        Address("web", "demo", "nhom", "x", True),
        Phone(office, "nguoi-la"),
        Phone(office, "admin"),
    )
    stranger.give(Incoming(group, "g1", Kind.TEXT, office.now, text=said))
    office.work_off()
    assert "đã thu hồi" in admin.read(admin.receive())
    assert "không đúng, đã dùng" in stranger.read(stranger.say(written(CODE)))


def test_of_an_inactive_inviter_the_other_admins_hear(office: Office) -> None:
    """And the code does not work any more."""
    with office.database.work() as work:
        work.people.put("admin-2", "Quản Trị Cũ", Role.ADMIN, units=["xa-ba-to"])
        work.commit()
    invited(office, CODE, by="admin-2")
    _about(office, "admin-2", lambda work, one: work.people.set_active(one.id, active=False))
    stranger = Phone(office, "nguoi-la")
    assert "không đúng, đã dùng" in stranger.read(stranger.say(written(CODE)))
    group = Address("web", "demo", "nhom", "x", True)
    stranger.give(Incoming(group, "g1", Kind.TEXT, office.now, text=CODE))
    office.work_off()
    admin = Phone(office, "admin")
    assert "đã thu hồi" in admin.read(admin.receive())
    old = Phone(office, "admin-2")
    assert old.receive() == []


def test_a_person_who_left_is_a_stranger(office: Office, at_roster: Phone) -> None:
    _about(office, "ra-soat-1", lambda work, one: work.people.set_active(one.id, active=False))
    assert "kênh nội bộ" in at_roster.read(at_roster.say("xem lại"))
    assert at_roster.say("danh sách") == []


# --- strangers --------------------------------------------------------------------------------------------------------------------------


def test_a_stranger_hears_one_sentence_a_day(office: Office) -> None:
    stranger = Phone(office, "nguoi-la")
    assert [len(stranger.say(f"chào {n}")) for n in range(20)] == [1, *[0] * 19]
    assert len(Phone(office, "nguoi-khac").say("chào")) == 1
    office.wait(hours=25)
    assert len(stranger.say("chào")) == 1


def test_strangers_have_a_share_of_the_month_and_no_more(office: Office) -> None:
    plan = Quota("zalo_bot", "7", messages=40, users=0, strangers=10)
    office.services = make_services(replace(office.services.settings, quotas=(plan,)))
    office.channel = "zalo_bot"
    invited(office, CODE)
    crowd = [Phone(office, f"la-{n}", "7") for n in range(12)]
    assert sum(len(one.say("chào")) for one in crowd) == 4
    assert crowd[0].say("AAAA-BBBB-CCCC") == [], "a wrong code is an answer to a stranger too"
    assert len(crowd[1].say(written(CODE))) == 1, "who was invited gets in"
    group = Address("zalo_bot", "7", "nhom", "x", True)
    with office.database.look() as work:
        before = work.outbox.unsent()
    crowd[2].give(Incoming(group, "g1", Kind.TEXT, office.now, text="chào"))
    crowd[3].give(Incoming(crowd[3].address, "h1", Kind.HIDDEN, office.now))
    office.work_off()
    with office.database.look() as work:
        assert work.outbox.unsent() == before
    office.wait(days=31)
    assert len(crowd[5].say("chào")) == 1


def test_the_admin_is_told_once_a_day_of_codes_that_are_tried_out(office: Office) -> None:
    admin = Phone(office, "admin")
    for name in ("nguoi-la", "nguoi-khac"):
        for n in range(6):
            Phone(office, name).send(f"AAAA-BBBB-CCC{n + 2}")
            office.work_off()
    assert admin.read(admin.receive()).count("gõ sai mã mời 5 lần") == 1
