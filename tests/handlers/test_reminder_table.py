"""A reminder's existence follows from the state at the hour of firing, per person: state x how late. Whatever was missed is one message, never at night."""

from datetime import datetime

import pytest

from chat import Address
from handlers.talk.wording import VIETNAM, local
from handlers.tasks.reminders import next_due
from storage.records import Role
from tests.handlers.support.plans import all_read, of_task
from tests.handlers.support.ticks import OFFICIAL, run_ticks
from tests.support.conversation import Office, Phone

TITLE = "Báo cáo năm"
STAGES = ("2025-12-01", "2025-12-08", "2025-12-12", "2025-12-15", "2025-12-16")
"""The mornings on which the plan reminds of the report that is due on 15/12/2025."""
STATES = {
    "open": ([], "2025-12-01"),
    "received": (["đã nhận"], "2025-12-01"),
    "put off": (["hoãn tới 10/12"], "2025-12-10"),
    "put off and received": (["hoãn tới 10/12", "đã nhận"], "2025-12-01"),
    "put off twice": (["hoãn tới 3/12", "hoãn tới 10/12"], "2025-12-10"),
    "done": (["xong"], ""),
    "done and received": (["xong", "đã nhận"], "2025-12-01"),
    "done and undone": (["xong", "chưa xong"], "2025-12-01"),
    "received, done, undone": (["đã nhận", "xong", "chưa xong"], "2025-12-01"),
}
"""What was said on 28/11, and from which morning on the person is reminded; "" = never."""
MOMENTS = [
    "2025-12-01T07:30",
    "2025-12-03T10:00",
    "2025-12-09T02:10",
    "2025-12-10T23:30",
    "2025-12-17T02:10",
    "2025-12-20T15:00",
]
"""When the bot is there again, after nobody ran it since 28/11."""


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=VIETNAM)


def say(office: Office, phone: Phone, words: str) -> str:
    (task,) = {one.about.id for one in of_task(office)}
    verb, _, rest = words.partition(" tới")
    return phone.read(phone.say(f"{verb} #{task}" + (f" tới{rest}" if rest else "")))


def heard(office: Office, until: datetime, *, by_person: bool = False) -> list[tuple[datetime, str]]:
    """What is said of the task from now until then, each with its hour; `by_person`: to whom, else the words that the official hears."""
    found = []
    while True:
        run_ticks(office)
        said = [(who, text) for who, text in all_read(office) if TITLE in text and (by_person or who == OFFICIAL)]
        found += [(local(office.now), who if by_person else text) for who, text in said]
        due = next_due(office.database, office.services, office.now)
        if due is None or due > until:
            return found
        office.now = max(office.now, due)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("state", STATES)
def test_what_is_late_is_one_message_by_day_and_true(office: Office, state: str, moment: str) -> None:
    words, begins = STATES[state]
    office.now = at("2025-11-28T09:00")
    run_ticks(office)
    phone = Phone(office, OFFICIAL)
    for one in words:
        say(office, phone, one)
    office.now = at(moment)
    all_read(office)
    noon = max(at(moment), at(f"{moment[:10]}T12:00"))
    if noon.hour >= 21:
        noon = at("2025-12-11T12:00")
    said = heard(office, noon)
    assert len(said) == (1 if begins and at(f"{begins}T08:00") <= noon else 0), said
    assert all(7 <= hour.hour < 21 for hour, _ in said)
    for hour, text in said:
        assert ("đã quá" in text) == (hour.date() > at("2025-12-15T00:00").date()), text


@pytest.mark.parametrize("state", STATES)
def test_on_time_each_stage_is_heard_once(office: Office, state: str) -> None:
    words, begins = STATES[state]
    office.now = at("2025-11-28T09:00")
    run_ticks(office)
    phone = Phone(office, OFFICIAL)
    for one in words:
        say(office, phone, one)
    said = [f"{hour:%Y-%m-%d}" for hour, _ in heard(office, at("2025-12-31T12:00"))]
    days = [day for day in STAGES if begins and day >= begins]
    assert said == sorted({*days, *([begins] if begins else [])})


def test_one_of_two_officials_done_leaves_the_other_reminded(office: Office) -> None:
    with office.database.work() as work:
        other = work.people.put("hai", "Phạm Văn Hai", Role.OFFICIAL, "land_construction", ["xa-ba-to"])
        work.people.link(other.id, Address("web", "demo", "hai", "hai"), office.now)
        work.commit()
    office.now = at("2025-11-28T09:00")
    run_ticks(office)
    say(office, Phone(office, OFFICIAL), "xong")
    said = [who for _, who in heard(office, at("2025-12-31T12:00"), by_person=True)]
    assert said == ["hai"] * len(STAGES)
