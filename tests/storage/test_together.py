"""Several threads at once, and the queries of a turn by their indexes."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import ClauseElement
from sqlalchemy.dialects import sqlite

from chat import Outgoing
from storage import Database, open_database
from storage.engine import make_engine
from storage.queries import jobs
from storage.queries.interviews import answers, interviews
from storage.queries.messages import conversations, due, inbox, outbox, web
from storage.queries.people import people
from storage.queries.programme import reminders
from storage.queries.review import assignments, unplanned
from storage.records import Cause, Changes, InterviewState, NewOutgoing, with_person
from tests.storage.support.people import NOW, Commune, address, incoming
from tests.support.databases import TEST_KEY

HOT = {
    "waiting": inbox._WAITING,
    "inbox closed": inbox._CLOSE,
    "inbox wiped": inbox._WIPE,
    "outbox due": due._DUE,
    "outbox oldest due": due._OLDEST_DUE,
    "outbox oldest": outbox._OLDEST,
    "outbox wiped": outbox._WIPE,
    "person": people._BY_ACCOUNT,
    "dialogue": conversations._LOAD,
    "answers": answers._ANSWERS,
    "items": answers._ITEMS,
    "next event": answers._NEXT_SEQ,
    "open interview": interviews._OPEN,
    "consent": interviews._CONSENT,
    "list": assignments._OF_PERSON.cut,
    "household": assignments._OF_NUMBER.cut,
    "reminders due": reminders._DUE,
    "job of a person": jobs._OPEN_OF,
    "jobs to be done": jobs._FREE.params(kinds=["form"], at=None),
    "jobs wiped": jobs._WIPE,
    "mailbox": web._BOT,
}
WHOLE = ("ix_inbox_pending", "ix_outbox_unsent", "ix_reminder_pending", "ix_job_open")
"""Indexes that hold only what is still to be done: reading one of them from end to end is short."""


def _plan(url: str, statement: ClauseElement) -> Iterator[str]:
    # What is filled in at the last moment only is one value here.
    text = re.sub(r"__\[POSTCOMPILE_\w+\]", "?", str(statement.compile(dialect=sqlite.dialect())))
    engine = make_engine(url)
    with engine.connect() as connection:
        yield from (
            row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", (None,) * text.count("?"))
        )
    engine.dispose()


@pytest.mark.parametrize("name", HOT)
def test_no_query_of_a_turn_reads_a_whole_table(name: str, sqlite_database: Database) -> None:
    url = str(sqlite_database._engine.url)
    steps = list(_plan(url, HOT[name]))
    assert steps
    assert [step for step in steps if step.startswith("SCAN") and not step.endswith(WHOLE)] == []


def test_an_idle_tick_reads_no_table_whole_but_the_small_ones(sqlite_database: Database) -> None:
    steps = list(_plan(str(sqlite_database._engine.url), unplanned._LOOK))
    whole = {step.split()[1] for step in steps if step.startswith("SCAN") and " USING " not in step}
    assert "ix_interview_draft" in "".join(steps)
    assert whole <= {"person", "person_role", "anon_3", "task", "review_round", "CONSTANT"}, steps


def test_threads_wait_for_each_other_and_lose_nothing(database: Database) -> None:
    def count(thread: int) -> None:
        for n in range(10):
            with database.work() as work:
                known = work.conversations.load(with_person(1))
                work.conversations.save(with_person(1), str(int(known.dialog if known else 0) + 1), [], NOW)
                work.inbox.ingest(incoming(f"{thread}-{n % 5}"), NOW)
                work.commit()

    with database.work() as work:
        work.conversations.save(with_person(1), "0", [], NOW)
        work.commit()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(count, range(4)))
    with database.look() as work:
        found = work.conversations.load(with_person(1))
        assert found is not None
        assert found.dialog == "40"
        assert work.inbox.pending() == 20


def test_an_interview_belongs_to_one_turn_at_a_time(commune: Commune) -> None:
    """A turn that has read it writes to what it has read, whatever another worker is asked in the meantime."""
    if commune.database.dialect != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    with commune.database.work() as work:
        one = work.interviews.create(commune.assignment, commune.form_id, "r", commune.collaborator, NOW).id
        work.commit()

    def cancel() -> None:
        with commune.database.work() as work:
            work.interviews.cancel(one, commune.collaborator, NOW)
            work.commit()

    with ThreadPoolExecutor(1) as other:
        with commune.database.work() as work:
            assert work.interviews.load(one).interview.state is InterviewState.DRAFT
            cancelling = other.submit(cancel)
            with pytest.raises(TimeoutError):
                cancelling.result(0.2)
            work.interviews.save(one, Changes(), by=commune.collaborator, at=NOW)
            work.commit()
        cancelling.result(5)
    with commune.database.look() as work:
        assert work.interviews.load(one).interview.state is InterviewState.CANCELLED


def _break_off(database: Database) -> None:
    with database.work() as work:
        entry = work.inbox.next_pending()
        assert entry is not None
        work.outbox.enqueue(Cause(f"in:{entry.id}"), [NewOutgoing(address(), Outgoing("x"))], NOW)
        work.conversations.save(with_person(1), "{}", [], NOW)
        work.inbox.done(entry.id, NOW)
        raise RuntimeError("power cut")


def test_a_turn_that_breaks_off_leaves_no_trace(database_url: str) -> None:
    opened = open_database(database_url, key=TEST_KEY)
    with opened.work() as work:
        work.inbox.ingest(incoming("1"), NOW)
        work.commit()
    with pytest.raises(RuntimeError, match="power cut"):
        _break_off(opened)
    opened.close()
    again = open_database(database_url, key=TEST_KEY)
    with again.look() as work:
        assert work.inbox.pending() == 1
        assert work.outbox.unsent() == 0
        assert work.conversations.load(with_person(1)) is None
    again.close()
