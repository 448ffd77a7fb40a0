"""What is said about archives, for people at the command line."""

import errno
from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.archive.header import Header
from bot.archive.refused import ArchiveError, Why
from bot.clock.local_time import local
from bot.process import StartError
from storage.archive.fates import Reset

REFUSED = {
    Why.NO_ARCHIVE: "tệp này không phải bản sao lưu của rasoat",
    Why.NEWER: "bản sao lưu do bản rasoat mới hơn làm ({where}): cài bản đó rồi chạy lại",
    Why.OTHER_KEY: "bản sao lưu làm với khoá khác: đặt RASOAT_SECURITY__KEY là khoá của nơi đã sao lưu",
    Why.NO_WORDS: "bản sao lưu khoá bằng mật khẩu: đặt RASOAT_BACKUP__PASSPHRASE rồi chạy lại",
    Why.WRONG_WORDS: "mật khẩu RASOAT_BACKUP__PASSPHRASE không mở được bản sao lưu này",
    Why.UNREADABLE: "không đọc tiếp được bản sao lưu ({where}): đĩa hay USB có thể hỏng, chép từ nơi cất khác",
    Why.CUT: "bản sao lưu bị cắt mất phần cuối: lấy bản khác, hoặc chép lại từ nơi cất",
    Why.ALTERED: "bản sao lưu bị hỏng hoặc bị sửa (sau byte {where}): lấy bản khác, hoặc chép lại từ nơi cất",
    Why.UNSOUND: "nội dung bản sao lưu không khớp ({where}): lấy bản khác và báo người cài đặt",
}
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
RESET = {
    Reset.SEATS: "{n} dấu tiến trình nào đang giữ việc nào: bỏ",
    Reset.CODES: "{n} mã mời chưa dùng: thu hồi, cần thì mời lại",
    Reset.LINKS: "{n} đường dẫn tải tệp chưa mở: bỏ, cần thì xuất lại",
    Reset.SENDS: "{n} tin đang gửi dở: bot coi như đứt mạng giữa chừng, lời nhắc thì ghi là không chắc đã tới",
    Reset.JOBS: "{n} việc dài đang chạy dở: bot làm lại",
    Reset.KEYS: "{n} lượt xin mã Zalo đang dở: bot xin lại khi cần",
    Reset.FILES: "{n} tệp đã bị xoá hẳn trong lúc sao lưu: không lấy lại",
}
KEY_APART = "Khoá mã hoá không nằm trong bản sao lưu: cất một bản khoá ở nơi khác, mất khoá thì không khôi phục được."
BOTH_APART = (
    "Khoá mã hoá và mật khẩu không nằm trong bản sao lưu: cất ở nơi khác, thiếu một trong hai thì không khôi phục được."
)


def refused(error: ArchiveError) -> StartError:
    return StartError(REFUSED[error.why].format(where=error.where))


def not_written(what: str, error: OSError) -> StartError:
    """Of a file or a folder."""
    if error.errno in FULL:
        return StartError(
            f"đĩa chứa {what} đã đầy: dọn đĩa hoặc chọn chỗ khác rồi chạy lại; không có gì dở dang để lại"
        )
    return StartError(f"không ghi được {what}: {error.strerror}; không có gì dở dang để lại")


def day(at: datetime) -> str:
    return local(at).strftime("%H:%M ngày %d/%m/%Y")


def size(count: int) -> str:
    """In MB, or KB where it is less."""
    return f"{count / 10**6:.1f} MB".replace(".", ",") if count >= 10**6 else f"{-(-count // 1000)} KB"


def whence(header: Header) -> str:
    return f"làm lúc {day(header.made_at)}, cấu trúc {header.version}"


def locked(header: Header) -> str:
    return KEY_APART if header.lock == "key" else BOTH_APART


def reset_lines(resets: Mapping[Reset, int]) -> Iterator[str]:
    """What did not come along as it was."""
    yield from (f"- {RESET[reset].format(n=count)}" for reset, count in resets.items() if count)
