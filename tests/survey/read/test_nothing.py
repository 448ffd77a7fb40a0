"""Words that give no answer are told from words that may be one."""

import pytest

from survey.read import Open, read_open

NOTHING = {
    Open.NONE: ["không", "khong", "ko", "không có", "khong co", "ko co", "k co gi", "không có gì", "khong co gi het", "chưa có", "chua co gi", "dạ không có ạ"],
    Open.UNKNOWN: ["không rõ", "khong ro", "chưa rõ", "chưa biết", "ko biet", "không biết nữa", "không nhớ", "quên rồi", "em không rõ", "chưa rõ lắm"],
    Open.LATER: ["thôi", "thoi", "để sau", "de sau", "thôi khỏi", "để trống", "bổ sung sau", "lát nữa", "khỏi ghi", "hôm khác", "qua câu khác", "để anh hỏi lại sau", "để chị về xem lại rồi báo sau", "hỏi lại rồi trả lời sau"],
    Open.CANNOT: ["không chụp được", "khong chup duoc", "chưa chụp", "chua co phieu", "chưa có phiếu", "không có điện thoại", "ho khong co so", "chưa làm căn cước", "không gửi được ảnh", "không có mạng để gửi", "chưa có căn cước, để sau"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), [(text, meant) for meant, texts in NOTHING.items() for text in texts])
def test_nothing_is_said(text: str, meant: Open) -> None:
    assert read_open(text) is meant


ANSWERS = ["", "0", "40", "có", "không phẩy năm", "chưa tới bốn mươi", "không quá 50", "0905123456", "Hrê", "nhà xa", "không phải số này", "chưa đầy ba chục", "để ở nhà em", "thôi nôi"]  # fmt: skip


@pytest.mark.parametrize("text", ANSWERS)
def test_what_may_be_an_answer_is_left_to_its_reader(text: str) -> None:
    assert read_open(text) is None


FREE = ["không có điện chưa kéo đường", "không có đường vào nhà", "không có điện", "chưa có lối đi", "không chụp được ảnh vì mưa"]  # fmt: skip


@pytest.mark.parametrize("text", FREE)
def test_free_words_that_say_more_are_an_answer(text: str) -> None:
    assert read_open(text, exact=True) is None
