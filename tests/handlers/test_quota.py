"""The monthly plan of a bot: what the admin sees of it, and one warning at 80 and one at 100 per cent."""

from dataclasses import replace

import pytest

from chat import Outgoing, Receipt
from handlers.admin import quota
from handlers.talk.services import Quota
from handlers.talk.wording import local
from storage.records import Cause, NewOutgoing
from tests.support.conversation import Office, Phone, make_services


@pytest.fixture
def admin(office: Office) -> Phone:
    plan = Quota("zalo_bot", "7", messages=100, users=10)
    office.services = make_services(replace(office.services.settings, quotas=(plan,)))
    return Phone(office, "admin")


def send(office: Office, messages: int) -> None:
    with office.database.work() as work:
        work.quotas.add("zalo_bot", "7", f"{local(office.now):%Y-%m}", messages)
        work.commit()


def told(office: Office, admin: Phone) -> str:
    quota.tick(office.database, office.services, office.now)
    quota.tick(office.database, office.services, office.now)
    return admin.read(admin.receive())


def test_each_warning_comes_once_a_month(office: Office, admin: Phone) -> None:
    send(office, 79)
    assert told(office, admin) == ""
    send(office, 1)
    assert "80/100 tin, sắp hết" in told(office, admin)
    send(office, 19)
    assert told(office, admin) == ""
    send(office, 1)
    assert "đã dùng hết 100/100 tin" in told(office, admin)
    office.wait(days=30)
    assert told(office, admin) == ""
    send(office, 100)
    assert "đã dùng hết" in told(office, admin), "of both at once only the graver is said"


def test_the_admin_sees_what_is_used(office: Office, admin: Phone) -> None:
    send(office, 12)
    with office.database.work() as work:
        for user in ("a", "b", "a"):
            address = replace(admin.address, channel="zalo_bot", bot="7", chat_id=user, user_id=user)
            rows = [NewOutgoing(address, Outgoing("x"))]
            (row,) = work.outbox.enqueue(Cause(f"x{user}{next(office.ids)}"), rows, office.now)
            work.outbox.sent(row, Receipt("1"), office.now)
        work.commit()
    assert "Zalo tháng này: 12/100 tin, 2/10 người." in admin.read(admin.say("/start"))


def test_nobody_else_sees_it(office: Office, admin: Phone) -> None:
    other = Phone(office, "lanh-dao-1")
    assert "Zalo" not in other.read(other.say("/start"))
