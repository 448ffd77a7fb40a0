"""Tests that cannot fail: each protection of `changes.toml` is taken away in a copy of the project, and its test must go red.

`python -m tests.proof.changes` runs all of them, `python -m tests.proof.changes consent` those whose reason holds that word.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue

from tests.proof.rows import Rows, told
from tests.support.databases import POSTGRES_URL

ROOT = Path(__file__).parents[2]
CHANGES = Path(__file__).with_suffix(".toml")
LONGEST = 600
"""Seconds for the tests of one change."""


@dataclass(frozen=True)
class Change:
    """What is taken away, why that hurts, and the tests of which one must notice."""

    why: str
    file: str
    old: str
    new: str
    test: str
    on: str = ""
    """The database without which its tests say nothing."""


def changes(word: str = "") -> list[Change]:
    read = tomllib.loads(CHANGES.read_text("utf-8"))["change"]
    return [Change(**one) for one in read if word in one["why"]]


def stale(change: Change) -> bool:
    """Whether the code that it changes is not there any more, or stands there twice."""
    return (ROOT / change.file).read_text("utf-8").count(change.old) != 1


def copied(where: Path) -> Path:
    """The project as it is tracked, with the tools of this one."""
    for name in subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines():
        if (ROOT / name).is_file():
            (where / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, where / name)
    return where


def noticed(change: Change, copy: Path) -> bool:
    """Whether a test goes red with the change; the file is put back."""
    file = copy / change.file
    before = file.read_text("utf-8")
    file.write_text(before.replace(change.old, change.new), "utf-8")
    try:
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", *change.test.split()]
        # A second database costs its time without telling more, unless the change is one of it.
        here = {name: value for name, value in os.environ.items() if change.on or name != "RASOAT_TEST_POSTGRES_URL"}
        ran = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=LONGEST, check=False, env=here)
        return ran.returncode == 1
    finally:
        file.write_text(before, "utf-8")


def rows(word: str = "") -> Rows:
    """How many changes were made, each core in a copy of its own, and those that no test noticed."""
    every = [one for one in changes(word) if not one.on or POSTGRES_URL]
    waiting: SimpleQueue[Change] = SimpleQueue()
    for change in every:
        waiting.put(change)
    problems: list[str] = []
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor() as pool:
        hands = os.cpu_count() or 1
        copies = [copied(Path(folder) / str(number)) for number in range(hands)]
        for found in pool.map(partial(_unnoticed, waiting), copies):
            problems += found
    left = len(changes(word)) - len(every)
    much = f"{len(every)} changes" + (f" ({left} left out, RASOAT_TEST_POSTGRES_URL is not set)" if left else "")
    return {"protections taken away": (much, told(problems, "each noticed by its test"))}


def _unnoticed(waiting: "SimpleQueue[Change]", copy: Path) -> list[str]:
    """Make one change after the other until none waits; those that nobody noticed."""
    found: list[str] = []
    while True:
        try:
            change = waiting.get_nowait()
        except Empty:
            return found
        good = not stale(change) and noticed(change, copy)
        print(f"{'red' if good else 'NOT NOTICED'}: {change.why}", flush=True)
        found += [] if good else [change.why]


if __name__ == "__main__":
    found = rows(" ".join(sys.argv[1:]))
    sys.exit(any("PROBLEMS" in result for _, result in found.values()))
