"""What the examinations of all messengers say alike."""

from bot.diagnosis import Diagnosis, bad, doubt
from chat import Failure, SendError


def unreachable(channel: str, error: SendError, token: str, proxy: str) -> Diagnosis:
    """Why a platform did not answer as it should. `token`, `proxy`: the names of the settings."""
    if error.failure in {Failure.UNAUTHORISED, Failure.NOT_FOUND, Failure.BLOCKED}:
        return bad(
            f"{channel}: mã bot không đúng hoặc đã bị thu hồi.",
            f"Lấy lại mã rồi đặt {token}; sau đó khởi động lại bot.",
        )
    if error.failure is Failure.THROTTLED:
        return doubt(f"{channel}: đang bị yêu cầu chờ vì gửi quá nhiều.", "Đợi vài phút rồi chạy lại lệnh này.")
    if error.failure in {Failure.NETWORK, Failure.UNCERTAIN}:
        return bad(
            f"{channel}: không kết nối được ({error.detail}).",
            f"Kiểm tra mạng của máy chủ; nếu {channel} bị chặn thì đặt {proxy}. Tin chưa gửi vẫn được giữ.",
        )
    return bad(f"{channel}: trả lời lỗi ({error}).", "Đợi ít phút rồi chạy lại; vẫn lỗi thì báo người cài đặt.")


def webhook_elsewhere(channel: str, is_at: str, setting: str) -> Diagnosis:
    """The platform calls another address than the one that is set."""
    return bad(
        f"{channel}: đang gọi về địa chỉ khác: {is_at or '(chưa đặt địa chỉ nào)'}.",
        f"Kiểm tra {setting} rồi khởi động lại bot; chỉ một máy chủ được dùng một mã bot.",
    )
