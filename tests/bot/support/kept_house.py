"""A commune in the middle of its work, that it may be carried elsewhere: a draft with a photo, messages that wait, reminders that are planned."""

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.files.store import FileStore
from bot.operations.backup import back_up
from bot.settings.config import Files, Settings
from chat import Address, FileIn, Incoming, Kind, Receipt
from handlers.tasks import reminders
from handlers.turn import process_next
from storage import Database, open_database
from storage.crypto import Cipher
from storage.engine import make_engine
from storage.records import StoredFile
from tests.bench.household import new_households, replies
from tests.bot.support.examined import settings_for
from tests.properties.support.phone import Commune, Line
from tests.support.conversation import fill, shared_services
from tests.support.databases import TEST_KEY

__all__ = ["house", "kept"]

AT = datetime(2025, 11, 3, 1, 0, tzinfo=UTC)
PHOTO, PHOTO_KEY = b"\xff\xd8\xff\xe0 the house of Nghia", "ab" * 16
OFFICIAL = Address("web", "demo", "cong-chuc-van-hoa", "cong-chuc-van-hoa")


def settings_of(url: str, folder: Path, **more: object) -> Settings:
    """A database, and its files in a folder."""
    return settings_for(url, files=Files(path=str(folder)), **more)


@contextmanager
def commune_at(url: str, now: datetime) -> Iterator[Commune]:
    """The conversation as a process that has just been started would have it."""
    database = open_database(url, key=TEST_KEY, synchronous="OFF")
    try:
        # Forms of its own: the cache goes by their numbers.
        yield Commune(database, replace(shared_services(), outlines={}), now, itertools.count(10_000))
    finally:
        database.close()


def in_the_middle(settings: Settings) -> datetime:
    """A household's interview with its photo, not handed in; an official's message whose answer waits; what is to be reminded of. The time then."""
    database = open_database(settings.database.url, key=TEST_KEY, synchronous="OFF")
    commune = Commune(database, replace(shared_services(), outlines={}))
    fill(database, commune.services)
    (number,) = new_households(database, 1)
    line = Line(commune)
    for text in replies(line, number, corrected=False):
        if text != "nộp":
            line.say(text)
    line.say("sửa 25")
    _photo(commune, settings, line)
    reminders.tick(database, commune.services, commune.now)
    _ask(commune, "nhiệm vụ")
    database.close()
    return commune.now


def _photo(commune: Commune, settings: Settings, line: Line) -> None:
    FileStore(settings.files_folder, Cipher(TEST_KEY)).put(PHOTO_KEY, PHOTO)
    with commune.database.work() as work:
        work.files.add(StoredFile(PHOTO_KEY, "nhà.jpg", "image/jpeg", len(PHOTO), None, commune.now))
        work.commit()
    file = FileIn(PHOTO_KEY, "nhà.jpg", "image/jpeg", len(PHOTO))
    line._turn(Incoming(line.address, "photo", Kind.PHOTO, commune.now, files=(file,)))


def _ask(commune: Commune, text: str) -> None:
    """Answered, and the answer is not sent."""
    with commune.database.work() as work:
        work.inbox.ingest(Incoming(OFFICIAL, "o-1", Kind.TEXT, commune.now, text=text), commune.now)
        work.commit()
    assert process_next(commune.database, commune.services, commune.now)


def played_on(settings: Settings, now: datetime) -> list[str]:
    """What people see from here on: what waited, the end of the interview, and everything that is reminded of in the next weeks."""
    with commune_at(settings.database.url, now) as commune:
        seen = _sent(commune.database, now)
        line = Line(commune)
        seen += [line.say("xem lại"), line.say("nộp"), line.say("danh sách")]
        with commune.database.look() as work:
            latest = max(work.outbox.get(range(1, 10_000)), key=lambda entry: entry.id)
            seen.append(f"{latest.id} messages in all")
        seen += _reminded(commune)
    seen.append(FileStore(settings.files_folder, Cipher(TEST_KEY)).get(PHOTO_KEY).decode("latin-1"))
    return seen


def _reminded(commune: Commune) -> list[str]:
    """Step by step to what is due next."""
    seen: list[str] = []
    for _ in range(4):
        due = reminders.next_due(commune.database, commune.services, commune.now)
        assert due is not None
        commune.now = max(due, commune.now)
        reminders.tick(commune.database, commune.services, commune.now)
        while reminders.fire(commune.database, commune.services, commune.now):
            pass
        seen += [f"{commune.now:%d/%m %H:%M}", *_sent(commune.database, commune.now)]
        commune.now += timedelta(seconds=1)
    return seen


def _sent(database: Database, at: datetime) -> list[str]:
    found = []
    with database.work() as work:
        while rows := work.due.claim(at):
            for row in rows:
                work.outbox.sent(row.id, Receipt(f"m{row.id}", at=at), at)
                found.append(f"{row.address.user_id}: {row.outgoing.text}")
        work.commit()
    return sorted(found)


@dataclass(frozen=True)
class House:
    """An installation that was left in the middle of its work, and a backup of it."""

    folder: Path
    now: datetime
    settings: Settings
    file: Path


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Made once; nobody writes in it."""
    folder = tmp_path_factory.mktemp("kept")
    settings = settings_of(f"sqlite:///{folder / 'rasoat.db'}", folder / "files")
    now = in_the_middle(settings)
    file = folder / "x.rasoat"
    back_up(settings, file, replace=False, now=lambda: AT)
    return House(folder, now, settings, file)


@pytest.fixture
def house(kept: House, tmp_path: Path) -> House:
    """A copy of its own."""
    folder = tmp_path / "house"
    shutil.copytree(kept.folder, folder)
    settings = settings_of(f"sqlite:///{folder / 'rasoat.db'}", folder / "files")
    return replace(kept, folder=folder, settings=settings, file=folder / "x.rasoat")


def store_of(settings: Settings) -> FileStore:
    return FileStore(settings.files_folder, Cipher(TEST_KEY))


def raw(settings: Settings, statement: str) -> None:
    engine = make_engine(settings.database.url)
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            connection.exec_driver_sql(statement)
    engine.dispose()
