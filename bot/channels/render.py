"""Outgoing + Capabilities -> what is really sent: text parts and buttons, or numbered lines where buttons do not fit."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.channel_words import ChannelWords
from chat import MAX_PAYLOAD, Ask, Button, Capabilities, Outgoing

ONE_LINE = 60
Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    """`parts` are sent in order, `rows` belong to the last part; `dropped` names what the channel cannot show (to be logged)."""

    parts: tuple[str, ...]
    rows: Rows = ()
    dropped: tuple[str, ...] = ()


def render(outgoing: Outgoing, capabilities: Capabilities, words: ChannelWords) -> Rendered:
    """Lay a message out for one channel; nothing of it is lost without being named in `dropped`."""
    buttons = fits_as_buttons(outgoing.rows, capabilities)
    text, rows, dropped = outgoing.text, outgoing.rows, list(_dropped(outgoing, capabilities))
    if not buttons:
        rows = ()
        lines = () if outgoing.listed else tuple(choice_lines(outgoing.rows, words))
        text = "\n".join((text, *lines))
        dropped += [f"button:{b.payload}" for row in outgoing.rows for b in row if not b.key and not outgoing.listed]
    return Rendered(tuple(split(text, capabilities.max_text)), rows, tuple(dropped))


def fits_as_buttons(rows: Rows, capabilities: Capabilities) -> bool:
    """Whether all buttons of a message can be buttons on this channel; some as buttons and some not would confuse."""
    every = [button for row in rows for button in row]
    return (
        capabilities.buttons
        and len(every) <= capabilities.max_buttons
        and all(len(b.label) <= capabilities.max_label and len(b.payload.encode()) <= MAX_PAYLOAD for b in every)
    )


def choice_lines(rows: Rows, words: ChannelWords) -> Iterator[str]:
    """Numbered choices, several on a line where a row is short; words that may be typed together in one last line."""
    typed: list[str] = []
    for row in rows:
        numbered = [_numbered(b) for b in row if b.key.isdecimal()]
        typed += [_word(b) for b in row if b.key and not b.key.isdecimal()]
        line = "   ".join(numbered)
        if len(line) <= ONE_LINE and line:
            yield line
        else:
            yield from numbered
    if typed:
        yield words.typed(" · ".join(typed))


def _numbered(button: Button) -> str:
    """Many a label has its number already."""
    return button.label if f"{button.key}. " in button.label else f"{button.key}. {button.label}"


def _word(button: Button) -> str:
    same = button.label.casefold() == button.key.casefold()
    return button.key if same else f"{button.key} ({button.label})"


def split(text: str, limit: int) -> Iterator[str]:
    """Parts of at most `limit` characters, cut at an empty line, else a line, else a sentence, else a word, else anywhere."""
    rest = text.strip("\n")
    while len(rest) > limit:
        cut = _cut(rest, limit)
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    yield rest


def _cut(text: str, limit: int) -> int:
    window = text[: limit + 1]
    for mark in ("\n\n", "\n", ". ", " "):
        at = window.rfind(mark)
        # A cut in the first third would leave a scrap of a message; the next finer mark then does better.
        if at > limit // 3:
            return at + (1 if mark == ". " else 0)
    return limit


def _dropped(outgoing: Outgoing, capabilities: Capabilities) -> Iterator[str]:
    if outgoing.files and not capabilities.file_out:
        yield from (f"file:{file.mime}" for file in outgoing.files)
    able = {Ask.CONTACT: capabilities.contact, Ask.LOCATION: capabilities.location, Ask.PHOTO: capabilities.photo_in}
    if not able.get(outgoing.ask, True):
        yield f"ask:{outgoing.ask.value}"
