"""Answers to all choices of a screen as people say them: "tường bền cột bền mái không bền", "bền bền không bền"."""

import itertools
from collections.abc import Callable, Iterator, Sequence

from survey.interview.path.events import Refusal
from survey.interview.path.screens import Spot
from survey.read import normalise

ReadOne = Callable[[Spot, str], str | Refusal | None]
MOST_WORDS = 16


def in_words(text: str, spots: Sequence[Spot], read_one: ReadOne) -> dict[Spot, str | None] | None:
    """An answer for each spot in order, wherever between two words it ends; None unless this can be read in one way only.

    Only for choices: a row of numbers or names may be cut anywhere.
    """
    said = normalise(text).replace(",", " ").replace(";", " ").split()
    if not len(spots) < len(said) <= MOST_WORDS or any(spot.question.control.kind != "select1" for spot in spots):
        return None
    if any(word.isdecimal() for word in said):
        return None
    known: dict[tuple[Spot, int, int], str | Refusal | None] = {}

    def value(spot: Spot, begin: int, end: int) -> str | Refusal | None:
        at = (spot, begin, end)
        if at not in known:
            known[at] = read_one(spot, " ".join(said[begin:end]))
        return known[at]

    found = list(itertools.islice(_cuts(spots, len(said), value), 2))
    return dict(zip(spots, found[0], strict=True)) if len(found) == 1 else None


def _cuts(
    spots: Sequence[Spot], length: int, value: Callable[[Spot, int, int], str | Refusal | None]
) -> Iterator[tuple[str | None, ...]]:
    """Each different row of answers that the words can be cut into."""
    seen: set[tuple[str | None, ...]] = set()
    for inner in itertools.combinations(range(1, length), len(spots) - 1):
        edges = (0, *inner, length)
        row: list[str | None] = []
        for spot, begin, end in zip(spots, edges, edges[1:], strict=False):
            answer = value(spot, begin, end)
            if isinstance(answer, Refusal):
                break
            row.append(answer)
        if len(row) == len(spots) and tuple(row) not in seen:
            seen.add(tuple(row))
            yield tuple(row)
