"""A person whose messages the platform withholds is told once a day whom they can ask; never asked to repeat."""

from dataclasses import replace

import pytest

from chat import Incoming, Kind
from tests.support.conversation import Office, Phone


@pytest.mark.parametrize("person", ["ra-soat-1", "nguoi-la"])
@pytest.mark.parametrize(
    ("contact", "heard"), [("chị Hoa, 0255 3 000 000", "chị Hoa, 0255 3 000 000"), ("", "UBND xã Ba Tơ")]
)
def test_once_a_day(office: Office, person: str, contact: str, heard: str) -> None:
    with office.database.work() as work:
        (commune,) = work.units.communes()
        work.units.put(replace(commune, contact=contact))
        work.commit()
    phone = Phone(office, person)

    def write(number: int) -> str:
        phone.give(Incoming(phone.address, f"h{number}", Kind.HIDDEN, office.now))
        office.work_off()
        return phone.read(phone.receive())

    first = write(1)
    assert heard in first
    assert "gõ lại" not in first
    office.wait(hours=3)
    assert [write(number) for number in (2, 3)] == ["", ""]
    office.wait(days=1)
    assert heard in write(4)


def test_an_open_interview_is_not_touched(office: Office, at_area: Phone) -> None:
    at_area.give(Incoming(at_area.address, "h1", Kind.HIDDEN, office.now))
    office.work_off()
    at_area.receive()
    assert "40 m²" in at_area.read(at_area.say("40"))
