"""A file written in a process of its own: bytes in, bytes out. `Task` makes what `make` takes, `outcome` reads what it gives."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from survey.exports import interviews
from survey.exports.answer_tables import answer_tables
from survey.exports.code_book import BookWords, code_book
from survey.exports.comma_files import comma_files
from survey.exports.document import document
from survey.exports.interviews import Answers
from survey.exports.submissions import submissions
from survey.exports.tables import Table, of_json, to_json
from survey.exports.workbook import workbook

Report = Callable[[int, int], None]
"""Told how many parts of how many are done."""

COMMAS, ODK, WORD = "csv", "odk", "docx"


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a file before it is written: how it is to be called, and how many households or forms are in it."""

    name: str
    households: int


@dataclass(frozen=True)
class Task:
    """What is to be written. `answers` stand under `title`, with the book of their forms where `book` names its tables; a document is `template` filled with `values`."""

    about: About
    written_as: str
    tables: tuple[Table, ...] = ()
    answers: Answers | None = None
    title: str = ""
    sensitive: bool = False
    book: BookWords | None = None
    at: datetime | None = None
    template: bytes = b""
    values: Mapping[str, Any] = field(default_factory=dict)

    def given(self) -> bytes:
        """For `make`."""
        asked = {
            "about": asdict(self.about),
            "as": self.written_as,
            "tables": to_json(self.tables),
            "answers": None if self.answers is None else interviews.to_json(self.answers),
            "title": self.title,
            "sensitive": self.sensitive,
            "book": None if self.book is None else asdict(self.book),
            "at": None if self.at is None else self.at.isoformat(),
            "template": base64.b64encode(self.template).decode("ascii"),
            "values": self.values,
        }
        return json.dumps(asked, ensure_ascii=False).encode()


def make(given: bytes, report: Report) -> bytes:
    """The file of a task, behind a line about it."""
    asked = json.loads(given)
    content = _content(asked, report)
    return json.dumps(asked["about"], ensure_ascii=False).encode() + b"\n" + content


def _content(asked: Mapping[str, Any], report: Report) -> bytes:
    if asked["as"] == WORD:
        return document(base64.b64decode(asked["template"]), asked["values"])
    answers = None if asked["answers"] is None else interviews.of_json(asked["answers"])
    if asked["as"] == ODK and answers is not None:
        return submissions(answers, report)
    tables = list(of_json(asked["tables"]))
    if answers is not None:
        made = answer_tables(answers, asked["title"], report) if answers.interviews else []
        tables += made if asked["sensitive"] else [one.plain() for one in made]
        if asked["book"] is not None:
            tables += code_book(answers.forms, BookWords(**asked["book"]), datetime.fromisoformat(asked["at"]))
    return comma_files(tables) if asked["as"] == COMMAS else workbook(tables, report)


def outcome(made: bytes) -> tuple[About, bytes]:
    """What `make` has made."""
    line, _, content = made.partition(b"\n")
    return About(**json.loads(line)), content
