"""kill -9 while the database is migrated, and while new keys of an Official Account are on their way."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from storage import Database, open_database
from storage.crypto import Cipher
from storage.engine import make_engine
from storage.migrations.run import downgrade
from storage.records import TokenPair
from tests.fakes.zalo_oa import OA, ZaloOaFake
from tests.faults.support.crowd import FIRST, gather, kept, scripts
from tests.faults.support.kills import Nursery
from tests.faults.support.platform import Platform
from tests.faults.support.points import KEYS, MIGRATION
from tests.support.databases import TEST_KEY, copied_database_url
from tests.support.share import dealt

PATIENCE = 30.0


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()


@pytest.mark.parametrize(("kind", "point"), dealt(MIGRATION))
def test_a_migration_that_is_cut_off_is_done_again(kind: str, point: str, nursery: Nursery, tmp_path: Path) -> None:
    with copied_database_url(kind, tmp_path) as url:
        database = open_database(url, key=TEST_KEY)
        gather(database, 1, 0)
        before = scripts(database, range(FIRST, FIRST + 1))[FIRST].kept
        database.close()
        engine = make_engine(url)
        downgrade(engine, "0004", Cipher(TEST_KEY))
        engine.dispose()
        with Platform().serving() as address:
            order = {"url": url, "files": str(tmp_path / "files"), "platform": address}
            assert nursery.life(PATIENCE, lambda: False, **order, point=point) == point
            assert nursery.life(PATIENCE, lambda: True, **order) == "anywhere"
        database = open_database(url, key=TEST_KEY)
        assert kept(database, FIRST) == before
        database.close()


@contextmanager
def zalo() -> Iterator[ZaloOaFake]:
    """Zalo in a thread of its own, living on while the bot dies."""
    fake, ready, over = ZaloOaFake(), threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        async with fake.serving():
            loops.append(asyncio.get_running_loop())
            ready.set()
            await over.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(PATIENCE)
    try:
        yield fake
    finally:
        loops[0].call_soon_threadsafe(over.set)
        thread.join(PATIENCE)


def pair_of(database: Database) -> TokenPair:
    with database.look() as work:
        pair = work.tokens.get("zalo_oa", OA)
    assert pair is not None
    return pair


def later(database: Database) -> None:
    """The bot comes up again after two minutes: the lease of the dead one is over."""
    with database.work() as work:
        work.meta.set_clock_offset(work.meta.clock_offset() + timedelta(minutes=2))
        work.commit()


def has_ended(database: Database, *, lost: bool) -> bool:
    pair = pair_of(database)
    return bool(pair.error if lost else pair.access)


LOST = {"keys: given, not kept", "keys: before the commit"}
"""Between Zalo's answer and our commit no bot can save the keys: that is seen and told."""


@pytest.mark.parametrize(("kind", "point"), dealt(KEYS))
def test_keys_on_their_way_are_kept_or_their_loss_is_known(
    kind: str, point: str, nursery: Nursery, tmp_path: Path
) -> None:
    with copied_database_url(kind, tmp_path) as url, zalo() as fake, Platform().serving() as address:
        database = open_database(url, key=TEST_KEY)
        gather(database, 1, 0)
        order = {"url": url, "files": str(tmp_path / "files"), "platform": address, "oa": fake.address}
        assert nursery.life(PATIENCE, lambda: False, **order, point=point) == point
        assert pair_of(database).interrupted == (point != "keys: kept, not used")
        later(database)
        nursery.life(PATIENCE, lambda: has_ended(database, lost=point in LOST), **order)
        pair = pair_of(database)
        assert ("interrupted" in pair.error) == (point in LOST)
        assert (pair.access == fake.access) == (point not in LOST)
        assert fake.refreshes == 1
        database.close()
