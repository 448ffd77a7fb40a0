"""People, accounts, invitations, places, settings."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chat import Address
from storage import Work
from storage.records import Role, Unit
from tests.storage.support.people import NOW, Commune, address


def test_a_person_is_found_by_id_key_role_and_duty(work: Work) -> None:
    work.units.put(Unit("xa", "Xã", "commune", None, "rural", 30, "bài thử", 2025))
    person = work.people.put("ra-soat-1", "Đinh Thị Rế", Role.COLLABORATOR, units=["xa"])
    official = work.people.put("cong-chuc", "Nguyễn Thị Hoà", Role.OFFICIAL, "culture_social")
    assert work.people.get(person.id) == work.people.by_key("ra-soat-1") == person
    assert person.units == ("xa",)
    assert work.people.with_role(Role.COLLABORATOR) == (person,)
    assert work.people.all() == (person, official)
    assert work.people.get(99) is None


def test_who_left_is_known_but_not_offered(work: Work) -> None:
    person = work.people.put("a", "A", Role.LEADER)
    left = work.people.put("a", "A", Role.LEADER, active=False)
    assert left == replace(person, active=False)
    assert work.people.with_role(Role.LEADER) == ()
    assert work.people.by_key("a") == left


def test_a_phone_number_is_kept_for_its_person(work: Work) -> None:
    first, second = (work.people.put(key, key, Role.LEADER) for key in ("a", "b"))
    assert work.people.phone(first.id) is None
    work.people.set_phone(first.id, "+84905123456")
    work.people.put("a", "A khác tên", Role.LEADER)
    assert work.people.phone(first.id) == "+84905123456"
    assert work.people.phone(second.id) is None


def test_one_person_may_have_several_accounts_and_an_account_one_person(work: Work) -> None:
    first, second = (work.people.put(key, key, Role.LEADER) for key in ("a", "b"))
    telegram, zalo = address("5000000000"), Address("zalo", "oa", "c", "u")
    for one in (telegram, zalo):
        work.people.link(first.id, one, NOW)
        assert work.people.by_account(one) == first
    assert [account.address for account in work.people.accounts(first.id)] == [telegram, zalo]
    work.people.link(second.id, zalo, NOW)
    assert work.people.by_account(zalo) == second
    assert [account.address for account in work.people.accounts(first.id)] == [telegram]
    assert work.people.by_account(address("1")) is None
    assert work.people.by_account(replace(telegram, bot="another")) is None


def test_an_account_that_is_gone_is_not_written_to_until_it_is_back(work: Work) -> None:
    person = work.people.put("a", "A", Role.LEADER)
    work.people.link(person.id, address(), NOW)
    assert work.people.set_account_state(address(), active=False) is True
    assert work.people.set_account_state(address(), active=False) is False
    assert work.people.accounts(person.id) == ()
    assert len(work.people.accounts(person.id, only_active=False)) == 1
    assert work.people.by_account(address()) == person
    work.people.link(person.id, address(), NOW)
    assert len(work.people.accounts(person.id)) == 1


@pytest.mark.parametrize(
    ("code", "after", "works"), [("K7QX", 71, True), ("K7QY", 1, False), ("k7qx", 1, False), ("K7QX", 72, False)]
)
def test_an_invitation_works_with_its_code_in_its_time(work: Work, code: str, after: int, works: bool) -> None:
    person = work.people.put("a", "A", Role.LEADER)
    made = work.invites.create(person.id, "K7QX", None, NOW, NOW + timedelta(hours=72))
    used = work.invites.use(code, address(), NOW + timedelta(hours=after))
    assert used == (made if works else None)


def test_an_invitation_works_once(work: Work) -> None:
    person = work.people.put("a", "A", Role.ADMIN)
    work.invites.create(person.id, "K7QX", person.id, NOW, NOW + timedelta(hours=72))
    assert work.invites.use("K7QX", address(), NOW) is not None
    assert work.invites.use("K7QX", address(), NOW) is None


@pytest.mark.parametrize("gone", ["invited", "inviter", "inviter's role"])
def test_a_code_does_not_outlive_whoever_is_invited_or_invited_them(work: Work, gone: str) -> None:
    person, admin = work.people.put("a", "A", Role.LEADER), work.people.put("b", "B", Role.ADMIN)
    work.invites.create(person.id, "K7QX", admin.id, NOW, NOW + timedelta(hours=72))
    if gone == "inviter's role":
        work.people.put("b", "B", Role.OFFICIAL)
    else:
        work.people.set_active(person.id if gone == "invited" else admin.id, active=False)
    assert work.invites.use("K7QX", address(), NOW) is None
    work.people.put("b", "B", Role.ADMIN)
    work.people.set_active(person.id, active=True)
    assert work.invites.use("K7QX", address(), NOW) is not None


def test_codes_are_withdrawn_for_a_person_of_a_person_and_when_others_read_them(work: Work) -> None:
    person, admin = work.people.put("a", "A", Role.LEADER), work.people.put("b", "B", Role.ADMIN)
    other = work.people.put("c", "C", Role.LEADER)
    until = NOW + timedelta(hours=72)
    for n, (whom, whose) in enumerate([(person, admin), (person, None), (other, admin), (other, None)]):
        work.invites.create(whom.id, f"K7Q{n}", whose.id if whose else None, NOW, until)
    work.invites.create(person.id, "USED", None, NOW, until)
    assert work.invites.use("USED", address(), NOW) is not None
    assert work.invites.withdraw(person.id) == 2
    assert work.invites.withdraw(admin.id) == 1
    given_away = work.invites.give_away("K7Q3")
    assert given_away is not None
    assert given_away.person_id == other.id
    assert work.invites.give_away("K7Q3") is None
    assert work.invites.give_away("USED") is None, "what was used stays known"
    assert [work.invites.use(f"K7Q{n}", address(), NOW) for n in range(4)] == [None] * 4


def test_an_account_that_is_taken_away_is_a_strangers(work: Work) -> None:
    person = work.people.put("a", "A", Role.LEADER)
    for channel in ("telegram", "zalo_bot"):
        work.people.link(person.id, replace(address(), channel=channel), NOW)
    assert work.people.unlink(person.id, "telegram") == 1
    assert work.people.by_account(address()) is None
    assert [one.address.channel for one in work.people.accounts(person.id)] == ["zalo_bot"]
    assert work.people.unlink(person.id) == 1
    assert work.people.accounts(person.id, only_active=False) == ()


def test_wrong_tries_are_counted_an_account_and_a_time(work: Work) -> None:
    for minutes in (0, 30, 61):
        work.invites.failed(address("1"), NOW + timedelta(minutes=minutes))
    assert work.invites.failures(address("1"), NOW) == 2
    assert work.invites.failures(address("1"), NOW - timedelta(seconds=1)) == 3
    assert work.invites.failures(address("2"), NOW - timedelta(days=1)) == 0


def test_places_come_with_their_numbers(commune: Commune) -> None:
    with commune.database.look() as work:
        assert [unit.code for unit in work.units.all()] == ["xa", "to-1", "to-2"]
        unit = work.units.get("to-1")
        assert unit == Unit("to-1", "Tổ 1", "group", "xa", "rural", 15, "bài thử", 2025)
        assert work.units.get("to-9") is None


def test_the_database_remembers_its_settings(work: Work) -> None:
    assert work.meta.is_empty()
    assert not work.meta.is_demo()
    assert work.meta.clock_offset() == timedelta()
    offset = timedelta(days=-385, seconds=12, microseconds=345678)
    work.meta.set_clock_offset(offset)
    assert work.meta.clock_offset() == offset
    work.meta.set("demo", "1")
    assert work.meta.is_demo()
    work.people.put("a", "A", Role.LEADER)
    assert not work.meta.is_empty()
