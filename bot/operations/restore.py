"""`rasoat restore FILE`: a backup into an empty database of either kind, all of it or nothing."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from bot.archive.chunks import ChunkReader
from bot.archive.entries import Contents, End, EntryReader, File, Rows
from bot.archive.header import Header, key_for, read_header
from bot.archive.placing import keep_names
from bot.archive.refused import ArchiveError, Why
from bot.files.store import FileStore
from bot.operations.archive_setting import cipher_of, storage_said
from bot.operations.archive_words import not_written, refused, reset_lines, whence
from bot.process import StartError
from bot.processes.single import sole
from bot.settings.config import Settings
from storage.archive.filling import Filled, Filling, filling
from storage.crypto import Cipher
from storage.migrations.run import known_versions

SIDE = ".restoring"
"""Inside the folder of the files, so that a move is a change of name."""


def restore(settings: Settings, file: Path) -> str:
    """What to print. Raises StartError where nothing was brought back; nothing of it is left then."""
    cipher = cipher_of(settings)
    try:
        with opened(file) as (source, header):
            entries = unlocked(settings, source, header, cipher)
            with sole(settings.database), storage_said(settings), _aside(settings, cipher) as aside:
                with filling(settings.database.url, cipher, header.version) as into:
                    end, filled = _filled(entries, header, into, aside)
                    moved = aside.move()
                aside.keep()
    except ArchiveError as error:
        raise refused(error) from error
    except OSError as error:
        raise not_written(str(settings.files_folder), error) from error
    return "\n".join(_told(header, entries, filled, end, moved))


@contextmanager
def opened(file: Path) -> Iterator[tuple[BinaryIO, Header]]:
    """The archive behind its header, which is of a version that this program knows. Raises StartError, ArchiveError."""
    try:
        source = file.open("rb")
    except OSError as error:
        raise StartError(f"không đọc được {file}: {error.strerror}") from error
    with source:
        header = read_header(source)
        if header.version not in known_versions():
            raise ArchiveError(Why.NEWER, header.version)
        yield source, header


def unlocked(settings: Settings, source: BinaryIO, header: Header, cipher: Cipher | None) -> EntryReader:
    """Raises ArchiveError where key or passphrase are others."""
    if cipher is not None and header.key != cipher.fingerprint():
        raise ArchiveError(Why.OTHER_KEY)
    return EntryReader(ChunkReader(source, key_for(header, cipher, settings.backup.passphrase)))


class Aside:
    """Files beside their place until everything else is there."""

    def __init__(self, store: FileStore, side: FileStore) -> None:
        self._store, self._side = store, side
        self._moved: list[str] = []
        self._kept = False

    def put(self, file: File) -> None:
        self._side.put_sealed(file.key, file.sealed)

    def move(self) -> int:
        """To their place; how many. Until `keep` they may be taken away again."""
        there = set(self._store.names())
        for key in self._side.names():
            (self._side.folder / key).replace(self._store.folder / key)
            if key not in there:
                self._moved.append(key)
        if self._store.folder.is_dir():
            keep_names(self._store.folder)
        return len(self._moved)

    def keep(self) -> None:
        self._kept = True

    def close(self) -> None:
        if not self._kept:
            for key in self._moved:
                self._store.remove(key)
        shutil.rmtree(self._side.folder, ignore_errors=True)


@contextmanager
def _aside(settings: Settings, cipher: Cipher) -> Iterator[Aside]:
    store = FileStore(settings.files_folder, cipher)
    side = FileStore(settings.files_folder / SIDE, cipher)
    # What a killed one has left.
    shutil.rmtree(side.folder, ignore_errors=True)
    aside = Aside(store, side)
    try:
        yield aside
    finally:
        aside.close()


def _filled(entries: EntryReader, header: Header, into: Filling, aside: Aside) -> tuple[End, Filled]:
    contents, end = Contents({}, {}, {}), End()
    for entry in entries:
        match entry:
            case Contents():
                contents = entry
            case Rows():
                into.rows(entry.table, contents.columns[entry.table], entry.rows)
            case File():
                aside.put(entry)
            case End():
                end = entry
    filled = into.finish(contents.numbers, frozenset(end.gone))
    into.note_backup(header.made_at)
    return end, filled


def _told(header: Header, entries: EntryReader, filled: Filled, end: End, moved: int) -> Iterator[str]:
    rows = sum(entries.sums.rows.values())
    yield f"Đã khôi phục {rows} dòng, {entries.sums.files} tệp từ bản sao lưu {whence(header)}."
    if filled.version != header.version:
        yield f"Đã nâng cấu trúc từ {header.version} lên {filled.version}."
    if moved < entries.sums.files:
        yield f"{entries.sums.files - moved} tệp đã có sẵn ở đây, ghi lại như trong bản sao lưu."
    if end.missing:
        yield f"{len(end.missing)} tệp đã thiếu từ trước khi sao lưu."
    lines = list(reset_lines(filled.resets))
    if lines:
        yield "Không mang theo nguyên như cũ:"
        yield from lines
    if filled.waiting:
        yield f"{filled.waiting} tin đang chờ sẽ được gửi khi bot chạy; tin nào bản cũ đã gửi rồi thì người nhận thấy hai lần."
    yield "Những gì đã xoá theo yêu cầu sau lúc sao lưu nay có lại: xoá lại bằng rasoat forget."
    yield "Kiểm tra: rasoat verify. Đừng cho bản cũ và bản này chạy cùng lúc."
