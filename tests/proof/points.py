"""Every named point of long work, of keys on their way and of a migration, on every kind of database; with the other tests each is on one of them."""

import os
import re
import subprocess
import sys
from time import perf_counter

from tests.proof.rows import WRONG, Rows
from tests.support.databases import KINDS

FILES = ("tests/faults/test_points.py", "tests/faults/test_jobs.py")


def rows() -> Rows:
    """Raises LookupError where no test was run."""
    began = perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *FILES],
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
    return {
        "kill -9 at each point of long work": (
            f"{passed[1]} tests on {', '.join(KINDS)}",
            f"{result}, {perf_counter() - began:,.0f} s",
        )
    }
