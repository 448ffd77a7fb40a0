"""What the engine and the clock give, in words: its codes by the texts, moments in the time of the country."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.talk.texts import Public, Texts
from survey.coded import Coded, OneReply, Words
from survey.written import moment_text, short_moment_text

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def local(instant: datetime) -> datetime:
    return instant.astimezone(VIETNAM)


def clock_text(instant: datetime) -> str:
    """14:05, 03/11/2025."""
    return moment_text(local(instant))


def short_clock_text(instant: datetime) -> str:
    """14:05 03/11."""
    return short_moment_text(local(instant))


def in_words(texts: Texts, words: Words) -> str:
    """What the engine says by code, as people read it; words of people and of form authors stay as they are."""
    if isinstance(words, str):
        return words
    if isinstance(words, Coded):
        return sentence(texts, words.code, dict(words.params))
    return _one_reply(texts, words)


def sentence(texts: Texts, code: str, params: Mapping[str, Words]) -> str:
    """The sentence of a code, filled with what the engine gives."""
    return texts(code, **{name: _slot(texts, value) for name, value in params.items()})


def _slot(texts: Texts, value: Words) -> str | Public:
    """What is ours by code was filled before, and is said as it is; what a person typed is not."""
    return value if isinstance(value, str) else Public(in_words(texts, value))


def _one_reply(texts: Texts, reply: OneReply) -> str:
    parts = [in_words(texts, part) for part in reply.parts]
    return (", " if any(" " in part for part in parts) else " ").join(parts)
