"""The parts of the process that stand for themselves: log, files, wiping, ticks, the worker's patience."""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock.ticks import make_scheduler
from bot.clock.travel import wipe
from bot.files.kinds import image_type
from bot.files.store import FileStore
from bot.processes.single import AlreadyRunningError, only_one
from bot.settings import logs
from bot.settings.config import Review, Settings
from bot.worker import DatabaseThread, Worker
from storage.crypto import Cipher
from storage.errors import AlreadyServedError, DatabaseUnreachableError, WrongKeyError
from tests.bot.support.house import KEY, living, open_house, run, with_ticks

OTHER_KEY = "/////////////////////////////////////////w8="


@pytest.fixture
def quiet_root() -> Iterator[logging.Logger]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield root
    root.handlers = handlers
    root.setLevel(level)


def test_secrets_are_masked_in_messages_and_tracebacks(
    quiet_root: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("INFO", ("42:token", ""))
    try:
        int("https://host/bot42:token/getMe")
    except ValueError:
        logging.getLogger("x").exception("asked %s", "42:token")
    written = capsys.readouterr().err
    assert "42:token" not in written
    assert written.count("***") >= 2


def test_of_an_error_the_log_tells_kind_and_place_and_not_the_text(
    quiet_root: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    """A database repeats the row that it refuses, and a row holds what a person said."""

    def refuse(row: str) -> None:
        try:
            int(row)
        except ValueError as error:
            raise ExceptionGroup(row, [KeyError(row)]) from error

    logs.set_up("INFO", ())
    row = "Phạm Văn Thử, 1971"
    try:
        refuse(row)
    except ExceptionGroup:
        logging.getLogger("any.library").exception("row %d", 12)
    written = capsys.readouterr().err
    assert "1971" not in written
    for told in ("row 12", "builtins.ValueError", "ExceptionGroup", "builtins.KeyError", "in refuse"):
        assert told in written


def test_libraries_do_not_log_addresses_with_the_token(quiet_root: logging.Logger) -> None:
    logs.set_up("DEBUG", ())
    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
    assert not logging.getLogger("aiogram.event").isEnabledFor(logging.INFO)
    assert not logging.getLogger("PIL.TiffImagePlugin").isEnabledFor(logging.DEBUG), "what a camera wrote into a photo"


def test_a_file_is_read_with_its_key_only(tmp_path: Path) -> None:
    store, name = FileStore(tmp_path / "files", Cipher(KEY)), "0" * 32
    store.put(name, b"photo")
    assert store.get(name) == b"photo"
    assert [path.name for path in (tmp_path / "files").iterdir()] == [name]
    with pytest.raises(WrongKeyError):
        FileStore(tmp_path / "files", Cipher(OTHER_KEY)).get(name)
    (tmp_path / "files" / ("1" * 32)).write_bytes((tmp_path / "files" / name).read_bytes())
    with pytest.raises(WrongKeyError):
        store.get("1" * 32)
    for wrong in ("2" * 32, "../test.db", "", "A" * 32):
        with pytest.raises(KeyError):
            store.get(wrong)


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (b"\xff\xd8\xff\xe1", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVE", None),
        (b"<svg>", None),
        (b"", None),
    ],
)
def test_photos_are_known_by_their_content(content: bytes, mime: str | None) -> None:
    assert image_type(content) == mime


def test_bodies_are_wiped_after_their_time_and_shown_as_wiped(tmp_path: Path) -> None:
    """On a demo only those of inbox and outbox: its page keeps what was said."""

    async def scenario() -> None:
        async with living(open_house(tmp_path)) as house:
            await house.say("ra-soat-1", "a", "một tin riêng")
            await house.heard("ra-soat-1")
            database, now = house.runtime.database, house.runtime.clock.now()
            assert wipe(database, now - timedelta(days=1)) == 0
            assert wipe(database, now + timedelta(days=1)) == 2
            with database.work() as work:
                work.meta.set("demo", "0")
                work.commit()
            assert wipe(database, now + timedelta(days=1)) == 2
            shown = await house.get("/api/chat/ra-soat-1/messages?from=all")
            assert [each["text"] for each in shown] == ["(đã xoá)", "(đã xoá)"]

    run(scenario())


def test_the_scheduler_ticks_and_a_failing_tick_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    rang: list[int] = []

    def tick(_: object) -> int:
        rang.append(1)
        raise RuntimeError("defect")

    async def scenario() -> None:
        async with living(with_ticks(open_house(tmp_path), tick, lambda _: None)) as house:
            await house.say("ra-soat-1", "a", "x")
            assert await house.heard("ra-soat-1")
            scheduler = make_scheduler(house.process.nightly)
            jobs = {job.id: job for job in scheduler.get_jobs()}
            assert set(jobs) == {"nightly"}
            await house.process.tick()

    run(scenario())
    assert len(rang) == 2
    assert caplog.text.count("the tick failed") == 2


def test_the_worker_takes_up_again_after_the_database_failed(caplog: pytest.LogCaptureFixture) -> None:
    results: Iterator[bool | OSError] = iter([OSError("disk full"), True, True, False])

    def turn() -> bool:
        result = next(results)
        if isinstance(result, OSError):
            raise result
        return result

    async def scenario() -> None:
        thread, turns = DatabaseThread(), asyncio.Semaphore(0)
        task = asyncio.create_task(Worker(thread, turn, turns.release, pause=0.01).run())
        for _ in range(2):
            await turns.acquire()
        await asyncio.sleep(0.02)
        task.cancel()
        thread.close()

    run(scenario())
    assert "cannot be worked off" in caplog.text


def test_a_worker_that_is_woken_and_stopped_in_one_moment_stops() -> None:
    async def scenario() -> bool:
        thread = DatabaseThread()
        worker = Worker(thread, lambda: False, lambda: None, poll=60.0)
        task = asyncio.create_task(worker.run())
        await asyncio.sleep(0.05)
        worker.wake()
        task.cancel()
        await asyncio.wait({task}, timeout=2)
        stopped = task.cancelled()
        task.cancel()
        thread.close()
        return stopped

    assert run(scenario())


def test_only_one_process_serves_a_database(tmp_path: Path) -> None:
    with only_one(tmp_path, "a.db"), only_one(tmp_path, "b.db"), pytest.raises(AlreadyRunningError, match=r"a\.db"):
        only_one(tmp_path, "a.db").__enter__()
    with only_one(tmp_path, "a.db"):
        pass


def test_a_process_whose_database_another_has_taken_over_stops_with_the_sentence(tmp_path: Path) -> None:
    calls = iter([DatabaseUnreachableError("the server restarts"), AlreadyServedError("another rasoat is running")])

    def stay_alone() -> None:
        raise next(calls)

    async def scenario() -> str:
        process = open_house(tmp_path, settings=Settings(review=Review(tick_seconds=0))).process
        why = await replace(process, stay_alone=stay_alone)._until(asyncio.Event())
        process.close()
        return why

    assert run(scenario()) == "another rasoat is running"
