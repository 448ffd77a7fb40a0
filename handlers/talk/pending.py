"""What the conversation itself asks before anything else is answered: small questions, and the steps on a form's way to being published.

What the interview asks in between (why is a member removed?) is the engine's own: `survey.interview.path.pending`.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from storage.records import Outcome, Purpose


@dataclass(frozen=True, slots=True)
class Cancelling:
    """Is the interview really to be given up?"""


@dataclass(frozen=True, slots=True)
class Visiting:
    """Why did the visit end so?"""

    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Publishing:
    """What is the form that was sent to be published for? With a purpose: is it to be published for that?"""

    purpose: Purpose | None = None


@dataclass(frozen=True, slots=True)
class Sorting:
    """What is this file that was sent: a form, or else nothing? With `either`: a form, or the answer to the open question?"""

    key: str
    name: str
    mime: str
    either: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """Are these words meant? They are said by a yes; anything else is read as if nothing had been asked."""

    words: str


@dataclass(frozen=True, slots=True)
class Postponing:
    """To which day is the task of this number put off?"""

    task: int


@dataclass(frozen=True, slots=True)
class ListAsk:
    """What a list leaves open: whose name is it? `choices`: household numbers; of a name of a group all groups are meant."""

    about: str
    value: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Importing:
    """What becomes of a list that was sent: questions are asked first, then whether it is brought in.

    `said`: (about, name, answer or None = none of them); `counts`: what was shown, new, changed and unchanged; `whole`: nothing of it stays out;
    `households`: it is a list of households.
    """

    key: str
    name: str
    said: tuple[tuple[str, str, str | None], ...] = ()
    open: tuple[ListAsk, ...] = ()
    counts: tuple[int, ...] = ()
    whole: bool = True
    households: bool = True


@dataclass(frozen=True, slots=True)
class Exporting:
    """Which of these files is wanted? Each by words that `/xuat` takes."""

    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Confirming:
    """Is this, as it was read back, to be done? `about`: what kind of thing ("open", "close", "give"); `words`: as it was asked for; `shown`: the
    figures that were read back.
    """

    about: str
    words: str
    shown: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Checking:
    """What is to become of this household, as it was handed in at `version` (its last change, as ISO time)? `place`: among those that wait, from 0."""

    assignment: int
    version: str
    place: int


SmallQuestion = (
    Checking | Confirming | Exporting | Cancelling | Visiting | Publishing | Sorting | Meaning | Postponing | Importing
)

_CONFIRM = "confirm:"


def small_text(small: SmallQuestion) -> tuple[str, str]:
    """As it is stored: its kind, and what it is about."""
    match small:
        case Cancelling():
            return "cancel", ""
        case Visiting(outcome):
            return "visit", outcome.value
        case Publishing(purpose):
            return "publish", f"{_CONFIRM}{purpose.value}" if purpose else "purpose"
        case Meaning(words):
            return "meaning", words
        case Postponing(task):
            return "postpone", str(task)
        case Sorting() | Exporting() | Importing() | Confirming() | Checking():
            return _KINDS[type(small)], _parts(small)


def _parts(small: "Sorting | Exporting | Importing | Confirming | Checking") -> str:
    """What has more than one part, as JSON."""
    match small:
        case Sorting(key, name, mime, either):
            return json.dumps([key, name, mime, either], ensure_ascii=False)
        case Exporting(choices):
            return json.dumps(choices, ensure_ascii=False)
        case Confirming(about, words, shown):
            return json.dumps([about, words, list(shown)], ensure_ascii=False)
        case Checking(assignment, version, place):
            return json.dumps([assignment, version, place])
        case Importing():
            return json.dumps(asdict(small), ensure_ascii=False)


def small_of(kind: str, about: str) -> SmallQuestion | None:
    """The reverse of `small_text`; None where it is none of these."""
    if kind == "cancel":
        return Cancelling()
    if kind == "visit" and about in set(Outcome):
        return Visiting(Outcome(about))
    if kind == "meaning" and about:
        return Meaning(about)
    if kind in _READ:
        return _READ[kind](about)
    if kind == "postpone":
        return Postponing(int(about)) if about.isdecimal() else None
    if kind == "publish" and about == "purpose":
        return Publishing()
    purpose = about.removeprefix(_CONFIRM)
    return Publishing(Purpose(purpose)) if kind == "publish" and purpose in set(Purpose) else None


def _sorting(about: str) -> Sorting | None:
    try:
        found = json.loads(about)
    except ValueError:
        return None
    match found:
        case [str(key), str(name), str(mime), bool(either)]:
            return Sorting(key, name, mime, either)
    return None


def _exporting(about: str) -> Exporting | None:
    try:
        found = json.loads(about)
    except ValueError:
        return None
    return Exporting(tuple(map(str, found))) if isinstance(found, list) else None


def _confirming(about: str) -> Confirming | None:
    try:
        found = json.loads(about)
    except ValueError:
        return None
    match found:
        case [str(kind), str(words), [*shown]] if all(isinstance(one, int) for one in shown):
            return Confirming(kind, words, tuple(shown))
    return None


def _checking(about: str) -> Checking | None:
    try:
        found = json.loads(about)
    except ValueError:
        return None
    match found:
        case [int(assignment), str(version), int(place)]:
            return Checking(assignment, version, place)
    return None


def _importing(about: str) -> Importing | None:
    try:
        found = json.loads(about)
        said = tuple((about, name, answer) for about, name, answer in found["said"])
        asks = tuple(ListAsk(one["about"], one["value"], tuple(one["choices"])) for one in found["open"])
        plain = {key: found[key] for key in ("key", "name", "whole", "households")}
        return Importing(**plain, said=said, open=asks, counts=tuple(found["counts"]))
    except (ValueError, KeyError, TypeError):
        return None


_KINDS = {Sorting: "file", Exporting: "export", Importing: "list", Confirming: "sure", Checking: "check"}
_READ: dict[str, Callable[[str], "SmallQuestion | None"]] = {
    "file": _sorting,
    "export": _exporting,
    "list": _importing,
    "sure": _confirming,
    "check": _checking,
}


def screen_name(small: SmallQuestion) -> str:
    """What its buttons name as the screen that they are on."""
    return ":".join(part for part in small_text(small) if part)
