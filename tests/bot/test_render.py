"""How a message is laid out for a channel with and without buttons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel_words import ChannelWords
from bot.channels.render import render, split
from chat import Ask, Button, Capabilities, FileOut, Outgoing

TAPPING = Capabilities("tapping", max_text=200, buttons=True, max_buttons=4, max_label=20, location=True)
TYPING = Capabilities("typing", max_text=200, buttons=False)
WORDS = ChannelWords("", "", "Gõ: {}".format)
YES_NO = ((Button("Đồng ý", "a:1", "1"), Button("Không đồng ý", "a:2", "2")),)
COMMANDS = (
    (Button("Nộp", "c|nop", "nộp"), Button("Vì sao", "c|vi sao", "vì sao")),
    (Button("Để sau", "c|sau", "sau"),),
)


def test_buttons_stay_buttons_where_they_fit() -> None:
    rendered = render(Outgoing("Có đồng ý không?", YES_NO), TAPPING, WORDS)
    assert rendered.parts == ("Có đồng ý không?",)
    assert rendered.rows == YES_NO


def test_a_short_row_becomes_one_numbered_line() -> None:
    rendered = render(Outgoing("Có đồng ý không?", YES_NO), TYPING, WORDS)
    assert rendered.parts == ("Có đồng ý không?\n1. Đồng ý   2. Không đồng ý",)
    assert rendered.rows == ()
    assert rendered.dropped == ()


def test_a_long_row_becomes_a_line_each() -> None:
    row = tuple(Button(f"Một lựa chọn khá dài số {n}", f"a:{n}", str(n)) for n in (1, 2, 3))
    (text,) = render(Outgoing("Chọn:", (row,)), TYPING, WORDS).parts
    assert text.splitlines()[1:] == [f"{n}. Một lựa chọn khá dài số {n}" for n in (1, 2, 3)]


def test_words_that_may_be_typed_stand_in_one_line() -> None:
    (text,) = render(Outgoing("Xong.", COMMANDS), TYPING, WORDS).parts
    assert text == "Xong.\nGõ: nộp · vì sao · sau (Để sau)"


def test_a_text_that_lists_its_choices_is_left_alone() -> None:
    assert render(Outgoing("1. a  2. b", YES_NO, listed=True), TYPING, WORDS).parts == ("1. a  2. b",)


@pytest.mark.parametrize(
    "row",
    [
        tuple(Button(str(n), f"a:{n}", str(n)) for n in range(1, 6)),
        (Button("một nhãn dài hơn hai mươi chữ cái", "a:1", "1"),),
        (Button("1", "ư" * 33, "1"),),
    ],
    ids=["too many", "label too long", "payload over 64 bytes"],
)
def test_buttons_that_do_not_fit_become_lines_all_together(row: tuple[Button, ...]) -> None:
    rendered = render(Outgoing("Chọn:", (YES_NO[0][:1], row)), TAPPING, WORDS)
    assert rendered.rows == ()
    assert "1. Đồng ý" in rendered.parts[0]


def test_what_cannot_be_shown_is_named() -> None:
    silent = Button("Xem", "v:1")
    file = FileOut("a.xlsx", "application/x", b"x")
    rendered = render(Outgoing("Đây.", ((silent,),), ask=Ask.CONTACT, files=(file,)), TYPING, WORDS)
    assert set(rendered.dropped) == {"button:v:1", "file:application/x", "ask:contact"}
    assert render(Outgoing("Ở đâu?", ask=Ask.LOCATION), TAPPING, WORDS).dropped == ()


def test_long_text_is_cut_at_lines_and_buttons_belong_to_the_last_part() -> None:
    lines = [f"Dòng {n} có một câu vừa phải." for n in range(20)]
    rendered = render(Outgoing("\n".join(lines), YES_NO), TAPPING, WORDS)
    assert len(rendered.parts) > 1
    assert all(len(part) <= 200 for part in rendered.parts)
    assert [line for part in rendered.parts for line in part.splitlines()] == lines


@given(st.text(alphabet="ab .\n", max_size=300), st.integers(min_value=5, max_value=60))
def test_splitting_loses_only_blanks(text: str, limit: int) -> None:
    parts = list(split(text, limit))
    assert all(len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
