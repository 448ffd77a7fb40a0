"""`rasoat backup FILE`: everything that an installation keeps in one sealed file, also while the bot runs."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from bot.archive.chunks import ChunkWriter
from bot.archive.entries import Contents, End, EntryWriter, Sums
from bot.archive.header import Header, key_for, new_header
from bot.archive.placing import BusyError, TakenError, placed
from bot.clock.clock import system_time
from bot.files.store import FileStore
from bot.operations.archive_setting import check_database, cipher_of, storage_said
from bot.operations.archive_words import locked, not_written, size, whence
from bot.process import StartError
from bot.settings.config import Settings
from storage.archive.noting import known_files, note_backup
from storage.archive.snapshot import Snapshot, snapshot
from storage.crypto import Cipher

FILES = "stored_file"


def back_up(
    settings: Settings,
    file: Path,
    *,
    replace: bool,
    now: Callable[[], datetime] = system_time,
    stored: Callable[[Path, Cipher], FileStore] = FileStore,
) -> str:
    """What to print. Raises StartError where no backup was made; nothing of it is left then. `stored` opens the folder of the files."""
    cipher = cipher_of(settings)
    check_database(settings)
    try:
        with storage_said(settings), placed(file, replace=replace) as out:
            header, end, sums = _written(settings, cipher, out, now(), stored(settings.files_folder, cipher))
    except TakenError:
        raise StartError(f"{file} đã có: chọn tên khác, hoặc thêm --replace để ghi đè") from None
    except BusyError:
        raise StartError(f"đang có một lần sao lưu khác ghi vào {file}: đợi xong rồi chạy lại") from None
    except OSError as error:
        raise not_written(str(file), error) from error
    with storage_said(settings):
        note_backup(settings.database.url, header.made_at)
    return "\n".join(_told(file, header, end, sums))


def _written(
    settings: Settings, cipher: Cipher, out: BinaryIO, at: datetime, store: FileStore
) -> tuple[Header, End, Sums]:
    with snapshot(settings.database.url, cipher) as seen:
        header = new_header(at, seen.version, cipher, settings.backup.passphrase)
        out.write(header.written())
        entries = EntryWriter(ChunkWriter(out, key_for(header, cipher, settings.backup.passphrase)))
        keys = _rows(entries, seen)
    # After the rows: the snapshot keeps SQLite's log from being emptied, and photos take long.
    end = _files(settings, cipher, entries, store, keys)
    entries.end(end)
    return header, end, entries.sums


def _rows(entries: EntryWriter, seen: Snapshot) -> tuple[str, ...]:
    """All tables; the keys of the files that they name."""
    columns = {name: table.columns for name, table in seen.tables.items()}
    entries.contents(Contents(columns, {name: table.rows for name, table in seen.tables.items()}, seen.numbers))
    keys: list[str] = []
    for name in seen.tables:
        for rows in seen.rows(name):
            entries.rows(name, rows)
            if name == FILES:
                keys += [row[columns[name].index("key")] for row in rows]
    return tuple(keys)


def _files(settings: Settings, cipher: Cipher, entries: EntryWriter, store: FileStore, keys: tuple[str, ...]) -> End:
    absent = set()
    for key in keys:
        try:
            sealed = store.sealed(key)
        except KeyError:
            absent.add(key)
        except OSError as error:
            raise StartError(f"không đọc được tệp {key} trong {store.folder}: {error.strerror}") from error
        else:
            entries.file(key, sealed)
    # Wiped at night, or because somebody asked for it, since the rows were read: such a file must not come back as a row either.
    missing = known_files(settings.database.url, cipher, absent)
    return End(tuple(sorted(absent - missing)), tuple(sorted(missing)))


def _told(file: Path, header: Header, end: End, sums: Sums) -> list[str]:
    rows = sum(sums.rows.values())
    lines = [
        f"Đã sao lưu vào {file} ({size(file.stat().st_size)}): {rows} dòng, {sums.files} tệp, {whence(header)}.",
        locked(header),
        f"Kiểm tra tệp: rasoat verify {file}. Thư mục content và config.toml không nằm trong đó: cất riêng.",
    ]
    if end.missing:
        lines.insert(1, f"Chú ý: {len(end.missing)} tệp có trong sổ mà không có trên đĩa; xem: rasoat verify")
    return lines
