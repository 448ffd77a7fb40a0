"""The database: is it there, sound, of this version, and does the key open it?"""

from collections.abc import Iterator

from bot.diagnosis import Diagnosis, bad, doubt, good
from bot.settings.config import ConfigError, Settings
from bot.settings.encryption_key import known_key
from storage.engine import open_database, shown
from storage.errors import DatabaseUnreachableError, StorageError
from storage.serving.condition import Condition, condition
from storage.work import Database


def memory(settings: Settings) -> tuple[list[Diagnosis], Database | None]:
    """What is found, and the opened database where it may be opened without changing it; the caller closes it."""
    where = shown(settings.database.url)
    try:
        now = condition(settings.database.url)
    except DatabaseUnreachableError as error:
        advice = "Kiểm tra RASOAT_DATABASE__URL và máy chủ cơ sở dữ liệu; bot đợi và tự nối lại khi có."
        return [bad(f"Cơ sở dữ liệu: {error}", advice)], None
    if now is None or not (now.version or now.damage):
        advice = "Bot tạo khi khởi động lần đầu: .venv/bin/rasoat run"
        return [doubt(f"Cơ sở dữ liệu: chưa có ở {where}.", advice)], None
    found = list(_state(now, where))
    if found:
        return found, None
    return _open(settings, where, now)


def _state(now: Condition, where: str) -> Iterator[Diagnosis]:
    if now.damage:
        advice = "Dừng bot, sao chép cả thư mục dữ liệu ra chỗ khác, rồi khôi phục bản sao lưu gần nhất: .venv/bin/rasoat restore TỆP."
        yield bad(f"Cơ sở dữ liệu: tệp {where} bị hỏng: {now.damage}", advice)
    elif not now.known:
        advice = "Cài bản rasoat mới hơn, đúng bản đã ghi cơ sở dữ liệu này."
        yield bad(f"Cơ sở dữ liệu: do bản rasoat mới hơn ghi ({now.version}; bản này biết đến {now.newest}).", advice)
    elif now.version != now.newest:
        advice = "Sao lưu trước: .venv/bin/rasoat backup TỆP; bot tự nâng khi khởi động lại."
        yield doubt(f"Cơ sở dữ liệu: cấu trúc cũ ({now.version}), cần nâng lên {now.newest}.", advice)


def _open(settings: Settings, where: str, now: Condition) -> tuple[list[Diagnosis], Database | None]:
    try:
        key = known_key(settings)
    except ConfigError as error:
        return [
            bad("Khoá mã hoá: dùng thật thì khoá không được nằm cạnh dữ liệu, và phải còn nguyên.", str(error))
        ], None
    if key is None:
        advice = "Đặt đúng khoá đã dùng khi tạo cơ sở dữ liệu; không có khoá thì không đọc được dữ liệu nhạy cảm."
        return [bad("Khoá mã hoá: chưa đặt RASOAT_SECURITY__KEY.", advice)], None
    try:
        database = open_database(settings.database.url, key=key, old_key=settings.security.old_key)
    except StorageError as error:
        return [bad(f"Khoá mã hoá: {error}", "Đặt RASOAT_SECURITY__KEY là khoá đã dùng khi tạo cơ sở dữ liệu.")], None
    return [good(f"Cơ sở dữ liệu: {where}, lành lặn, cấu trúc {now.version}, khoá mở được.")], database
