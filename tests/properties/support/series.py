"""Many random interviews in a row, and the report of one that failed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.properties.support.phone import commune
from tests.properties.support.sequence import Failed, run
from tests.properties.support.walk import Step, draw

_TRIALS = 150


@dataclass(frozen=True)
class Played:
    """What a series came to."""

    sequences: int
    turns: int
    failures: tuple[str, ...]


def play(folder: Path, seeds: Sequence[int], length: int) -> Played:
    """Each seed is one sequence of `length` random steps on a household of its own; what is still open after them is answered too.

    The first failure ends the series.
    """
    left, turns, played = list(seeds), 0, 0
    failures: list[str] = []
    while left and not failures:
        with commune(folder) as made:
            for household in made.households()[: len(left)]:
                seed = left.pop(0)
                failed = run(made, household, draw(seed, length))
                played += 1
                if failed is not None:
                    failures.append(report(folder, (seed, length), household, failed))
                    break
            turns += made.turns
    return Played(played, turns, tuple(failures))


def report(folder: Path, drawn: tuple[int, int], household: int, failed: Failed) -> str:
    """The seed, and the shortest sequence of steps that still fails, as it was typed."""
    steps, least = shrink(folder, household, draw(*drawn), failed)
    kinds = " ".join(step.kind for step in steps)
    said = "\n".join(f"  > {text[:200]}" for text in least.said)
    return f"seed {drawn[0]} with {drawn[1]} steps, household {household}: {failed.why}\nshortest: {kinds}\n{said}\n{least.why}"


def shrink(folder: Path, household: int, steps: list[Step], failed: Failed) -> tuple[list[Step], Failed]:
    """Leave out halves, quarters, … and single steps as long as something still fails."""
    size, trials = max(len(steps) // 2, 1), 0
    while size and trials < _TRIALS:
        place, shorter = 0, False
        while place < len(steps) and trials < _TRIALS:
            trials += 1
            fewer = steps[:place] + steps[place + size :]
            with commune(folder) as made:
                again = run(made, household, fewer)
            if again is None:
                place += size
            else:
                steps, failed, shorter = fewer, again, True
        size = size if shorter and size == 1 else size // 2
    return steps, failed
