"""`rasoat verify [FILE]`: a backup read to its end, or the living database and its files; nothing is changed."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from bot.archive.entries import End
from bot.archive.header import Header
from bot.archive.refused import ArchiveError
from bot.files.store import FileStore
from bot.operations.archive_setting import NO_KEY, check_database, cipher_of, storage_said
from bot.operations.archive_words import refused, size, whence
from bot.operations.restore import opened, unlocked
from bot.process import StartError
from bot.settings.config import Settings
from bot.settings.encryption_key import known_key
from storage.archive.faults import Fault, FaultKind, examine
from storage.archive.noting import known_files
from storage.crypto import Cipher
from storage.errors import WrongKeyError

SAID = {
    FaultKind.REFERENCE: "{rows} dòng của bảng {table} trỏ tới dòng không còn trong bảng {to}: {examples}",
    FaultKind.SUBJECT: "{rows} lời nhắc đang chờ nói về dòng không còn trong bảng {to}: {examples}",
    FaultKind.SEAL: "{rows} giá trị ở {table}.{to} không mở được bằng khoá đang đặt: {examples}",
    FaultKind.FILE: "{rows} câu trả lời ghi tên tệp không có trong sổ: {examples}",
}
SHOWN = 5


def verify_file(settings: Settings, file: Path) -> str:
    """Everything in it is opened, counted and compared. Raises StartError with the one thing that is wrong."""
    key = known_key(settings)
    cipher = None if key is None else Cipher(key)
    try:
        with opened(file) as (source, header):
            if cipher is None and header.lock == "key":
                raise StartError(NO_KEY)
            entries = unlocked(settings, source, header, cipher)
            end = next(entry for entry in entries if isinstance(entry, End))
    except ArchiveError as error:
        raise refused(error) from error
    sums = entries.sums
    counted = f"{sum(sums.rows.values())} dòng của {_tables(sums.rows)} bảng, {sums.files} tệp ({size(sums.size)})"
    told = [
        f"Bản sao lưu lành lặn, {whence(header)}: {counted}; đọc được hết, số đếm và dấu kiểm đều khớp.",
        _of_key(header, cipher),
    ]
    if end.missing:
        told.append(f"{len(end.missing)} tệp đã thiếu từ trước khi sao lưu.")
    return "\n".join(told)


def _tables(rows: Mapping[str, int]) -> int:
    return sum(1 for name, count in rows.items() if count and name.startswith("table "))


def _of_key(header: Header, cipher: Cipher | None) -> str:
    if cipher is None:
        return f"Chưa đặt khoá nên chưa so được; khi khôi phục cần khoá có dấu {header.key}."
    return "Khoá đang đặt đúng là khoá của bản này."


def verify_database(settings: Settings) -> str:
    """Raises StartError with a sentence for each fault."""
    cipher = cipher_of(settings)
    check_database(settings)
    store = FileStore(settings.files_folder, cipher)
    # Before the rows: a file lies there a moment before its row does.
    names = store.names()
    with storage_said(settings):
        found = examine(settings.database.url, cipher)
        if not found.is_newest:
            raise StartError(f"cấu trúc cũ ({found.version}): khởi động bot để nâng lên rồi kiểm tra lại")
        strays = set(names) - set(found.files)
        strays -= known_files(settings.database.url, cipher, strays)
    faults = [*map(_sentence, found.faults), *_files(store, found.files), *_strays(strays)]
    if faults:
        raise StartError("\n".join(faults))
    return (
        f"Cơ sở dữ liệu lành lặn: {found.rows} dòng, {len(found.files)} tệp. Dòng nào trỏ tới dòng khác thì dòng đó có, "
        "giá trị mã hoá và tệp đều mở được, không có tệp thừa."
    )


def _sentence(fault: Fault) -> str:
    return SAID[fault.kind].format(
        rows=fault.rows, table=fault.table, to=fault.to, examples=_some(fault.examples, fault.rows)
    )


def _some(names: Collection[str], of: int) -> str:
    return ", ".join(sorted(names)[:SHOWN]) + (" …" if of > SHOWN else "")


def _files(store: FileStore, known: Mapping[str, int]) -> Iterator[str]:
    absent, broken, other = [], [], []
    for key, length in known.items():
        try:
            content = store.get(key)
        except KeyError:
            absent.append(key)
        except (WrongKeyError, OSError):
            broken.append(key)
        else:
            other += [key] if len(content) != length else []
    for keys, words in (
        (absent, "{n} tệp có trong sổ mà không có trên đĩa: {which}"),
        (broken, "{n} tệp hỏng, hoặc không mở được bằng khoá đang đặt: {which}"),
        (other, "{n} tệp không đúng cỡ đã ghi: {which}"),
    ):
        if keys:
            yield words.format(n=len(keys), which=_some(keys, len(keys)))


def _strays(names: Collection[str]) -> Iterator[str]:
    if names:
        yield f"{len(names)} tệp trên đĩa không có trong sổ, nên xoá: {_some(names, len(names))}"
