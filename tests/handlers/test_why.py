"""The result and its explanation: what is missing is named with the words that add it, and ranges stay ranges."""

import re

import pytest

from tests.support.conversation import Office, Phone


@pytest.fixture
def at_review(at_area: Phone) -> Phone:
    """Household 12 with nothing left to ask: no điểm A, water not known, and a month of birth that was left out."""
    for text in (
        "sửa 3",
        "xoá",
        "có",
        "4",
        "40",
        "8 6 2",
        "8",
        "bỏ qua",
        "bỏ qua",
        "bỏ qua",
        "bỏ qua",
        "bỏ qua",
        "bỏ qua",
    ):
        at_area.say(text)
    return at_area


def test_what_is_missing_is_named_with_the_words_that_add_it(at_review: Phone) -> None:
    said = at_review.read(at_review.say("vì sao"))
    assert "điểm A của phiếu giấy – gõ: sửa 21" in said
    assert "nước sinh hoạt: chưa rõ nguồn nước – gõ: sửa 17" in said
    assert "internet – không ai trong hộ dùng" in said
    assert re.search(r"thiếu tháng sinh của Phạm Thị Lem – gõ: sửa 3\.4$", said, re.MULTILINE)
    assert re.search(r"^Điểm B = \d+–\d+: \d mục thiếu hụt, \d mục chưa rõ", said, re.MULTILINE)


def test_each_of_these_words_opens_its_question(office: Office, at_review: Phone) -> None:
    for command in re.findall(r"gõ: (sửa [\d.]+)$", at_review.read(at_review.say("vì sao")), re.MULTILINE):
        said = at_review.read(at_review.say(command))
        assert f"Câu {command.removeprefix('sửa ')}" in said
        assert "không cần hỏi" not in said
