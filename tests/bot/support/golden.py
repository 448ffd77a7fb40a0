"""Golden conversations step by step, and whether a phone with buttons shows what is written there for one without."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.transcripts.replay import INDENT

_BOT = re.compile(r"bot(?: → (?P<to>\S+))?(?: \([^)]*\))?: ")
_CHOICE = re.compile(r"^\d+\. ")
_TIME = re.compile(r"\b\d\d:\d\d\b")


@dataclass
class Step:
    """A line of a script and the lines with which the bot answers it."""

    line: str
    bot: list[str] = field(default_factory=list)


def steps(script: str) -> Iterator[Step]:
    """The script's steps; what the bot says to somebody else in between is left out."""
    step, mine = Step(""), True
    for line in script.splitlines():
        if said := _BOT.match(line):
            mine = said["to"] is None
            step.bot += [line[said.end() :]] if mine else []
        elif line.startswith(INDENT):
            step.bot += [line.removeprefix(INDENT)] if mine else []
        else:
            yield step
            step = Step(line)
    yield step


def mismatch(golden: list[str], said: list[str], buttons: list[str]) -> str:
    """Where a phone differs from the golden lines, "" where it does not.

    Every line stands in the text or, if it is a line of choices, on buttons, in order; and the text says nothing else.
    The time of day is not compared, for here it runs.
    """
    lines = [timeless(line) for text in said for line in text.split("\n")]
    left = list(buttons)
    for line in map(timeless, golden):
        if lines and lines[0] == line:
            lines.pop(0)
        elif not _on_buttons(line, left):
            return f"golden: {line}\nphone: {lines[:2]}\nbuttons: {left}"
    return f"the phone says more: {lines}" if lines else ""


def unnumbered(label: str) -> str:
    """What stands on a button, without its tick and the number that may be typed for it."""
    return _CHOICE.sub("", label.removeprefix("✓ "), count=1)


def timeless(line: str) -> str:
    return _TIME.sub("hh:mm", line)


def _on_buttons(line: str, left: list[str]) -> bool:
    """Whether all choices of a line are buttons; takes them and what stands before them away."""
    wanted = _choices(line)
    for each in wanted:
        at = next((place for place, label in enumerate(left) if unnumbered(label).casefold() in each), None)
        if at is None:
            return False
        del left[: at + 1]
    return bool(wanted)


def _choices(line: str) -> list[set[str]]:
    """What may stand on the buttons: "1. có   2. không" or "Gõ: nộp · sau (Để sau)"."""
    if _CHOICE.match(line.removeprefix("✓ ")):
        return [{unnumbered(part).casefold()} for part in re.split(r" {3}(?=(?:✓ )?\d+\. )", line)]
    if line.startswith("Gõ: "):
        words = line.removeprefix("Gõ: ").split(" · ")
        return [{part.casefold() for part in re.split(r" \(|\)", word) if part} for word in words]
    return []
