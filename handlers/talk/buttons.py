"""What a button carries: a few typed sayings, and how they are written into the 64 bytes that messengers give a button.

Messages stay on phones for years, so every form that was ever written is understood for ever:

    c|WORDS                                  Say: as if the words were typed
    q|INTERVIEW|VERSION|SCREEN|SPOT|PICK     Choose: a choice of a question; SPOT "-" = the screen as a whole
    w|INTERVIEW|VERSION|SCREEN|WORD          Word: a word that means the screen it is on
    f|VERSION|STEP                           AboutForm: what becomes of a form that an admin sent

Numbers of interviews and form versions are those of the database. A button that would be too long names its screen and spot by a short
fingerprint ("~" and eight letters): they are only ever compared with those that are open. Words cannot be shortened: they are then
offered to be typed (`tap`), and the channel writes the message without buttons.
"""

import re
from base64 import b32encode
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import blake2s

from chat import MAX_PAYLOAD, Button
from handlers.talk.texts import Texts
from storage.records import Purpose
from survey.interview.path.picks import Pick, pick_of, pick_text

Rows = tuple[tuple[Button, ...], ...]

_WHOLE = "-"
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Say:
    """A command, as it would be typed."""

    words: str


@dataclass(frozen=True, slots=True)
class _OfScreen:
    """A button that knows its question: an old one is recognised."""

    interview: int
    version: int
    screen: str

    def belongs(self, interview: int, version: int, screen: str) -> bool:
        """Whether it is a button of what is open."""
        return (self.interview, self.version) == (interview, version) and _names(self.screen, screen)


@dataclass(frozen=True, slots=True)
class Choose(_OfScreen):
    """A choice, or another button, of the question with the number `spot`; None = of the screen as a whole."""

    spot: str | None
    pick: Pick

    def of(self, spots: tuple[str, ...]) -> str | None:
        """Which of these numbers is meant."""
        if self.spot is None:
            return None
        return next((one for one in spots if _names(self.spot, one)), self.spot)


@dataclass(frozen=True, slots=True)
class Word(_OfScreen):
    """A word of the screen: "đủ", "nộp"; "1" where it is a notice or a small question."""

    word: str


class FormStep(StrEnum):
    """What can be done with a form that was sent; the values are written into buttons and stay for ever."""

    TRY = "thu"
    PUBLISH = "congbo"
    DROP = "thoi"
    YES = "co"
    NO = "khong"


@dataclass(frozen=True, slots=True)
class AboutForm:
    """A step on a form's way to being published, or the purpose that it is published for."""

    version: int
    step: FormStep | Purpose


Saying = Say | Choose | Word | AboutForm


def encode(saying: Saying) -> str:
    """As it is written into a button; at most 64 bytes, but for a command or a word that is longer by itself."""
    text = _written(saying)
    if len(text.encode()) > MAX_PAYLOAD and isinstance(saying, Choose | Word):
        saying = replace(saying, screen=_short(saying.screen))
        text = _written(saying)
    if len(text.encode()) > MAX_PAYLOAD and isinstance(saying, Choose) and saying.spot is not None:
        text = _written(replace(saying, spot=_short(saying.spot)))
    return text


def _written(saying: Saying) -> str:
    parts: tuple[str, ...]
    match saying:
        case Say(words):
            return f"c|{words}"
        case Choose(interview, version, screen, spot, pick):
            parts = ("q", str(interview), str(version), screen, spot or _WHOLE, pick_text(pick))
        case Word(interview, version, screen, word):
            parts = ("w", str(interview), str(version), screen, word)
        case AboutForm(version, step):
            parts = ("f", str(version), step.value)
    if not all(part and "|" not in part for part in parts):
        raise ValueError(f"not to be written into a button: {parts}")
    return "|".join(parts)


def decode(payload: str) -> Saying | None:
    """The reverse of `encode`; None for what no bot of ours ever wrote."""
    kind, _, rest = payload.partition("|")
    if kind == "c":
        return Say(rest) if rest.strip() else None
    match (kind, *rest.split("|")):
        case ("q", interview, version, screen, spot, pick) if screen and spot:
            return _choose(_number(interview), _number(version), screen, spot, pick_of(pick))
        case ("w", interview, version, screen, word) if screen and word:
            return _word(_number(interview), _number(version), screen, word)
        case ("f", version, step):
            return _about_form(_number(version), step)
    return None


def _number(text: str) -> int:
    """0, which nothing in the database has, for anything that is not written as we write numbers."""
    return int(text) if _NUMBER.fullmatch(text) else 0


def _choose(interview: int, version: int, screen: str, spot: str, pick: Pick | None) -> Choose | None:
    if pick is None or not (interview and version):
        return None
    return Choose(interview, version, screen, None if spot == _WHOLE else spot, pick)


def _word(interview: int, version: int, screen: str, word: str) -> Word | None:
    return Word(interview, version, screen, word) if interview and version else None


def _about_form(version: int, step: str) -> AboutForm | None:
    known: type[FormStep | Purpose] | None = next((one for one in (FormStep, Purpose) if step in set(one)), None)
    return AboutForm(version, known(step)) if version and known else None


def _short(name: str) -> str:
    """The fingerprint of the name of a screen or spot."""
    return "~" + b32encode(blake2s(name.encode(), digest_size=5).digest()).decode().lower()


def _names(written: str, name: str) -> bool:
    return written == name or (written.startswith("~") and written == _short(name))


def button(label: str, saying: Saying, key: str = "") -> Button:
    """A button; `key` is what a person types for the same."""
    return Button(label, encode(saying), key)


def tap(label: str, command: str) -> Button:
    """A button that says a command; one too long for a button says what to type."""
    made = button(label, Say(command))
    return made if len(made.payload.encode()) <= MAX_PAYLOAD else replace(made, key=command)


def buttons_to(texts: Texts, *targets: str) -> Rows:
    """Buttons that lead on: to the "list" of households, to the "summary", to one's "forms"."""
    commands = {"list": "/danhsach", "summary": "/tonghop", "forms": "/phieu"}
    return tuple((tap(texts(f"button.{index}"), commands[index]),) for index in targets)


def form_choices(texts: Texts, version: int) -> Rows:
    """Of a form that was sent: try it out, publish it, or leave it."""
    steps = ((FormStep.TRY, "button.try"), (FormStep.PUBLISH, "button.publish"), (FormStep.DROP, "button.drop"))
    return tuple(
        (button(texts(label), AboutForm(version, step), str(key)),) for key, (step, label) in enumerate(steps, start=1)
    )
