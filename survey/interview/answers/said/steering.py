"""Which control word a message to an open interview is, with what stands around it."""

import re
from dataclasses import replace

from survey.interview.answers.said.reworded import shorter
from survey.read import Control, ControlWord, control_word, fold, normalise


def word_in(text: str, *, text_question_open: bool) -> ControlWord | None:
    """The control word that a message is; of several lines only "thêm" is one, with a member a line."""
    word = _word_in(text, text_question_open=text_question_open)
    return None if word is None else replace(word, said=text)


def _word_in(text: str, *, text_question_open: bool) -> ControlWord | None:
    first, *others = text.splitlines()
    word = control_word(first, text_question_open=text_question_open)
    if word is None and not others and not text_question_open:
        return _politely(first) or _corrected(first)
    if word is None or not others:
        return word
    if word.control is not Control.ADD:
        return None
    added = (control_word(line, text_question_open=False) for line in others)
    lines = [
        one.argument if one and one.control is Control.ADD else line for one, line in zip(added, others, strict=True)
    ]
    return replace(word, argument="\n".join([word.argument, *lines]))


_WRONG = re.compile(
    r"(?:da,? |em oi,? )?(?P<what>[^,;:?]+?) (?:bi |ghi |go |nhap )?(?:sai|nham)(?: roi| mat)?(?: em| a)?[,;.]? (?:cho (?:em|chi|anh|toi|minh) )?sua(?: lai)?"
    r"(?: (?:giup|gium|ho|cho)(?: (?:em|chi|anh|toi|minh))?)?(?: (?:em|a|nhe|voi|nha|di))*"
)


def _corrected(text: str) -> ControlWord | None:
    """What is said to be wrong is opened again: "điểm a sai, sửa lại". Nothing is recorded by it."""
    typed = normalise(text).rstrip(" .!")
    found = _WRONG.fullmatch(fold(typed)) if len(fold(typed)) == len(typed) else None
    return ControlWord(Control.EDIT, typed[slice(*found.span("what"))]) if found else None


_AGREED = re.compile(r"^(?:(?:dạ|vâng),? )?đúng(?: hết)?(?: rồi)?(?: em)?, +", re.IGNORECASE)
"""A yes with its marks and a comma: "dung nop" may be "đừng nộp"."""

_TO_ACT = frozenset({"di", "vay", "nay"})
"""Words of a person who wants something done: "vậy hộ này nộp đi em"."""


def _politely(text: str) -> ControlWord | None:
    """A control word that stands alone within politeness: "dạ nộp giúp chị nhé", "bỏ qua em"."""
    found = (control_word(words, text_question_open=False) for words in shorter(_AGREED.sub("", text), _TO_ACT))
    return next((word for word in found if word is not None and not word.argument), None)
