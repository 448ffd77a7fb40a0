"""What people type and nobody understands is counted, so that synonyms are added where they are really typed. Nothing of people is kept."""

import re
from collections.abc import Sequence
from itertools import pairwise

from handlers.talk.context import Context, Missed
from survey.read import TITLES, fold, has_family_name, normalise, same_word

LONGEST = 60
MOST_DIGITS = 3
"""A fourth figure may belong to a number of somebody's."""

_EVERYDAY_WORDS = (
    "an anh ba bay biet bon cai can chi chin cho chua co con cung da dang day dau de den di dien do duoc em gi gia hai het ho hoc hon "
    "khong la lai lam len luc may moi mot muoi nam nao nay nha nong nu nua nuoc o phai qua ra ray roi rong sau tam theo thi thoi thue "
    "tien toi trong tu va vay ve viec xa xin"
)
_EVERYDAY = frozenset(_EVERYDAY_WORDS.split())
"""Folded words of every sentence, which are also somebody's name: alone they tell nobody of whom it is."""


def count(ctx: Context, text: str, missed: Missed) -> None:
    """Count words once more, or leave them out: when in doubt, out."""
    words = " ".join(re.findall(r"[a-z0-9]+", fold(normalise(text[: 4 * LONGEST]))))
    if missed.counted and _is_plain(text, words) and not _names_somebody(ctx, text, missed.names):
        ctx.work.missed_words.count(missed.question, words, ctx.now)


def _is_plain(text: str, words: str) -> bool:
    digits = sum(letter.isdecimal() for letter in text)
    return bool(words) and "\n" not in text and len(words) <= LONGEST and digits <= MOST_DIGITS


def _names_somebody(ctx: Context, text: str, near_by: Sequence[str]) -> bool:
    """Whether somebody of this household, of the register or among the users may be named, or a word is written or used as a name is."""
    typed = re.findall(r"[^\W\d_]+", normalise(text))
    if _reads_as_name(typed):
        return True
    if any(same_word(word, part) for name in near_by for part in _parts(name) for word in typed):
        return True
    names = (*ctx.work.people.names(), *ctx.work.households.names())
    given = {_parts(name)[-1] for name in names if name.strip()}
    by_letters: dict[str, list[str]] = {}
    for name in given:
        by_letters.setdefault(fold(name), []).append(name)
    telling = (word for word in typed if fold(word) not in _EVERYDAY)
    return any(same_word(word, name) for word in telling for name in by_letters.get(fold(word), ()))


def _parts(name: str) -> list[str]:
    return name.lower().split()


def _reads_as_name(typed: Sequence[str]) -> bool:
    """A capital within the sentence, a word behind a title, a family name and what follows it."""
    shouted = " ".join(typed).isupper()
    capital = any(word[0].isupper() for word in typed[1:]) and not shouted
    titled = any(fold(word) in TITLES and _may_be_called(after) for word, after in pairwise(typed))
    return capital or titled or has_family_name(typed)


def _may_be_called(word: str) -> bool:
    return fold(word) not in _EVERYDAY
