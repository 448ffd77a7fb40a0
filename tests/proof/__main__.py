"""The long proofs in full, and their figures in docs/proofs.md: `make proof`.

`python -m tests.proof 300` plays fewer sequences, `python -m tests.proof 10000 40` as many as 40 minutes allow.
"""

import os
import platform
import re
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from tests.bench.__main__ import Figures, measure, print_figures
from tests.faults import proof as faults
from tests.faults import sender_rate, several_proof
from tests.properties.series import Played, play
from tests.survey.xform import generated, hostile
from tests.survey.xpath import fuzz

PROOFS = Path(__file__).parents[2] / "docs" / "proofs.md"
SEQUENCES, BATCH, LENGTH = 10_000, 20, 8
FIRST_SEED = 1_000_000
"""Other sequences than those of `make test`."""


@dataclass(frozen=True)
class Proof:
    """What the random interviews came to."""

    sequences: int
    turns: int
    failures: tuple[str, ...]
    seconds: float


EXPRESSIONS, SPOILT_FORMS, GENERATED_FORMS = 10_000, 1_000, 1_000


def main() -> int:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else SEQUENCES
    print(f"µs of a turn, and messages: {platform.machine()}, {os.cpu_count()} cores")
    figures = measure()
    print_figures(figures)
    rows = engine_rows()
    rows |= faults.rows()
    rows |= several_proof.rows()
    rows |= sender_rate.rows()
    print(f"\n{wanted:,} random interviews …")
    proof = random_interviews(wanted, float(sys.argv[2]) * 60 if len(sys.argv) > 2 else None)
    print(
        f"{proof.sequences:,} sequences, {proof.turns:,} turns, {len(proof.failures)} failures, {proof.seconds:,.0f} s"
    )
    for failure in proof.failures:
        print(failure)
    rows |= interview_rows(proof, figures)
    PROOFS.write_text(with_figures(PROOFS.read_text("utf-8"), rows, datetime.now(UTC)), "utf-8")
    return 1 if proof.failures else 0


def random_interviews(wanted: int, seconds: float | None = None) -> Proof:
    """On all cores; the seeds are always the same. After so many seconds no further batch is begun."""
    began = perf_counter()
    batches = [range(FIRST_SEED + first, FIRST_SEED + min(first + BATCH, wanted)) for first in range(0, wanted, BATCH)]
    played: list[Played] = []
    with ProcessPoolExecutor() as pool:
        for future in as_completed([pool.submit(_batch, batch) for batch in batches]):
            played.append(future.result())
            spent = perf_counter() - began
            if len(played) % 25 == 0:
                print(f"  {sum(one.sequences for one in played):,} after {spent:,.0f} s", flush=True)
            if seconds is not None and spent > seconds:
                pool.shutdown(wait=False, cancel_futures=True)
                break
    failures = tuple(failure for one in played for failure in one.failures)
    sequences, turns = sum(one.sequences for one in played), sum(one.turns for one in played)
    return Proof(sequences, turns, failures, perf_counter() - began)


def _batch(seeds: range) -> Played:
    with tempfile.TemporaryDirectory() as folder:
        return play(Path(folder), seeds, LENGTH)


Rows = dict[str, tuple[str, str]]
"""By how a row of the page begins: how much was run, and what came of it."""


def engine_rows() -> Rows:
    """The form engine against what nobody would write; whatever is not a value or a clean refusal raises."""
    began = perf_counter()
    typed = fuzz.run(EXPRESSIONS, seed=1)
    print(
        f"{EXPRESSIONS:,} expressions: {typed.values:,} values, {typed.errors:,} clean errors, slowest {typed.slowest:.2f} s"
    )
    spoilt = hostile.run(SPOILT_FORMS, seed=100_000)
    print(
        f"{SPOILT_FORMS:,} spoilt forms: {spoilt.ran:,} ran, {spoilt.refused:,} refused, slowest {spoilt.slowest:.2f} s"
    )
    made = generated.run(GENERATED_FORMS, seed=2)
    print(f"{made.examples:,} generated forms, {made.steps:,} steps; {perf_counter() - began:,.0f} s in all")
    return {
        "random and mutated XPath": (
            f"{EXPRESSIONS:,} expressions",
            f"{typed.values:,} values, {typed.errors:,} clean errors, nothing else; slowest {typed.slowest:.2f} s",
        ),
        "mutated XForm": (
            f"{SPOILT_FORMS:,} forms",
            f"{spoilt.ran:,} ran, {spoilt.refused:,} refused with a sentence, nothing else; slowest {spoilt.slowest:.2f} s",
        ),
        "generated forms": (f"{made.examples:,} forms, {made.steps:,} steps", "no difference"),
    }


def interview_rows(proof: Proof, figures: Figures) -> Rows:
    failed = f"{len(proof.failures)} failures" if proof.failures else "no failure"
    return {
        "random answer": (
            f"{proof.sequences:,} sequences of {LENGTH} random steps and the rest of the form, through storage",
            f"{failed} in {proof.turns:,} turns, {proof.seconds:,.0f} s",
        ),
        "µs per answer turn": (
            f"{figures.replies} replies",
            " ".join(f"turn {figures.turn}; floor {figures.floor}; ratio of the medians {figures.ratio:.1f}".split()),
        ),
        "bot's messages": ("one review", f"{figures.messages} (aim ≤ 25)"),
    }


def with_figures(page: str, rows: Rows, at: datetime) -> str:
    """The page with the figures of this run in the rows that it has for them."""
    where = f"{at:%Y-%m-%d}, {os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}"
    for begin, (much, result) in rows.items():
        pattern = re.compile(rf"^\| ({re.escape(begin)}[^|]*)\|[^|]*\|[^|]*\|[^|]*\|$", re.MULTILINE)
        page, count = pattern.subn(lambda row, m=much, r=result: f"| {row.group(1)}| {m} | {r} | {where} |", page)  # type: ignore[misc]  # a default argument keeps each row its own figures
        if count != 1:
            raise LookupError(f"docs/proofs.md has {count} rows that begin with {begin!r}, wanted is one")
    return page


if __name__ == "__main__":
    sys.exit(main())
