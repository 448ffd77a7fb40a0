"""What counts as kept: every answer once, in its order, every reply at least once, every reminder once or listed as uncertain."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.clock.clock import system_time
from storage import Database
from storage.records import OutboxState, ReminderKind, ReminderState
from tests.faults.support.crowd import STAGE, kept
from tests.faults.support.platform import Accepted, Platform
from tests.support.conversation import START

if TYPE_CHECKING:
    from tests.faults.support.kills import Found, Person


def judge(database: Database, platform: Platform, people: "Mapping[str, Person]", found: "Found") -> None:
    """Adds what is wrong to `found`."""
    found.messages = sum(person.place + person.again for person in people.values())
    found.again = sum(person.again for person in people.values())
    for key, person in people.items():
        end, wanted = kept(database, person.script.number), person.script.kept
        for name in ("state", "result", "answers", "history"):
            if getattr(end, name) != getattr(wanted, name):
                found.problems.append(f"{key}: another {name}: {getattr(end, name)} instead of {getattr(wanted, name)}")
        found.problems += _conversation(key, [one for one in platform.accepted if one.user == key])
    times = Counter(one.outbox_id for one in platform.accepted if one.answers)
    found.twice = sum(count - 1 for count in times.values())
    _reminders(database, platform, found)


def _conversation(key: str, said: list[Accepted]) -> Iterator[str]:
    """Replies come in the order of what they answer, and an update is answered by one row or by parts of one answer."""
    firsts = list(dict.fromkeys(int(one.answers[1:]) for one in said if one.answers))
    if firsts != sorted(firsts):
        yield f"{key}: replies in another order: {firsts}"
    for number in firsts:
        last = {one.outbox_id for one in said if one.answers == f"w{number}" and one.last}
        if len(last) != 1:
            yield f"{key}: w{number} was answered {len(last)} times"


def _reminders(database: Database, platform: Platform, found: "Found") -> None:
    arrived = Counter(one.outbox_id for one in platform.accepted if not one.answers)
    with database.look() as work:
        now = system_time() + work.meta.clock_offset() - timedelta(seconds=2)
        (task,) = [one for one in work.tasks.all(START.year) if one.key == "crowd"]
        for reminder in work.reminders.of(ReminderKind.TASK, task.id):
            if reminder.state is ReminderState.PENDING and reminder.due_at > now:
                continue
            if reminder.stage != STAGE:
                # What the plan itself plans for this deadline says nothing that the crowd's own has not said.
                found.problems += [] if reminder.outbox_id is None else [f"reminder {reminder.id}: said beside {STAGE}"]
                continue
            found.reminders += 1
            row = reminder.outbox_id
            state = work.outbox.get([row])[0].state if row is not None else None
            count = arrived[row] if row is not None else 0
            found.uncertain += state is OutboxState.UNCERTAIN
            if not ((state is OutboxState.SENT and count == 1) or (state is OutboxState.UNCERTAIN and count <= 1)):
                found.problems.append(f"reminder {reminder.id}: {reminder.state}, {state}, arrived {count} times")
