"""A file written in a process of its own: bytes in, bytes out. `task` makes what `make` takes, `outcome` reads what it gives."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from survey.exports.comma_files import comma_files
from survey.exports.tables import Table, of_json, to_json
from survey.exports.workbook import workbook

Report = Callable[[int, int], None]
"""Told how many parts of how many are done."""

COMMAS = "csv"


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a file before it is written: how it is to be called, and how many households it is about."""

    name: str
    households: int


def task(tables: Sequence[Table], written_as: str, about: About) -> bytes:
    """`written_as`: "xlsx" | "csv"."""
    asked = {"about": asdict(about), "as": written_as, "tables": to_json(tables)}
    return json.dumps(asked, ensure_ascii=False).encode()


def make(given: bytes, report: Report) -> bytes:
    """The file of a `task`, behind a line about it."""
    asked = json.loads(given)
    tables = list(of_json(asked["tables"]))
    content = comma_files(tables) if asked["as"] == COMMAS else workbook(tables, report)
    return json.dumps(asked["about"], ensure_ascii=False).encode() + b"\n" + content


def outcome(made: bytes) -> tuple[About, bytes]:
    """What `make` has made."""
    line, _, content = made.partition(b"\n")
    return About(**json.loads(line)), content
