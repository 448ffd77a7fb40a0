"""Tests of which only a part runs with the others: all of it, in processes of their own."""

import os
import re
import subprocess
import sys
from time import perf_counter

from tests.proof.rows import WRONG, Rows
from tests.support.databases import KINDS

WHOLE = {
    "kill -9 at each point of long work": ("tests/faults/test_points.py", "tests/faults/test_jobs.py"),
    "every move of a household in every state": ("tests/storage/test_moves.py",),
    "six people through six kinds of household": ("tests/transcripts/test_six_people.py",),
}
"""By how the row begins."""


def rows() -> Rows:
    """Raises LookupError where no test was run."""
    return {begins: _row(files) for begins, files in WHOLE.items()}


def _row(files: tuple[str, ...]) -> tuple[str, str]:
    began = perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files],
        env=os.environ | {"RASOAT_PROOF": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    passed = re.search(r"(\d+) passed", done.stdout)
    if passed is None:
        raise LookupError(done.stdout[-2000:] + done.stderr[-2000:])
    failed = re.search(r"(\d+) (?:failed|errors?)", done.stdout)
    many = failed[0] if failed else f"status {done.returncode}"
    result = f"{many}: {WRONG}" if failed or done.returncode else "all held"
    return f"{passed[1]} tests on {', '.join(KINDS)}", f"{result}, {perf_counter() - began:,.0f} s"
