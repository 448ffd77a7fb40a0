"""Which control word a message to an open interview is, with what stands around it."""

from dataclasses import replace

from survey.interview.answers.said.reworded import shorter
from survey.read import Control, ControlWord, control_word


def word_in(text: str, *, text_question_open: bool) -> ControlWord | None:
    """The control word that a message is; of several lines only "thêm" is one, with a member a line."""
    first, *others = text.splitlines()
    word = control_word(first, text_question_open=text_question_open)
    if word is None and not others and not text_question_open:
        return _politely(first)
    if word is None or not others:
        return word
    if word.control is not Control.ADD:
        return None
    added = (control_word(line, text_question_open=False) for line in others)
    lines = [
        one.argument if one and one.control is Control.ADD else line for one, line in zip(added, others, strict=True)
    ]
    return replace(word, argument="\n".join([word.argument, *lines]))


_TO_ACT = frozenset({"di", "vay", "nay"})
"""Words of a person who wants something done: "vậy hộ này nộp đi em"."""


def _politely(text: str) -> ControlWord | None:
    """A control word that stands alone within politeness: "dạ nộp giúp chị nhé", "bỏ qua em"."""
    found = (control_word(words, text_question_open=False) for words in shorter(text, _TO_ACT))
    return next((word for word in found if word is not None and not word.argument), None)
