"""The answers to what a list leaves open, and the word that brings it in; typed, or by a button."""

import re
from dataclasses import replace

from handlers.register import sending
from handlers.register.questions import DROP, LOAD, LOAD_GOOD, NONE, TAG, ask, called, choices_of
from handlers.talk import asked, stale
from handlers.talk.context import Context, Response
from handlers.talk.pending import Importing
from survey.read import Value, fold, read_yesno, request_core
from survey.register.lexicon import words_of

_LOAD = frozenset({fold(LOAD), "nap het", "nap ca", "nap di", "dong y nap", "nap danh sach"})
_LOAD_GOOD = frozenset({fold(LOAD_GOOD), "nap dong dung", "nap cac ho dung", "nap nhung ho dung", "nap phan dung"})
_DROP = frozenset({fold(DROP), "bo", "khong nap", "huy", "thoi khong nap", "bo tep nay"})
_NONE = frozenset({fold(NONE), "khong", "khong co", "khong phai to nao", "moi", "ho moi", "0"})
_GROUP = ("tổ", "to ", "tdp", "thôn", "thon", "khu", "bản", "ban ", "làng", "lang", "ấp", "ap ")
"""How a group's name begins where people say its number."""
_OF_BUTTON = re.compile(r"danh mục (\w+) (\d+): (.+)")


def typed(ctx: Context, text: str) -> Response | None:
    """Words about a list that was sent; None where they mean something else."""
    small, pressed = ctx.dialog.small, _OF_BUTTON.fullmatch(text)
    words = request_core(pressed[3] if pressed else text)
    if not isinstance(small, Importing):
        told = pressed or (fold(words) in _LOAD | _LOAD_GOOD and sending.may_send(ctx.person))
        return ctx.stay(ctx.texts("list.gone")) if told and ctx.dialog.interview is None else None
    if pressed and (pressed[1], int(pressed[2])) != (small.key[-TAG:], len(small.said)):
        return ask(ctx, small, ctx.texts("turn.old_button"))
    if not pressed and stale.is_stale(ctx):
        return ask(ctx, small, stale.stale_line(ctx, text))
    return _answer(ctx, small, words) if small.open else _decide(ctx, small, fold(words))


def _answer(ctx: Context, small: Importing, words: str) -> Response | None:
    one, said = small.open[0], fold(words)
    if said in _DROP:
        return _drop(ctx)
    choices = choices_of(ctx, one)
    chosen = _chosen(choices, words)
    if chosen is None and said not in _NONE:
        return ask(ctx, small, ctx.texts("list.not_understood", text=words[:30]))
    told = replace(small, said=(*small.said, (one.about, one.value, chosen)), open=small.open[1:])
    key = f"list.said_{one.about}" if chosen else f"list.said_none_{one.about}"
    back = ctx.texts(key, value=one.value, chosen=called(ctx, one, chosen) if chosen else "")
    if told.open:
        return ask(ctx, told, back)
    begun = sending.again(ctx, told)
    first, *others = begun.messages
    return replace(begun, messages=(replace(first, text=f"{back}\n{first.text}"), *others))


def _chosen(choices: tuple[str, ...], words: str) -> str | None:
    """By its number in the question, by its name as it is written, or by the one number in its name ("tổ 3") where no other has that."""
    said = words_of(words)
    exact = next((one for one in choices if words_of(one) == said), None)
    if exact is not None:
        return exact
    numbers = [word for word in said.strip(" .").split() if word.isdecimal()]
    if len(numbers) != 1:
        return None
    numbered = [one for one in choices if [word for word in words_of(one).split() if word.isdecimal()] == numbers]
    if numbers != said.strip(" .").split():
        return numbered[0] if len(numbered) == 1 and said.startswith(_GROUP) else None
    place = int(numbers[0])
    placed = choices[place - 1] if 0 < place <= len(choices) else None
    # Where "2" may be the second or group 2, the whole name is asked for.
    return placed if not numbered or placed in numbered else None


def _decide(ctx: Context, small: Importing, said: str) -> Response:
    """A yes means what was offered: the whole list, or what is good in it."""
    agrees = read_yesno(said)
    if said in _DROP or (isinstance(agrees, Value) and not agrees.value):
        return _drop(ctx)
    if said in _LOAD_GOOD or isinstance(agrees, Value) or (said in _LOAD and small.whole):
        return sending.load(ctx, small)
    return ask(ctx, small, ctx.texts("list.not_whole" if said in _LOAD else "list.unclear"))


def _drop(ctx: Context) -> Response:
    return replace(ctx.with_dialog(ctx.dialog.asking(None)).stay(ctx.texts("list.dropped")), asks=asked.NOTHING)
