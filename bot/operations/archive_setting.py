"""What every command about archives needs first: the key, a database that can be read, and sentences for what storage refuses."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.process import StartError
from bot.settings.config import Settings
from bot.settings.encryption_key import known_key
from storage.crypto import Cipher
from storage.engine import shown
from storage.errors import (
    DatabaseUnreachableError,
    KeyChangeUnfinishedError,
    NewerDatabaseError,
    NotEmptyError,
    StorageError,
    UnfitRowsError,
    WrongKeyError,
)
from storage.serving.condition import condition
from storage.serving.outage import DISK_FULL, outage_of

NO_KEY = "chưa đặt RASOAT_SECURITY__KEY: đặt khoá đã dùng khi tạo cơ sở dữ liệu rồi chạy lại"


def cipher_of(settings: Settings) -> Cipher:
    """Of the installation's key; none is made here."""
    key = known_key(settings)
    if key is None:
        raise StartError(NO_KEY)
    return Cipher(key)


def check_database(settings: Settings) -> None:
    """StartError where there is none yet, or its file is damaged."""
    with storage_said(settings):
        found = condition(settings.database.url)
    where = shown(settings.database.url)
    if found is None or not (found.version or found.damage):
        raise StartError(f"chưa có cơ sở dữ liệu ở {where}: kiểm tra RASOAT_DATABASE__URL")
    if found.damage:
        raise StartError(f"cơ sở dữ liệu {where} bị hỏng ({found.damage}): khôi phục bản sao lưu gần nhất vào chỗ khác")


@contextmanager
def storage_said(settings: Settings) -> Iterator[None]:
    """What storage refuses, as a sentence for whoever typed the command."""
    try:
        yield
    except StorageError as error:
        raise StartError(_sentence(error, shown(settings.database.url))) from error


def _sentence(error: StorageError, where: str) -> str:
    match error:
        case KeyChangeUnfinishedError():
            return "đổi khoá của dữ liệu này chưa xong: chạy rasoat rotate-key tới khi xong, rồi chạy lại lệnh này"
        case WrongKeyError():
            return "khoá đang đặt không phải khoá của dữ liệu này: đặt lại RASOAT_SECURITY__KEY"
        case NewerDatabaseError():
            return "dữ liệu do bản rasoat mới hơn ghi: cài bản đó rồi chạy lại"
        case NotEmptyError(table=table):
            return (
                f"cơ sở dữ liệu {where} đã có dữ liệu (bảng {table}): chỉ khôi phục vào cơ sở dữ liệu trống, "
                "đặt RASOAT_DATABASE__URL sang chỗ khác; chưa đổi gì"
            )
        case UnfitRowsError():
            return f"các dòng trong bản sao lưu không vừa cơ sở dữ liệu ({error}): chưa đổi gì, báo người cài đặt"
        case DatabaseUnreachableError() if outage_of(error) == DISK_FULL:
            return f"đĩa chứa cơ sở dữ liệu {where} đã đầy: dọn đĩa rồi chạy lại; chưa đổi gì"
        case DatabaseUnreachableError():
            return f"không dùng được cơ sở dữ liệu {where}: kiểm tra RASOAT_DATABASE__URL và máy chủ cơ sở dữ liệu"
    return str(error)
