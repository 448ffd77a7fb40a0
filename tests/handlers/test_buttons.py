"""What buttons carry: every constructor there and back, every form that version 0.1 wrote, and anything at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.render import render
from chat import MAX_PAYLOAD, Outgoing
from handlers.talk.buttons import AboutForm, Choose, FormStep, Say, Saying, Word, button, decode, encode, tap
from storage.records import Purpose
from survey.interview.path.picks import Numbered, Pick, PickWord
from tests.support.conversation import CHANNEL_WORDS, PHONE

WRITTEN: list[tuple[str, Saying]] = [
    ("c|/danhsach", Say("/danhsach")),
    ("c|/danhsach 2", Say("/danhsach 2")),
    ("c|/phieu #3", Say("/phieu #3")),
    ("c|/rasoat 227", Say("/rasoat 227")),
    ("c|/tonghop 51544-06", Say("/tonghop 51544-06")),
    ("c|đã nhận 1", Say("đã nhận 1")),
    ("c|mở lại 12", Say("mở lại 12")),
    ("c|nhắc qua trang web", Say("nhắc qua trang web")),
    ("q|15|1|c10|-|+1", Choose(15, 1, "c10", None, Numbered(1, on=True))),
    ("q|15|1|c10|-|-1", Choose(15, 1, "c10", None, Numbered(1, on=False))),
    ("q|1|1|c6|-|bo-qua", Choose(1, 1, "c6", None, PickWord.SKIP)),
    ("q|1|1|c10|-|khong-ai", Choose(1, 1, "c10", None, PickWord.NOBODY)),
    ("q|1|1|c10|-|xong", Choose(1, 1, "c10", None, PickWord.DONE)),
    ("q|1|1|c13|13.1|1", Choose(1, 1, "c13", "13.1", Numbered(1))),
    ("q|30|2|p15.1.1|-|bo-qua", Choose(30, 2, "p15.1.1", None, PickWord.SKIP)),
    ("q|23|1|p24|24|-4", Choose(23, 1, "p24", "24", Numbered(4, on=False))),
    ("q|23|1|p24|24|4", Choose(23, 1, "p24", "24", Numbered(4))),
    ("q|30|2|p2|2|giu", Choose(30, 2, "p2", "2", PickWord.KEEP)),
    ("q|30|2|p9|9|ok", Choose(30, 2, "p9", "9", PickWord.SEEN)),
    ("q|18|1|r1|-|1", Choose(18, 1, "r1", None, Numbered(1))),
    ("q|29|2|s6|6|-3", Choose(29, 2, "s6", "6", Numbered(3, on=False))),
    ("w|3|1|cancel|1", Word(3, 1, "cancel", "1")),
    ("w|25|1|consent|1", Word(25, 1, "consent", "1")),
    ("w|1|1|end|nộp", Word(1, 1, "end", "nộp")),
    ("w|1|1|end|vì sao", Word(1, 1, "end", "vì sao")),
    ("w|25|1|r1|đủ", Word(25, 1, "r1", "đủ")),
    ("w|9|1|visit:not_found|1", Word(9, 1, "visit:not_found", "1")),
    ("f|2|thu", AboutForm(2, FormStep.TRY)),
    ("f|2|congbo", AboutForm(2, FormStep.PUBLISH)),
    ("f|2|thoi", AboutForm(2, FormStep.DROP)),
    ("f|2|review", AboutForm(2, Purpose.REVIEW)),
    ("f|2|report", AboutForm(2, Purpose.REPORT)),
    ("f|2|free", AboutForm(2, Purpose.FREE)),
    ("f|2|co", AboutForm(2, FormStep.YES)),
    ("f|2|khong", AboutForm(2, FormStep.NO)),
]
"""As version 0.1 wrote them: they lie on people's phones."""


@pytest.mark.parametrize(("payload", "saying"), WRITTEN, ids=[payload for payload, _ in WRITTEN])
def test_what_was_ever_written_is_understood_and_written_so_today(payload: str, saying: Saying) -> None:
    assert decode(payload) == saying
    assert encode(saying) == payload


