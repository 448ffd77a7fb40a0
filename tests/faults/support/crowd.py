"""Many people who each review one household at the same time, what they type, and what must be stored in the end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from bot.clock.clock import system_time
from chat import Address, Capabilities
from storage import Database
from storage.records import About, InterviewState, NewReminder, ReminderKind, Role
from tests.bench.household import replies
from tests.faults.support.wire import NAME, WireChannel
from tests.properties.support.phone import Commune, Line
from tests.support.conversation import START, fill, make_services, shared_services

Where = Callable[[str], Address]
"""Under which address the person of a key writes."""

FIRST = 9001
OFFICIALS = 4
"""Officials with one reminder each, for every interview."""
STAGE = "s1"
"""The stage of that reminder."""
DUE = START.date() + timedelta(days=40)
"""Far enough that the plan's own stages do not come in between."""


def key_of(number: int) -> str:
    return f"crowd-{number}"


def on_the_wire(key: str) -> Address:
    return Address(NAME, "1", key, key)


def gather(database: Database, count: int, spread: float, where: Where = on_the_wire) -> None:
    """The demo commune and, beside its people, a collaborator and four officials for each of `count` households. Their reminders fall due
    one after the other in `spread` seconds.
    """
    fill(database, shared_services())
    with database.work() as work:
        work.meta.set_clock_offset(START - system_time())
        held = work.rounds.current(START.date())[0]
        assert held is not None
        unit = work.units.all()[-1].code
        task = work.tasks.put("xa-ba-to", "crowd", START.year, "Việc thử", reference="1", due_on=DUE, duty="crowd")
        for number in range(FIRST, FIRST + count):
            person = work.people.put(key_of(number), f"Phạm Thị Thử {number}", Role.COLLABORATOR, units=(unit,))
            work.people.link(person.id, where(person.key), START)
            household = work.households.put(work.units.all()[0].code, number, unit, "Đinh Văn Nghĩa")
            work.assignments.put(held.id, household, person.id, START)
        for place in range(count * OFFICIALS):
            person = work.people.put(
                f"official-{place}", f"Đinh Văn Thử {place}", Role.OFFICIAL, "crowd", units=["xa-ba-to"]
            )
            work.people.link(person.id, where(person.key), START)
            due = START + timedelta(seconds=spread * place / (count * OFFICIALS))
            about = About(ReminderKind.TASK, task.id, DUE)
            work.reminders.plan([NewReminder(about, person.id, STAGE, due)])
        work.commit()


Lines = tuple[tuple[str, str, str, bool], ...]


@dataclass(frozen=True)
class Kept:
    """What is stored of an interview: its end, its answers, and its history in its order."""

    state: str
    result: str
    answers: tuple[tuple[str, str, str, bool], ...]
    history: Lines


def history(database: Database, interview_id: int, after: int = 0) -> Lines:
    """What was added to an interview after so many lines, in its order."""
    with database.look() as work:
        events = [one for one in work.interviews.events(interview_id) if _fixed(one.key.name)]
    return tuple((str(one.key.items), one.key.name, one.value, one.skipped) for one in events[after:])


def kept(database: Database, number: int) -> Kept:
    with database.look() as work:
        held = work.rounds.current(START.date())[0]
        assert held is not None
        assignment = work.assignments.of_number(held.id, number)
        assert assignment is not None
        interview = work.interviews.latest_of(assignment.id)
        if interview is None:
            return Kept("not begun", "", (), ())
        record = work.interviews.load(interview.id).record
    answers = sorted((str(k.items), k.name, v.value, v.skipped) for k, v in record.answers.items() if _fixed(k.name))
    return Kept(interview.state.value, str(interview.result), tuple(answers), history(database, interview.id))


def _fixed(name: str) -> bool:
    """Not what the form's own clock fills in."""
    return name not in {"start", "end", "today", "instanceID", "instanceName", "deviceid"}


@dataclass(frozen=True)
class Script:
    """What the person of one household types, and what is stored afterwards when nothing goes wrong."""

    number: int
    texts: tuple[str, ...]
    kept: Kept


def scripts(
    database: Database,
    numbers: range,
    where: Where = on_the_wire,
    channels: tuple[Capabilities, ...] = (WireChannel.capabilities,),
    most: int | None = None,
) -> dict[int, Script]:
    """A clean run, in this process; with `most` only the first lines of each review."""
    services = make_services()
    services.channels.update({each.name: each for each in channels})
    commune, found = Commune(database, services), dict[int, Script]()
    for number in numbers:
        line = Line(commune, address=where(key_of(number)))
        for text in islice(replies(line, number, corrected=True), most):
            line.say(text)
        end = kept(database, number)
        assert most or end.state == InterviewState.SUBMITTED.value, end.state
        found[number] = Script(number, tuple(line.said), end)
    return found
