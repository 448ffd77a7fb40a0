"""The garbage collector, set for a process that loads much once and then makes a small tree for every message."""

import gc

YOUNG, MIDDLE, OLD = 20_000, 20, 100


def settle() -> None:
    """Call when everything is loaded: it stays, so the collector need not walk through it again.

    A turn's tree is some thousand objects: with Python's own thresholds the collector ran several times in every turn, and one turn in
    some hundred waited 0.3 s for a full collection (measured with `make bench`; now a turn's rebuilding takes a quarter less).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
