"""A reminder goes to the account that the person chose or used last, then to the others, then on the list of people to call."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from chat import Address, Failure, Outgoing, SendError
from handlers.talk.notify import elsewhere, reachable, tell
from storage.records import Cause
from tests.bot.support.desk import CAPABILITIES, Desk
from tests.support.conversation import shared_services


class Chained:
    """A person with accounts on several channels, and what came to each."""

    def __init__(self, folder: Path, *failures: Exception | None) -> None:
        self.desk = Desk(folder, *failures)
        self.services = shared_services()
        self.desk.house.process.sender._elsewhere = lambda work, entry, now: elsewhere(work, self.services, entry, now)
        self.addresses = [Address("post", bot, "me", "me") for bot in "123"]
        with self.desk.house.runtime.database.work() as work:
            person = work.people.by_key("kiem-tra")
            assert person is not None
            self.person = replace(person, units=())
            for account in work.people.accounts(person.id):
                work.people.set_account_state(account.address, active=False)
            for place, address in enumerate(self.addresses):
                work.people.link(person.id, address, self.now() - timedelta(days=place))
            work.commit()

    def now(self) -> datetime:
        return self.desk.house.runtime.clock.now()

    def remind(self, text: str = "nhắc") -> int | None:
        with self.desk.house.runtime.database.work() as work:
            row = tell(work, self.services, self.person, Outgoing(text), Cause(f"reminder:{text}"), self.now())
            work.commit()
        return row

    def went_to(self) -> list[str]:
        self.desk.drain(timedelta(hours=3))
        return [parcel.address.bot for parcel in self.desk.post.parcels]

    def calls(self) -> list[str]:
        with self.desk.house.runtime.database.look() as work:
            return [call.reason.value for call in work.calls.open()]


BLOCKED = SendError(Failure.BLOCKED)


@pytest.mark.parametrize(
    ("failures", "went", "calls"),
    [
        ([], ["1"], []),
        ([BLOCKED], ["1", "2"], []),
        ([BLOCKED, SendError(Failure.REFUSED)], ["1", "2", "3"], []),
        ([BLOCKED] * 3, ["1", "2", "3"], ["not_reached"]),
        ([SendError(Failure.UNCERTAIN)], ["1"], []),
        ([BLOCKED, SendError(Failure.UNCERTAIN)], ["1", "2"], []),
    ],
)
def test_a_reminder_takes_one_way_after_the_other_and_arrives_once(
    tmp_path: Path, failures: list[Exception | None], went: list[str], calls: list[str]
) -> None:
    chained = Chained(tmp_path, *failures)
    assert chained.remind() is not None
    assert chained.went_to() == went
    assert chained.calls() == calls
    assert len(chained.desk.post.delivered) == (len(failures) < len(went))
    with chained.desk.house.runtime.database.look() as work:
        assert work.undelivered.count() == (0, int(any(f is not BLOCKED and "uncertain" in str(f) for f in failures)))
    chained.desk.close()


@pytest.mark.parametrize("body", ["{", '{"v": 3, "text": "nhắc"}'], ids=["damaged", "of a newer version"])
def test_what_cannot_be_read_is_not_carried_on_but_told_by_telephone(tmp_path: Path, body: str) -> None:
    chained = Chained(tmp_path)
    row = chained.remind()
    database = chained.desk.house.runtime.database
    with database._engine.begin() as connection:
        sealed = database._cipher.seal(body, "outbox.body")
        connection.execute(text("UPDATE outbox SET body = :body WHERE id = :id"), {"body": sealed, "id": row})
    assert chained.went_to() == []
    with database.look() as work:
        assert [(call.reason.value, call.outgoing) for call in work.calls.open()] == [("not_reached", None)]
    chained.desk.close()


def test_a_reply_goes_nowhere_else(tmp_path: Path) -> None:
    chained = Chained(tmp_path, BLOCKED)
    chained.desk.put("1", to=chained.addresses[0], person_id=chained.person.id)
    assert chained.went_to() == ["1"]
    assert chained.calls() == []
    chained.desk.close()


def test_the_account_that_the_person_chose_or_used_last_comes_first(tmp_path: Path) -> None:
    chained = Chained(tmp_path)
    chained.addresses = []
    with chained.desk.house.runtime.database.work() as work:
        work.people.link(chained.person.id, Address("fax", "9", "me", "me"), chained.now() - timedelta(days=9))
        work.people.wrote(Address("post", "3", "me", "me"), chained.now() + timedelta(hours=1))
        order = [one.address.bot for one in reachable(work, chained.services, chained.person, chained.now())]
        work.people.remind_on(chained.person.id, "fax")
        changed = work.people.get(chained.person.id)
        assert changed is not None
        chosen = [one.address.bot for one in reachable(work, chained.services, changed, chained.now())]
    assert order == ["3", "1", "2", "9"]
    assert chosen == ["9", "3", "1", "2"]
    chained.desk.close()


def test_where_the_bot_may_only_answer_it_writes_within_the_window(tmp_path: Path) -> None:
    chained = Chained(tmp_path)
    narrow = replace(CAPABILITIES, write_window=timedelta(hours=36))
    chained.services = replace(chained.services, channels={"post": narrow})
    with chained.desk.house.runtime.database.look() as work:
        found = reachable(work, chained.services, chained.person, chained.now())
        assert [one.address.bot for one in found] == ["1", "2"]
        later = reachable(work, chained.services, chained.person, chained.now() + timedelta(days=2))
    assert later == []
    chained.desk.close()


def test_who_has_no_account_is_to_be_called_once(tmp_path: Path) -> None:
    chained = Chained(tmp_path)
    with chained.desk.house.runtime.database.work() as work:
        for address in chained.addresses:
            work.people.set_account_state(address, active=False)
        work.commit()
    assert chained.remind() is None
    assert chained.remind() is None
    assert chained.calls() == ["no_account"]
    chained.desk.close()
