"""Short writes that wait for the database at the same time are kept by one commit; each hears only of its own fault."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.worker import MOST_TOGETHER, DatabaseThread
from storage import Database, Work
from tests.bot.support.telegram_house import ME, hear
from tests.fakes.telegram import TelegramFake
from tests.support.databases import *  # noqa: F403 - fixtures


@pytest.fixture
def commits(sqlite_database: Database) -> list[str]:
    found: list[str] = []
    event.listen(sqlite_database._engine, "commit", lambda _: found.append("commit"))
    return found


def note(key: str) -> Callable[[Work], str]:
    def write(work: Work) -> str:
        work.meta.set(key, "kept")
        return key

    return write


def refuse(work: Work) -> str:
    work.meta.set("refused", "kept")
    raise KeyError("refused")


def at_once(database: Database, *writes: Callable[[Work], str]) -> list[object]:
    """All are asked for while the thread is busy."""

    async def scenario() -> list[object]:
        with closing(DatabaseThread()) as thread:
            free = Event()
            busy = asyncio.create_task(thread.call(free.wait))
            asked = [asyncio.create_task(thread.write(database, write)) for write in writes]
            await asyncio.sleep(0)
            free.set()
            await busy
            return list(await asyncio.gather(*asked, return_exceptions=True))

    return asyncio.run(scenario())


def kept(database: Database, *keys: str) -> list[bool]:
    with database.look() as work:
        return [work.meta.get(key) is not None for key in keys]


def test_what_waits_at_once_shares_a_commit(sqlite_database: Database, commits: list[str]) -> None:
    assert at_once(sqlite_database, note("a"), note("b"), note("c")) == ["a", "b", "c"]
    assert kept(sqlite_database, "a", "b", "c") == [True] * 3
    assert commits == ["commit"]


def test_a_write_that_fails_by_itself_is_alone_with_it(sqlite_database: Database) -> None:
    first, refused, last = at_once(sqlite_database, note("a"), refuse, note("c"))
    assert (first, last) == ("a", "c")
    assert isinstance(refused, KeyError)
    assert kept(sqlite_database, "a", "refused", "c") == [True, False, True]


def test_without_a_database_all_hear_of_it_and_none_is_tried_again_here(
    sqlite_database: Database, commits: list[str]
) -> None:
    tries: list[str] = []

    def full(work: Work) -> str:
        tries.append("full")
        work._session.connection.exec_driver_sql("PRAGMA max_page_count = 1")
        work.meta.set("long", "x" * 1_000_000)
        return ""

    found = at_once(sqlite_database, note("a"), full, note("c"))
    assert [type(each) for each in found] == [OperationalError] * 3
    assert (tries, commits) == (["full"], [])


def test_a_crowd_is_kept_in_shares(sqlite_database: Database, commits: list[str]) -> None:
    keys = [f"key {number}" for number in range(MOST_TOGETHER + 1)]
    assert at_once(sqlite_database, *map(note, keys)) == keys
    assert len(commits) == 2


def test_what_telegram_brings_at_once_is_kept_in_its_order(tmp_path: Path) -> None:
    fake = TelegramFake()
    person, other = fake.person(ME), fake.person(ME + 1)

    def act() -> None:
        for number in range(3):
            person.text(f"{number}")
            other.text(f"khác {number}")
        person.photo(b"", "ảnh")
        person.text("3")

    heard: Coroutine[Any, Any, Any] = hear(tmp_path, fake, act, 8)
    mine = [each.text for each in asyncio.run(heard) if each.address.user_id == str(ME)]
    assert mine == ["0", "1", "2", "ảnh", "3"]
