"""Changing the encryption key: everything sealed is sealed anew, and what was interrupted goes on where it was."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from bot.files.store import KEY, FileStore
from bot.process import StartError
from bot.processes.single import sole
from bot.settings.config import ConfigError, Settings
from storage.crypto import Cipher
from storage.engine import open_to_change_key, shown
from storage.errors import KeyChangedError, WrongKeyError
from storage.serving.condition import condition
from storage.work import Database

ROWS = 500
"""In one transaction."""
_THEN = (
    "Bỏ RASOAT_SECURITY__OLD_KEY rồi khởi động bot. Bản sao lưu cũ vẫn cần khoá cũ: cất khoá cũ riêng, hoặc huỷ cả hai."
)


@dataclass(slots=True)
class Count:
    """What was done; of what no key opens, nothing is changed."""

    values: int = 0
    files: int = 0
    lost: int = 0
    codes: int = 0


def rotate_key(settings: Settings) -> str:
    """From RASOAT_SECURITY__OLD_KEY to RASOAT_SECURITY__KEY. May be ended at any moment and run again; nobody else may serve the database."""
    key, old_key = settings.security.key, settings.security.old_key
    if not key or not old_key or key == old_key:
        raise ConfigError(
            [
                "Cần hai khoá khác nhau: RASOAT_SECURITY__OLD_KEY là khoá đang dùng, RASOAT_SECURITY__KEY là khoá mới (openssl rand -base64 32)."
            ]
        )
    with sole(settings.database):
        _is_ready(settings.database.url)
        try:
            database = open_to_change_key(settings.database.url, key=key, old_key=old_key)
        except KeyChangedError:
            return f"Không còn gì để đổi: mọi thứ đã mã hoá bằng RASOAT_SECURITY__KEY. Chưa đổi lần nào thì hai biến đang đặt ngược nhau; đã đổi rồi thì: {_THEN}"
        files = FileStore(settings.files_folder, Cipher(key, before=old_key))
        count = Count()
        with closing(database):
            for _ in steps(database, files, count, [settings.zalo_oa.refresh_token]):
                pass
    return _report(count)


def steps(database: Database, files: FileStore, count: Count, seeds: list[str], rows: int = ROWS) -> Iterator[None]:
    """One step after the other, each whole by itself: between any two of them the work may be broken off."""
    with database.work() as work:
        tables = work.resealing.tables
        work.resealing.begin()
        work.commit()
    yield
    for name in tables:
        yield from _table(database, name, count, rows)
    for key in filter(KEY.fullmatch, files.names()):
        try:
            count.files += files.seal_anew(key)
        except (WrongKeyError, ValueError):
            # Damaged before: what no key opens is nobody's to change.
            count.lost += 1
        yield
    database.write_anew()
    yield
    with database.work() as work:
        count.codes = work.resealing.end(seeds)
        work.commit()


def _table(database: Database, name: str, count: Count, rows: int) -> Iterator[None]:
    last = None
    while True:
        with database.work() as work:
            done = work.resealing.batch(name, last, rows)
            work.commit()
        count.values, count.lost = count.values + done.changed, count.lost + done.lost
        yield
        if done.last is None:
            return
        last = done.last


def _is_ready(url: str) -> None:
    now = condition(url)
    if now is None or not now.version:
        raise StartError(f"Chưa có cơ sở dữ liệu {shown(url)}.")
    if now.version != now.newest:
        raise StartError(
            "Cơ sở dữ liệu do bản rasoat khác ghi. Khởi động bot một lần bằng khoá đang dùng, dừng lại, rồi đổi khoá."
        )


def _report(count: Count) -> str:
    said = [f"Đã đổi khoá: {count.values} dòng và {count.files} tệp mã hoá lại bằng khoá mới."]
    if count.lost:
        said.append(f"{count.lost} giá trị không khoá nào mở được, để nguyên.")
    if count.codes:
        said.append(f"{count.codes} mã mời chưa dùng không còn hiệu lực; mời lại nếu cần.")
    said.append(_THEN)
    return "\n".join(said)
