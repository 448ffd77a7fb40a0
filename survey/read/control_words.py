"""Words that steer the interview ("quay lại", "sửa 7", "xoá 2") and how they may be typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from survey.read.spelling import fold, normalise, same_words
from survey.read.statement import LONGEST, polite_core


class Control(StrEnum):
    """What a control word asks for."""

    BACK = "back"
    EDIT = "edit"
    REVIEW = "review"
    PAUSE = "pause"
    CONTINUE = "continue"
    SKIP = "skip"
    HELP = "help"
    CANCEL = "cancel"
    SUBMIT = "submit"
    WHY = "why"
    LATER = "later"
    REOPEN = "reopen"
    ADD = "add"
    REMOVE = "remove"
    ENOUGH = "enough"
    DONE = "done"
    ABSENT = "absent"
    APPOINT = "appoint"
    MOVED = "moved"
    NOT_FOUND = "not_found"
    DECLINED = "declined"
    LANGUAGE = "language"


class Argument(StrEnum):
    """What may follow a control word. WORDS takes numbers as well."""

    NOTHING = "nothing"
    NUMBERS = "numbers"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class ControlWord:
    """A control word and what followed it as it was typed ("" where nothing did)."""

    control: Control
    argument: str = ""
    said: str = field(default="", compare=False)
    """The whole text: an answer, where the word does nothing at the open question."""

    @property
    def number(self) -> str | None:
        """The argument where it is one number of a question or of a member: "7", "9.2"."""
        return self.argument if _NUMBER.fullmatch(self.argument) else None


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row of the table: the spellings of a control word, what may follow it, and whether it is one `alone`."""

    control: Control
    spellings: tuple[str, ...]
    argument: Argument = Argument.NOTHING
    alone: bool = True


_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})*")
_NUMBERS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})*(?:(?:\s*,\s*|\s+)[0-9]{1,3})*")

INTERVIEW: tuple[Phrase, ...] = (
    Phrase(Control.BACK, ("quay lại", "trở lại", "lùi lại")),
    Phrase(Control.EDIT, ("sửa", "sửa câu", "sửa lại"), Argument.WORDS),
    Phrase(Control.REVIEW, ("xem lại",)),
    Phrase(Control.PAUSE, ("tạm dừng",)),
    Phrase(Control.CONTINUE, ("tiếp tục", "làm tiếp")),
    Phrase(Control.SKIP, ("bỏ qua",)),
    Phrase(Control.HELP, ("trợ giúp", "giúp", "hướng dẫn")),
    Phrase(Control.CANCEL, ("huỷ", "huỷ bỏ")),
    Phrase(Control.SUBMIT, ("nộp", "nộp phiếu", "gửi phiếu")),
    Phrase(Control.WHY, ("vì sao", "tại sao")),
    Phrase(Control.LATER, ("để sau",)),
    Phrase(Control.REOPEN, ("mở lại",), Argument.NUMBERS),
    Phrase(Control.ADD, ("thêm", "thêm người"), Argument.WORDS),
    Phrase(Control.REMOVE, ("xoá",), Argument.NUMBERS),
    Phrase(Control.ENOUGH, ("đủ", "đủ rồi")),
    Phrase(Control.DONE, ("xong", "xong rồi"), Argument.NUMBERS),
    Phrase(Control.ABSENT, ("vắng nhà", "đi vắng")),
    Phrase(Control.APPOINT, ("hẹn lại",), Argument.WORDS),
    Phrase(Control.APPOINT, ("hẹn",), Argument.WORDS, alone=False),  # "hen" alone is asthma
    Phrase(Control.MOVED, ("chuyển đi", "đã chuyển đi")),
    Phrase(Control.NOT_FOUND, ("không tìm thấy",)),
    Phrase(Control.DECLINED, ("từ chối",)),
    Phrase(Control.LANGUAGE, ("ngôn ngữ",), Argument.WORDS),
)
"""The table of the interview's control words."""


def word_of(control: Control) -> str:
    """The control word as the bot itself writes it."""
    return next(phrase.spellings[0] for phrase in INTERVIEW if phrase.control is control)


def mentions(text: str, control: Control) -> bool:
    """Whether a text that people read names this control word."""
    return any(word in text for phrase in INTERVIEW if phrase.control is control for word in phrase.spellings)


def control_word(text: str, *, text_question_open: bool, table: Sequence[Phrase] = INTERVIEW) -> ControlWord | None:
    """The control word that a text is, with or without diacritics and with either place of the tone mark; None for an answer.

    While a text question is open only the exact word, or the word and one number, is one: "sửa mái nhà năm 2023" is an answer.
    """
    said = normalise(text[: LONGEST * 4])
    typed = said.rstrip(".!").removeprefix("/").split() or [""]
    exact = _longest(typed, table)
    if exact is None:
        return _polite(said, table)
    phrase, length = exact
    argument = " ".join(typed[length:])
    if not argument:
        return ControlWord(phrase.control) if phrase.alone else None
    return ControlWord(phrase.control, argument) if _fits(argument, phrase, one_number=text_question_open) else None


def _fits(argument: str, phrase: Phrase, *, one_number: bool) -> bool:
    if phrase.argument is Argument.NOTHING:
        return False
    if one_number:
        return bool(_NUMBER.fullmatch(argument))
    return phrase.argument is Argument.WORDS or bool(_NUMBERS.fullmatch(argument))


def _longest(typed: list[str], table: Sequence[Phrase]) -> tuple[Phrase, int] | None:
    """The row with the longest spelling at the start of the text, and its length in words."""
    lowered = [word.lower().rstrip(":,") for word in typed]
    if not lowered or fold(lowered[0]) not in _first_words(tuple(table)):
        return None  # most answers end here: comparing every spelling takes fifty times as long
    hits = [
        (phrase, len(expected))
        for phrase in table
        for expected in (spelling.split() for spelling in phrase.spellings)
        if same_words(lowered[: len(expected)], expected)
    ]
    return max(hits, key=lambda hit: hit[1], default=None)


@cache
def _first_words(table: tuple[Phrase, ...]) -> frozenset[str]:
    """The first words of all spellings, without diacritics."""
    return frozenset(fold(spelling.split()[0]) for phrase in table for spelling in phrase.spellings)


def _polite(said: str, table: Sequence[Phrase]) -> ControlWord | None:
    """A bare control word between "dạ" and "ạ"."""
    core = polite_core(said).split()
    hit = _longest(core, table)
    return ControlWord(hit[0].control) if hit and hit[1] == len(core) and hit[0].alone else None