GARBAGE = [
    "",
    "zzz",
    "c|",
    "c|  ",
    "q|",
    "w|",
    "f|",
    "q|1|1|p20|20",
    "q|1|1|p20|20|1|1",
    "q|1|1|p20|20|0",
    "q|1|1|p20|20|01",
    "q|1|1|p20|20|+",
    "q|1|1|p20|20|tivi",
    "q|1|1|p20|20|٣",
    "q|1|1||20|1",
    "q|1|1|p20||1",
    "q|-1|1|p20|20|1",
    "q|1|x|p20|20|1",
    "q|" + "9" * 50 + "|1|p20|20|1",
    "w|1|1|r1|đủ|đủ",
    "w|0|1|r1|đủ",
    "w|1|1|r1|",
    "f|2|purpose",
    "f|x|thu",
    "C|/danhsach",
    "x|1|1|p20|20|1",
]


@pytest.mark.parametrize("payload", GARBAGE)
def test_what_nobody_wrote_is_nothing(payload: str) -> None:
    assert decode(payload) is None


@given(
    st.text() | st.lists(st.sampled_from([*"qwcf|-+0123", "p20", "xong", "r1", "co", "~"]), max_size=12).map("".join)
)
def test_anything_at_all_is_understood_fully_or_not(payload: str) -> None:
    saying = decode(payload)
    assert saying is None or len(payload.encode()) > MAX_PAYLOAD or encode(saying) == payload


IDS = st.integers(1, 10**9)
NAMES = st.text("abcdefghijklmnopqrstuvwxyz0123456789.:_", min_size=1, max_size=80)
PICKS: st.SearchStrategy[Pick] = st.sampled_from(PickWord) | st.builds(
    Numbered, st.integers(1, 10**6), st.sampled_from([None, True, False])
)


@given(IDS, IDS, NAMES, st.none() | NAMES, PICKS, NAMES)
def test_a_button_of_a_question_always_fits_and_finds_its_question(
    interview: int, version: int, screen: str, spot: str | None, pick: Pick, other: str
) -> None:
    payload = encode(Choose(interview, version, screen, spot, pick))
    assert len(payload.encode()) <= MAX_PAYLOAD
    read = decode(payload)
    assert isinstance(read, Choose)
    assert read.belongs(interview, version, screen)
    assert not read.belongs(interview + 1, version, screen)
    assert read.belongs(interview, version, other) is (other == screen)
    assert read.of((other, *([spot] if spot else []))) == spot
    assert read.pick == pick


@given(IDS, IDS, NAMES, st.sampled_from(["đủ", "nộp", "vì sao", "xem lại", "để sau", "1"]))
def test_a_word_of_a_screen_always_fits(interview: int, version: int, screen: str, word: str) -> None:
    payload = encode(Word(interview, version, screen, word))
    assert len(payload.encode()) <= MAX_PAYLOAD
    read = decode(payload)
    assert isinstance(read, Word)
    assert read.belongs(interview, version, screen)
    assert read.word == word


def test_a_command_that_is_too_long_for_a_button_is_offered_to_be_typed() -> None:
    name = "kênh của Uỷ ban nhân dân xã trên ứng dụng nhắn tin"
    message = Outgoing(
        "Nhắc qua đâu?", ((tap("Kênh xã", f"nhắc qua {name}"),), (tap("Telegram", "nhắc qua Telegram"),))
    )
    shown = render(message, PHONE, CHANNEL_WORDS)
    assert shown.rows == ()
    assert f"Gõ: nhắc qua {name} (Kênh xã)" in shown.parts[0]


def test_a_short_command_is_a_button_only() -> None:
    assert tap("Danh sách", "/danhsach").key == ""


def test_a_name_that_would_be_read_as_two_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="not to be written"):
        button("Đủ", Word(1, 1, "r|1", "đủ"))
