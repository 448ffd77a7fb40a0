"""Rows of docs/proofs.md: what a proof found, with the machine and the day."""

import os
import platform
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

Rows = Mapping[str, tuple[str, str]]
"""By how a row of the page begins: how much was run, and what came of it."""

WRONG = "PROBLEMS"


def told(problems: Sequence[str], good: str = "0 lost, 0 doubled") -> str:
    """`good` where there are none; else how many there are and the first of them, in a form that no table breaks on."""
    if not problems:
        return good
    first = "; ".join(problem[:200] for problem in problems[:3]).replace("|", "/").replace("\n", " ")
    return f"{len(problems)} {WRONG}: {first}"


def failed(rows: Rows) -> bool:
    return any(WRONG in result for _, result in rows.values())


def with_figures(page: str, rows: Rows, at: datetime) -> str:
    """The page with the figures of this run in the rows that it has for them."""
    where = f"{at:%Y-%m-%d}, {os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}"
    for begin, (much, result) in rows.items():
        pattern = re.compile(rf"^\| ({re.escape(begin)}[^|]*)\|[^|]*\|[^|]*\|[^|]*\|$", re.MULTILINE)
        page, count = pattern.subn(lambda row, m=much, r=result: f"| {row.group(1)}| {m} | {r} | {where} |", page)  # type: ignore[misc]  # a default argument keeps each row its own figures
        if count != 1:
            raise LookupError(f"docs/proofs.md has {count} rows that begin with {begin!r}, wanted is one")
    return page
