"""What of the long proofs runs with the other tests: a part, and all of it in `make proof`, which sets RASOAT_PROOF."""

import os
from collections.abc import Iterable
from typing import TypeVar

from tests.support.databases import KINDS

T = TypeVar("T")
FULL = "RASOAT_PROOF" in os.environ


def dealt(points: Iterable[T]) -> list[tuple[str, T]]:
    """(database, point): every point, on one kind of database each in turn; in the proof every one on all."""
    names = list(points)
    if FULL:
        return [(kind, name) for kind in KINDS for name in names]
    return [(KINDS[place % len(KINDS)], name) for place, name in enumerate(names)]


def of(kind: str, points: Iterable[str]) -> tuple[str, ...]:
    """Those that are dealt to this kind."""
    return tuple(name for each, name in dealt(points) if each == kind)
