"""A second commune in the same database, in which everything is called "Ngoại"."""

from datetime import date, datetime, timedelta

from chat import Address, Outgoing
from handlers.tasks.planning import follow_plans
from storage.records import CallReason, Category, MessageKind, NewOutgoing, Outcome, Role, Unit, telling
from storage.work import Work
from tests.support.conversation import Office

MARK = "Ngoại"
COMMUNE, GROUP, SECOND = "xa-ngoai", "ngoai-1", "ngoai-2"
FIRST_NUMBER = 901
STAFF = {
    Role.COLLABORATOR: ("ngoai-ra-soat", GROUP, ""),
    Role.CHECKER: ("ngoai-kiem-tra", COMMUNE, ""),
    Role.OFFICIAL: ("ngoai-cong-chuc", COMMUNE, "land_construction"),
    Role.LEADER: ("ngoai-lanh-dao", COMMUNE, ""),
    Role.ADMIN: ("ngoai-admin", COMMUNE, ""),
    Role.OBSERVER: ("ngoai-theo-doi", COMMUNE, ""),
}


def move_in(office: Office) -> dict[str, int]:
    """The neighbour's places, people, households and what waits there; by name the numbers of what waits."""
    with office.database.work() as work:
        _places(work)
        people = _people(work, office.now)
        number = _households(work, people[Role.COLLABORATOR], office.now)
        work.commit()
    with office.database.work() as work:
        follow_plans(work, office.services, office.now)
        waiting = _waiting(work, people[Role.COLLABORATOR], office.now)
        work.commit()
    return waiting | {"household": number}


def _places(work: Work) -> None:
    place = {"area": "rural", "source": "bài thử", "year": 2025}
    work.units.put(
        Unit(COMMUNE, f"xã {MARK}", "commune", None, households_total=60, controller=f"UBND xã {MARK}", **place)  # type: ignore[arg-type]  # of either kind
    )
    for code, name in ((GROUP, f"thôn {MARK} Một"), (SECOND, f"thôn {MARK} Hai")):
        work.units.put(Unit(code, name, "group", COMMUNE, households_total=30, **place))  # type: ignore[arg-type]  # of either kind


def _people(work: Work, at: datetime) -> dict[Role, int]:
    found = {}
    for role, (key, unit, duty) in STAFF.items():
        person = work.people.put(key, f"Hồ Thị {MARK} {role.value.title()}", role, duty, [unit])
        work.people.link(person.id, Address("web", "demo", key, key), at)
        work.people.set_phone(person.id, "+84905000111")
        found[role] = person.id
    return found


def _households(work: Work, collaborator: int, at: datetime) -> int:
    held = work.rounds.put(
        COMMUNE,
        "2025",
        2025,
        "periodic",
        starts=date(2025, 9, 1),
        ends=date(2025, 12, 14),
        form_key="phieu-ra-soat-2022-2025",
    )
    last = {"last_category": Category.POOR, "last_score_a": 100, "last_score_b": 40, "last_year": 2024}
    for place, unit in enumerate((GROUP, GROUP, SECOND)):
        number = FIRST_NUMBER + place
        household = work.households.put(COMMUNE, number, unit, f"Hồ Văn {MARK} {number}", **last)  # type: ignore[arg-type]  # of either kind
        assigned = work.assignments.put(held.id, household, collaborator, at)
    work.visits.add(assigned.id, Outcome.RELOCATED, f"sang thôn {MARK}", None, by=collaborator, at=at)
    return FIRST_NUMBER


def _waiting(work: Work, person: int, at: datetime) -> dict[str, int]:
    """A call, a message that did not arrive, a request about data."""
    there = Address("web", "demo", "ngoai-ra-soat", "ngoai-ra-soat")
    work.calls.put(person, telling("test", "call"), CallReason.NOT_REACHED, Outgoing(f"gọi {MARK}"), at)
    work.data_requests.put(there, "ask", person, at, date(2025, 11, 20))
    message = NewOutgoing(there, Outgoing(f"tin {MARK}"), person, MessageKind.REMINDER)
    (lost,) = work.outbox.enqueue(telling("test", "lost"), [message], at)
    work.outbox.failed(lost, "other", at + timedelta(seconds=1))
    return {
        "call": max(one.id for one in work.calls.open()),
        "lost": lost,
        "request": max(one.id for one in work.data_requests.open()),
    }
