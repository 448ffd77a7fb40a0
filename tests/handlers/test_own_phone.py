"""The number under which the commune calls somebody: shared where the channel can, typed where it cannot."""

import pytest

from chat import Ask, Capabilities, Contact, Incoming, Kind
from tests.support.conversation import Office, Phone, make_services

CODE = "AAAABBBBCCCC"
WORDS_ONLY = Capabilities("web", max_text=2000, buttons=False)


def phone_of(office: Office, key: str) -> str | None:
    with office.database.look() as work:
        person = work.people.by_key(key)
        assert person is not None
        return work.people.phone(person.id)


def invited(office: Office, key: str) -> Phone:
    """A phone that nobody knows yet, and a code for its owner."""
    with office.database.work() as work:
        person = work.people.by_key(key)
        assert person is not None
        work.invites.create(person.id, CODE, None, office.now, office.now.replace(year=2026))
        work.commit()
    return Phone(office, "may-moi")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("số của tôi 0905 111 222", "+84905111222"),
        ("so dien thoai cua toi 0905.111.222", "+84905111222"),
        ("/socuatoi +84 905 111 222", "+84905111222"),
        ("số của tôi 12", None),
    ],
)
@pytest.mark.parametrize("key", ["ra-soat-1", "lanh-dao-1", "cong-chuc-tai-chinh"])
def test_a_typed_number_is_kept_and_only_its_end_is_shown(
    office: Office, key: str, typed: str, kept: str | None
) -> None:
    phone = Phone(office, key)
    before = phone_of(office, key)
    said = phone.read(phone.say(typed))
    assert phone_of(office, key) == (kept or before)
    assert ("•••222" in said) == (kept is not None)
    assert "111" not in said


def test_it_is_told_and_may_be_changed(office: Office) -> None:
    phone = Phone(office, "lanh-dao-2")
    assert "chưa có số điện thoại" in phone.read(phone.say("số của tôi"))
    phone.say("số của tôi 0905 111 222")
    assert "•••222" in phone.read(phone.say("/socuatoi"))
    phone.say("số của tôi 0905 111 333")
    assert phone_of(office, "lanh-dao-2") == "+84905111333"


def test_an_open_question_stays_open_and_is_asked_again(office: Office, at_area: Phone) -> None:
    said = at_area.read(at_area.say("số của tôi 0905 111 222"))
    assert "•••222" in said
    assert "Câu" in said
    assert "40 m²" in at_area.read(at_area.say("40"))


@pytest.mark.parametrize("able", [True, False])
def test_whoever_joins_is_asked_in_the_way_that_the_channel_can(office: Office, able: bool) -> None:
    office.services = make_services()
    if not able:
        office.services.channels["web"] = WORDS_ONLY
    new = invited(office, "ra-soat-3")
    said = new.say(CODE)
    assert said[-1].ask is (Ask.CONTACT if able else Ask.NOTHING)
    assert ("số của tôi" in said[-1].text) is not able


@pytest.mark.parametrize("own", [True, False])
def test_a_shared_number_counts_only_if_it_is_ones_own(office: Office, own: bool) -> None:
    phone = Phone(office, "lanh-dao-2")
    shared = Incoming(phone.address, "c1", Kind.CONTACT, office.now, contact=Contact("+84905111222", own=own))
    phone.give(shared)
    office.work_off()
    assert ("•••222" in phone.read(phone.receive())) is own
    assert phone_of(office, "lanh-dao-2") == ("+84905111222" if own else None)


def test_an_admin_who_joins_is_not_told_about_themselves(office: Office) -> None:
    new = invited(office, "admin")
    assert [one.text.splitlines()[0] for one in new.say(CODE)] == [
        "Chào Lê Văn Quản. Tài khoản này đã được nối. Gõ: bắt đầu"
    ]
