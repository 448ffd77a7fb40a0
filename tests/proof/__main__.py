"""The long proofs in full, and their figures in docs/proofs.md, each as soon as it is there: `make proof`, more than an hour on two cores.

`python -m tests.proof kills roads` runs only these; `--sequences 300` plays fewer random interviews, `--minutes 40` as many as 40 minutes allow.
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter

from tests.bench.__main__ import measure, print_figures
from tests.faults.support import proof as faults
from tests.faults.support import sender_rate, several_proof
from tests.proof import changes, identity_cards, in_full, interviews
from tests.proof.rows import Rows, failed, with_figures
from tests.survey.xform.support import generated, hostile
from tests.survey.xpath.support import fuzz

PROOFS = Path(__file__).parents[2] / "docs" / "proofs.md"
EXPRESSIONS, SPOILT_FORMS, GENERATED_FORMS = 10_000, 1_000, 1_000


def main() -> int:
    """0 where every proof held."""
    given = _arguments()
    parts: dict[str, Callable[[], Rows]] = {
        "turns": turn_rows,
        "engine": engine_rows,
        "kills": faults.kill_rows,
        "disorder": faults.disorder_rows,
        "roads": faults.road_rows,
        "several": several_proof.rows,
        "rate": sender_rate.rows,
        "cards": identity_cards.rows,
        "whole": in_full.rows,
        "changes": changes.rows,
        "interviews": partial(interviews.rows, given.sequences, given.minutes and given.minutes * 60),
    }
    good = True
    for name in given.parts or parts:
        print(f"\n{name}: {platform.machine()}, {os.cpu_count()} cores", flush=True)
        found = parts[name]()
        for begin, (much, result) in found.items():
            print(f"{begin}: {much}: {result}", flush=True)
        PROOFS.write_text(with_figures(PROOFS.read_text("utf-8"), found, datetime.now(UTC)), "utf-8")
        good = good and not failed(found)
    return 0 if good else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.proof", description="the long proofs")
    names = [
        "turns",
        "engine",
        "kills",
        "disorder",
        "roads",
        "several",
        "rate",
        "whole",
        "cards",
        "changes",
        "interviews",
    ]
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"all where none is named: {', '.join(names)}")
    parser.add_argument("--sequences", type=int, default=interviews.SEQUENCES, help="random interviews")
    parser.add_argument("--minutes", type=float, help="after which no further random interviews are begun")
    given = parser.parse_args()
    unknown = sorted(set(given.parts) - set(names))
    if unknown:
        parser.error(f"there is no part {', '.join(unknown)}; there are: {', '.join(names)}")
    return given


def turn_rows() -> Rows:
    """µs of a turn, and messages."""
    figures = measure()
    print_figures(figures)
    return {
        "µs per answer turn": (
            f"{figures.replies} replies",
            " ".join(f"turn {figures.turn}; floor {figures.floor}; ratio of the medians {figures.ratio:.1f}".split()),
        ),
        "bot's messages": ("one review", f"{figures.messages} (aim ≤ 25)"),
    }


def engine_rows() -> Rows:
    """The form engine against what nobody would write; whatever is not a value or a clean refusal raises."""
    began = perf_counter()
    typed = fuzz.run(EXPRESSIONS, seed=1)
    spoilt = hostile.run(SPOILT_FORMS, seed=100_000)
    made = generated.run(GENERATED_FORMS, seed=2)
    print(f"{perf_counter() - began:,.0f} s in all")
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


if __name__ == "__main__":
    sys.exit(main())
