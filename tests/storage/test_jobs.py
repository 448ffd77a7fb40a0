"""Long work: one at a time a person, one process at a time a job, found again when that process dies."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage import Database, open_database
from storage.engine import make_engine
from storage.records import Job, JobState
from storage.work import Work
from tests.storage.support.people import NOW, Commune, incoming
from tests.support.databases import TEST_KEY

LATER = NOW + timedelta(seconds=30)
KINDS = ("form",)


@pytest.fixture
def work(commune: Commune) -> Iterator[Work]:
    with commune.database.work() as unit:
        yield unit


def put(work: Work, person: int, about: str = "{}", kind: str = "form") -> bool:
    return work.jobs.put(kind, person, incoming("1", "đếm giúp em"), about, NOW)


def claimed(work: Work, holder: str = "a") -> Job:
    job = work.jobs.claim(KINDS, holder, NOW)
    assert job is not None
    return job


def test_what_was_asked_for_comes_back(commune: Commune, work: Work) -> None:
    assert put(work, commune.collaborator, '{"name": "sổ.xlsx"}')
    job = claimed(work)
    assert (job.kind, job.person_id, job.about) == ("form", commune.collaborator, '{"name": "sổ.xlsx"}')
    assert job.message == incoming("1", "đếm giúp em")
    assert (job.state, job.attempts, job.created_at) == (JobState.RUNNING, 1, NOW)


def test_a_person_has_one_that_waits_or_runs(commune: Commune, work: Work) -> None:
    first, second = commune.collaborator, commune.other
    assert [put(work, first), put(work, first), put(work, second)] == [True, False, True]
    job = claimed(work)
    assert put(work, first) is False
    assert work.jobs.open_of(first) == job
    work.jobs.end(job.id, "a", JobState.DONE, NOW)
    assert work.jobs.open_of(first) is None
    assert put(work, first) is True
    assert work.jobs.count() == (2, 0)


def test_the_database_itself_lets_a_person_have_one(commune: Commune, work: Work) -> None:
    put(work, commune.collaborator)
    again = text(
        "INSERT INTO job (kind, person_id, input, state, holder, attempts, done, total, written, error, created_at) SELECT kind, person_id, input, state, holder, attempts, done, total, written, error, created_at FROM job"
    )
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        work._session.connection.execute(again)


def test_nobody_takes_what_another_does_until_its_lease_is_over(commune: Commune, work: Work) -> None:
    put(work, commune.collaborator)
    job = claimed(work)
    assert work.jobs.claim(KINDS, "b", NOW) is None
    assert work.jobs.keep(job.id, "a", NOW + timedelta(seconds=20), 3, 7)
    assert work.jobs.claim(KINDS, "b", LATER) is None
    again = work.jobs.claim(KINDS, "b", NOW + timedelta(seconds=50))
    assert again is not None
    assert (again.id, again.attempts, again.done, again.total) == (job.id, 2, 3, 7)


def test_whoever_has_lost_a_job_changes_nothing(commune: Commune, work: Work) -> None:
    put(work, commune.collaborator)
    job = claimed(work)
    assert work.jobs.claim(KINDS, "b", LATER) is not None
    lost = (
        work.jobs.keep(job.id, "a", LATER, 1, 1),
        work.jobs.told(job.id, "a", LATER),
        work.jobs.calculated(job.id, "a", b"x", LATER),
        work.jobs.wrote(job.id, "a", LATER),
        work.jobs.put_back(job.id, "a", ""),
        work.jobs.end(job.id, "a", JobState.DONE, LATER),
    )
    assert lost == (False,) * 6
    assert work.jobs.end(job.id, "b", JobState.DONE, LATER)


def test_only_kinds_that_somebody_knows_are_taken(commune: Commune, work: Work) -> None:
    put(work, commune.collaborator, kind="of a newer version")
    assert work.jobs.claim(KINDS, "a", NOW) is None
    assert work.jobs.count() == (1, 0)


def test_the_result_is_kept_until_the_end(commune: Commune, work: Work) -> None:
    put(work, commune.collaborator)
    job = claimed(work)
    work.jobs.calculated(job.id, "a", b"\x00\xff", NOW)
    work.jobs.wrote(job.id, "a", NOW)
    again = work.jobs.claim(KINDS, "b", LATER)
    assert again is not None
    assert (again.result, again.written) == (b"\x00\xff", 1)
    work.jobs.end(job.id, "b", JobState.DONE, LATER)
    over = work.jobs.get(job.id)
    assert over is not None
    assert (over.state, over.result, over.written) == (JobState.DONE, None, 1)


def test_it_is_given_up_until_something_is_written(commune: Commune, work: Work) -> None:
    put(work, commune.collaborator)
    job = claimed(work)
    assert work.jobs.cancel(job.id, NOW)
    assert not work.jobs.cancel(job.id, NOW)
    assert not work.jobs.keep(job.id, "a", NOW)
    put(work, commune.collaborator)
    job = claimed(work)
    work.jobs.calculated(job.id, "a", b"x", NOW)
    work.jobs.wrote(job.id, "a", NOW)
    assert not work.jobs.cancel(job.id, NOW)


def test_the_only_process_finds_at_its_start_what_a_dead_one_left(commune: Commune, work: Work) -> None:
    put(work, commune.collaborator)
    claimed(work, "dead")
    assert work.jobs.release() == 1
    assert claimed(work, "alive").attempts == 2


def test_a_process_that_ends_in_order_counts_no_attempt(commune: Commune, work: Work) -> None:
    put(work, commune.collaborator)
    for _ in range(3):
        job = claimed(work)
        assert job.attempts == 1
        work.jobs.put_back(job.id, "a", "", counted=False)


def test_what_was_asked_for_is_emptied_with_the_bodies_of_messages(commune: Commune, work: Work) -> None:
    put(work, commune.collaborator)
    put(work, commune.other)
    job = claimed(work)
    work.jobs.end(job.id, "a", JobState.DONE, NOW)
    assert work.jobs.wipe(NOW) == 0
    assert work.jobs.wipe(LATER) == 1
    assert work.jobs.wipe(LATER) == 0
    assert work.jobs.count() == (1, 0), "what is not done yet keeps what it needs"
    assert work.jobs.get(job.id) is None


def test_one_damaged_row_keeps_nobody_waiting(commune: Commune, work: Work) -> None:
    for person in (commune.collaborator, commune.other):
        put(work, person)
    first = work.jobs.open_of(commune.collaborator)
    assert first is not None
    work._session.connection.exec_driver_sql(f"UPDATE job SET input = 'x' WHERE id = {first.id}")
    assert claimed(work).person_id == commune.other
    assert work.jobs.open_of(commune.collaborator) is None


def test_nothing_that_was_asked_for_or_calculated_lies_open(commune: Commune, database_url: str) -> None:
    with commune.database.work() as work:
        put(work, commune.collaborator, '{"name": "Phạm Văn Dắt.xlsx"}')
        job = claimed(work)
        work.jobs.calculated(job.id, "a", b"051071000123", NOW)
        work.commit()
    engine = make_engine(database_url)
    with engine.connect() as connection:
        row = connection.exec_driver_sql("SELECT * FROM job").one()
    engine.dispose()
    stored = b"".join(bytes(one) for one in row if isinstance(one, bytes | memoryview)) + str(row).encode()
    assert not [word for word in ("051071000123", "Dắt", "đếm") if word.encode() in stored]


def test_several_processes_take_each_job_once(commune: Commune, database_url: str) -> None:
    people = [commune.collaborator, commune.other, commune.official]
    with commune.database.work() as work:
        for person in people:
            put(work, person)
        work.commit()
    databases = [open_database(database_url, key=TEST_KEY) for _ in range(4)]

    def takes(number: int) -> list[int]:
        found = []
        for _ in range(3):
            with databases[number].work() as work:
                job = work.jobs.claim(KINDS, f"process {number}", NOW)
                work.commit()
            found += [job.person_id] if job is not None else []
        return found

    with ThreadPoolExecutor(4) as pool:
        taken = [person for some in pool.map(takes, range(4)) for person in some]
    for database in databases:
        database.close()
    assert sorted(taken) == sorted(people)


def test_what_was_rung_is_told_once_it_is_kept(database: Database) -> None:
    told: list[str] = []
    database.told = told.append
    with database.work() as work:
        person = work.people.put("admin", "Quản Trị", "admin")  # type: ignore[arg-type]  # a word of the enum
        put(work, person.id)
        assert told == []
        work.commit()
    assert told == ["job"]
    with database.work() as work:
        put(work, person.id)
    assert told == ["job"]
