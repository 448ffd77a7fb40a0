"""Random interviews on all cores: no answer is lost and the result is that of answering straight through."""

import tempfile
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from time import perf_counter

from tests.proof.rows import Rows, told
from tests.properties.support.series import Played, play

SEQUENCES, BATCH, LENGTH = 10_000, 20, 8
FIRST_SEED = 1_000_000
"""Other sequences than those of `make test`."""


def rows(wanted: int = SEQUENCES, seconds: float | None = None) -> Rows:
    """The seeds are always the same. After so many seconds no further batch is begun."""
    began = perf_counter()
    played = _play(wanted, began, seconds)
    failures = [failure for one in played for failure in one.failures]
    for failure in failures:
        print(failure)
    sequences, turns = sum(one.sequences for one in played), sum(one.turns for one in played)
    return {
        "random answer": (
            f"{sequences:,} sequences of {LENGTH} random steps and the rest of the form, through storage",
            f"{told(failures, 'no failure')} in {turns:,} turns, {perf_counter() - began:,.0f} s",
        )
    }


def _play(wanted: int, began: float, seconds: float | None) -> list[Played]:
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
    return played


def _batch(seeds: range) -> Played:
    with tempfile.TemporaryDirectory() as folder:
        return play(Path(folder), seeds, LENGTH)
