"""Buttons that several conversations offer."""

from chat import Button
from handlers.talk.context import Context
from handlers.talk.texts import Texts

TRIAL, PUBLISH, DROP = "thu", "congbo", "thoi"


def button(version: int, word: str, label: str, key: str) -> Button:
    """A button that names the form it is about: one of an earlier form changes nothing."""
    return Button(label, f"f|{version}|{word}", key)


def choices(ctx: Context, version: int) -> tuple[tuple[Button, ...], ...]:
    """Try it out, publish it, or leave it."""
    words = ((TRIAL, "button.try", "1"), (PUBLISH, "button.publish", "2"), (DROP, "button.drop", "3"))
    return tuple((button(version, word, ctx.texts(label), key),) for word, label, key in words)


def buttons_to(texts: Texts, *places: str) -> tuple[tuple[Button, ...], ...]:
    """Buttons that lead on: to the "list" of households, to the "summary", to one's "forms"."""
    commands = {"list": "/danhsach", "summary": "/tonghop", "forms": "/phieu"}
    return tuple((tap(texts(f"button.{index}"), commands[index]),) for index in places)


def tap(label: str, command: str, key: str = "") -> Button:
    """A button that says a command."""
    return Button(label, f"c|{command}", key)
