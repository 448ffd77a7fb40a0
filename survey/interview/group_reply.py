"""Reading one reply that answers all questions of a screen ("1 2 1 5")."""

import re
from collections.abc import Callable, Sequence

from survey.interview.replies import Refusal
from survey.interview.screens import Spot
from survey.read import fold

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SKIP = "-"
_LETTERED = re.compile(r"(?:^|[\s,;])([a-z])\s*[).:=]?\s*(?=[\d\-])", re.IGNORECASE)

ReadOne = Callable[[Spot, str], str | Refusal]


def read_group(text: str, spots: Sequence[Spot], read_one: ReadOne) -> dict[Spot, str | None] | Refusal:
    """An answer for each spot, or for those that are named by letter ("a 1 c 2"); None = "-" (left without an answer).

    Answers stand on lines of their own, between commas, or between blanks, whichever gives as many as there are questions; anything else
    is refused and nothing is recorded.
    """
    if len(spots) == 1:
        only = read_one(spots[0], text)
        return only if isinstance(only, Refusal) else {spots[0]: only}
    lettered = _lettered(text, spots)
    if lettered:
        return _collect(lettered, read_one)
    for parts in (_lines(text), _split(r"[,;]", text), _split(r"\s+", text), _split(r"[\s,;]+", text)):
        if len(parts) == len(spots):
            return _collect(list(zip(spots, parts, strict=True)), read_one)
    got = len(_split(r"[\s,;]+", text))
    return Refusal("group.count", {"want": str(len(spots)), "got": str(got), "example": example(spots)})


def example(spots: Sequence[Spot]) -> str:
    """A reply as it may look: "1 2 1"."""
    return " ".join("12"[index % 2] for index in range(len(spots)))


def _lettered(text: str, spots: Sequence[Spot]) -> list[tuple[Spot, str]]:
    """Pairs for "a 1, c 2"; empty where the text is not written so from its first word on."""
    words = fold(text).strip()
    marks = list(_LETTERED.finditer(words))
    if not marks or marks[0].start() != 0:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(words)]
    pairs: list[tuple[Spot, str]] = []
    for mark, end in zip(marks, ends, strict=True):
        place = LETTERS.index(mark.group(1).lower())
        if place >= len(spots) or any(spot is spots[place] for spot, _ in pairs):
            return []
        pairs.append((spots[place], words[mark.end() : end].strip(" ,;")))
    return pairs


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _split(pattern: str, text: str) -> list[str]:
    return [part.strip() for part in re.split(pattern, text.strip()) if part.strip()]


def _collect(pairs: Sequence[tuple[Spot, str]], read_one: ReadOne) -> dict[Spot, str | None] | Refusal:
    values: dict[Spot, str | None] = {}
    for spot, part in pairs:
        if part == SKIP:
            values[spot] = None
            continue
        value = read_one(spot, part)
        if isinstance(value, Refusal):
            return Refusal(value.code, value.params, spot, value.message)
        values[spot] = value
    return values
