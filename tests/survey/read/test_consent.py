"""What a household says to the notice: consent only by a clear yes; and an absence told in a sentence."""

from datetime import date

import pytest

from survey.read import Absence, read_absence, read_consent, says_read

TODAY = date(2025, 11, 3)
TOMORROW, THURSDAY = date(2025, 11, 4), date(2025, 11, 6)


@pytest.mark.parametrize(
    "text",
    [
        *("đồng ý", "Đồng ý.", "dong y", "ho dong y", "họ đồng ý rồi", "ok đồng ý", "gia đình đồng ý", "dạ đồng ý ạ"),
        *("cả nhà đồng ý", "chủ hộ đồng ý rồi", "bà ấy bằng lòng", "họ nói là đồng ý", "đồng ý cho hỏi", "vâng", "có"),
        *("ho dong y het roi", "ok", "được", "họ nhất trí", "Ho dong y!", "Ok, đồng ý"),
    ],
)
def test_a_clear_yes(text: str) -> None:
    assert read_consent(text) is True


@pytest.mark.parametrize(
    "text",
    [
        *("không đồng ý", "ho khong chiu", "họ không chịu", "họ không cho hỏi", "ko dong y", "họ không muốn trả lời"),
        *("gia đình không hợp tác", "họ bảo không đồng ý", "không", "hộ không chịu"),
    ],
)
def test_a_clear_no(text: str) -> None:
    assert read_consent(text) is False


@pytest.mark.parametrize(
    "text",
    [
        *("họ chưa đồng ý", "đồng ý không", "đồng ý không?", "hình như đồng ý", "đồng ý nhưng sợ", "đã đọc"),
        *(
            "không phải không đồng ý",
            "ông ấy ko đồng ý đâu",
            "đồng ý một phần",
            "chồng đồng ý vợ không",
            "sao cũng được",
        ),
        *("không ai đồng ý", "để hỏi lại", "chắc đồng ý", "thôi", "họ chịu", "chờ chủ hộ về đồng ý", "", "~đồng ý"),
        *("mai đồng ý", "chủ hộ vắng, vợ đồng ý", "gần như đồng ý", "đồng ý 50%"),
    ],
)
def test_neither(text: str) -> None:
    assert read_consent(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ho di ray het roi, mai quay lai", TOMORROW),
        ("hộ đi rẫy hết rồi, mai quay lại", TOMORROW),
        ("đi làm hết, thứ 5 em quay lại", THURSDAY),
        ("đi rẫy hết mai quay lại", TOMORROW),
        ("vắng nhà, hẹn thứ năm", THURSDAY),
        ("cả nhà đi vắng, chiều mai em đến", TOMORROW),
        ("không có ai ở nhà, 3 ngày nữa quay lại", THURSDAY),
        ("nhà đi nương hết, hẹn lại 6/11", THURSDAY),
        ("Không gặp ai. Mai em ghé lại", TOMORROW),
        ("không có ai ở nhà", None),
        ("ko gap", None),
        ("nhà khoá cửa", None),
        ("nhà đi làm xa, cuối tháng mới về", None),
    ],
)
def test_an_absence(text: str, day: date | None) -> None:
    assert read_absence(text, TODAY) == Absence(day)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "họ chuyển đi rồi",
            "đồng ý",
            "chồng đi làm xa",
            "chủ hộ đi vắng nhưng vợ đồng ý",
            "con đi học",
            "không đi vắng",
        ),
        *("mai quay lại", "họ gặp được rồi", "bán nhà đi làm xa"),
    ],
)
def test_no_absence(text: str) -> None:
    assert read_absence(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [("đã đọc", True), ("em đọc cho hộ nghe rồi", True), ("đọc rồi", True), ("chưa đọc", False), ("không đọc", False)],
)
def test_the_notice_was_read_out(text: str, read: bool) -> None:
    assert says_read(text) is read
