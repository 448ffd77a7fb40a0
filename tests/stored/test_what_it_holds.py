"""A database of version 0.1 opens: nothing is lost, what waited is answered, what was unsent goes out, and reminders come."""

from datetime import datetime, timedelta

from chat import Receipt
from handlers.tasks.reminders import tick
from storage.records import OutboxEntry, OutboxState
from tests.stored.support.expected import compare, known
from tests.stored.support.files import rows_in
from tests.stored.support.kept import Facts, Kept, opened
from tests.stored.support.plays import what_came
from tests.stored.support.standing import commune, difference

UNSENT = (OutboxState.QUEUED, OutboxState.SENDING, OutboxState.FAILED, OutboxState.UNCERTAIN)
DAYS = ("2025-11-07T09:30+07:00", "2025-11-08T09:31+07:00", "2025-11-10T08:00+07:00", "2025-11-12T08:00+07:00")


def test_every_row_is_still_there(kept_url: str) -> None:
    opened(kept_url).database.close()
    now = rows_in(kept_url)
    for name, number in known("rows"):
        assert now.get(name) == number, name


def test_everything_that_was_known_is_known(kept: Kept) -> None:
    compare("commune", [list(one) for one in sorted(commune(kept).items()) if one[1] != "not_started"])


def test_unsent_messages_say_what_they_said(kept: Kept) -> None:
    with kept.database.look() as work:
        rows = [row for state in UNSENT for row in work.outbox.with_state(state, 1000)]
    compare("unsent", [_shown(row) for row in sorted(rows, key=lambda row: row.id)])


def _shown(row: OutboxEntry) -> Facts:
    message = row.outgoing
    facts: Facts = {
        "id": row.id,
        "to": f"{row.address.channel} {row.address.user_id}",
        "state": row.state,
        "cause": row.cause,
        "n": row.n,
        "kind": row.kind,
        "attempts": row.attempts,
        "error": row.error,
        "edit_of": row.edit_of,
        "text": message.text,
        "buttons": [[b.label, b.payload, b.key] for line in message.rows for b in line],
    }
    return {name: value for name, value in facts.items() if value not in (None, "", [])}


def test_after_a_start_everything_unsent_goes_out_in_its_order(kept: Kept) -> None:
    sent: list[int] = []
    with kept.database.work() as work:
        assert work.outbox.recover(kept.now, everything=True) == (1, 1), (
            "a reply is sent again, a reminder is uncertain"
        )
        later = kept.now + timedelta(hours=1)
        while rows := work.due.claim(later):
            for row in rows:
                work.outbox.sent(row.id, Receipt(f"m{row.id}", at=later), later)
            sent += [row.id for row in rows]
        work.commit()
    compare("sent", [sent])


def test_messages_that_waited_are_answered(kept: Kept) -> None:
    came = [
        {"person": one["person"], "about": one["about"]} | what_came(kept, one["person"], kept.answer_one)
        for one in known("inbox")
    ]
    assert not kept.answer_one()
    compare("inbox", came)


def test_reminders_are_planned_and_sent_as_the_days_go_by(kept: Kept) -> None:
    compare("reminders", [_day(kept, day) for day in DAYS])


def _day(kept: Kept, day: str) -> Facts:
    kept.now = datetime.fromisoformat(day)
    queued, before = kept.queued(), commune(kept)
    tick(kept.database, kept.services, kept.now)
    new = [row for row in kept.queued().values() if row.id not in queued]
    return {"day": day, "changed": difference(before, commune(kept)), "to": sorted(row.address.user_id for row in new)}
