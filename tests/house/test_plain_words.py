"""Plain words: what the bot says is short, and no word of an office stands where a spoken one does."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from survey.sheet.markdown import read_markdown
from tests.house.test_texts import ALL

ROOT = Path(__file__).parents[2]
FORM = ROOT / "content/forms/phieu-ra-soat-2022-2025.md"
TALKS = ROOT / "tests/transcripts"

LONGEST_SENTENCE = 200
LONGER = {
    "consent.notice": "says what the law wants said; as sent it has its own limit",
    "consent.full": "the notice in all its words, for those who ask for it",
    "summary.group": "four lines about one group, places included",
}
"""Sentences of `content/texts` that may be longer, with the reason."""

SCREEN = 300
"""Characters that an old phone shows without scrolling, and that one message of the free channel carries."""
LONGEST_MESSAGE = 1600
"""No message is longer, the leader's summary and the list of all answers among them."""
SHARES = {"*.txt": 0.24, "six/**/*.txt": 0.42}
"""Messages above `SCREEN` among all, by what conversations they stand in: the numbers only ever go down."""

OFFICE = (
    "tương đối|thực hiện|tiến hành|đối tượng|nội dung|cung cấp|nhằm|hợp lệ|nhân khẩu|tiếp nhận|xử lý|thao tác|"
    "hệ thống|kể từ|thu thập|vui lòng|trường hợp|cập nhật|tiện nghi|hoàn thành|khai báo|bình quân|kết cấu|bịa"
)
OFFICE_WORD = re.compile(rf"\b(?:{OFFICE})\b", re.IGNORECASE)
REASONED = {
    "title so_nguoi": "a figure beside its unit in the grounds, as the paper sheet calls it",
    "title dien_tich_moi_nguoi": "a figure beside its unit in the grounds, as the paper sheet calls it",
}
"""Where such a word may stand, with the reason."""

SAID_COLUMNS = (
    *("label", "hint", "guidance_hint", "constraint_message"),
    *("body::rasoat:column_label", "bind::rasoat:title", "bind::rasoat:warning"),
)
BOT = re.compile(r"bot(?: → [^:(]+)?(?: \([^)]*\))?: (.*)")
INDENT = "     "


def of_form() -> Iterator[tuple[str, str]]:
    """What the commune's form says, by column and question."""
    sheet = next(one for one in read_markdown(FORM.read_bytes()).sheets if one.name == "survey")
    header, *rows = sheet.rows
    for row in rows:
        cells = dict(zip(header.cells, row.cells, strict=False))
        yield from ((f"{one.split(':')[-1]} {cells['name']}", cells[one]) for one in SAID_COLUMNS if cells.get(one))


def messages(pattern: str) -> list[str]:
    """Everything that the bot says in the conversations of these files, message by message."""
    said: list[list[str]] = []
    for path in sorted(TALKS.glob(pattern)):
        open_message = False
        for line in path.read_text("utf-8").splitlines():
            begun = BOT.match(line)
            if begun:
                said.append([begun[1]])
            elif open_message and line.startswith(INDENT):
                said[-1].append(line.removeprefix(INDENT))
            open_message = bool(begun) or (open_message and line.startswith(INDENT))
    return ["\n".join(lines) for lines in said]


def test_a_sentence_is_short() -> None:
    long = {key: len(sentence) for key, sentence in ALL.items() if len(sentence) > LONGEST_SENTENCE}
    assert set(long) == set(LONGER), long


def test_the_notice_fits_one_screen() -> None:
    controller = ALL["consent.controller"].format(commune="xã Ba Tơ")
    assert len(ALL["consent.notice"].format(controller=controller)) <= SCREEN


@pytest.mark.parametrize("pattern", SHARES)
def test_fewer_and_fewer_messages_are_longer_than_a_screen(pattern: str) -> None:
    said = messages(pattern)
    long = [one for one in said if len(one) > SCREEN]
    share = len(long) / len(said)
    print(f"{pattern}: {len(long)} of {len(said)} messages ({share:.1%}) are longer than {SCREEN} characters")
    assert share <= SHARES[pattern]


@pytest.mark.parametrize("pattern", SHARES)
def test_no_message_is_without_end(pattern: str) -> None:
    assert max(map(len, messages(pattern))) <= LONGEST_MESSAGE


def test_no_row_of_bare_numbers() -> None:
    bare = re.compile(r"\d+ · \d+ · \d+")
    assert not [line for one in messages("**/*.txt") for line in one.splitlines() if bare.search(line)]


def test_no_word_of_an_office() -> None:
    said = [*ALL.items(), *of_form()]
    assert len(said) > 700
    found = {where for where, sentence in said if OFFICE_WORD.search(sentence)}
    assert found == set(REASONED)


@pytest.mark.parametrize("said", ["Xét việc làm tương đối ổn định", "Tiến hành rà soát", "vui lòng nhập"])
def test_a_word_of_an_office_is_seen(said: str) -> None:
    assert OFFICE_WORD.search(said)
