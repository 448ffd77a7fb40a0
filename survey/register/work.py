"""A list that somebody has sent, read in a process of its own: bytes in, bytes out. `task` makes what `examine` takes, `outcome` reads what it gives."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from survey.register.complaints import Complaint
from survey.register.found import Found, Kind, ListedHousehold, ListedPerson, ListedUnit, Member, Question, Twins
from survey.register.lexicon import FILE, load_lexicon
from survey.register.reading import Commune, read_list
from survey.register.workbook.marking import marked

Report = Callable[[int, int], None]
"""Told how many parts of how many are done."""

STEPS = 3
Answers = Mapping[str, Mapping[str, str | None]]


def task(content: bytes, commune: Commune, lexicon: bytes, today: date, answers: Answers) -> bytes:
    """`lexicon`: the file of words as it lies in the content folder."""
    asked = {
        "content": base64.b64encode(content).decode("ascii"),
        "commune": asdict(commune),
        "lexicon": lexicon.decode(),
        "today": today.isoformat(),
        "answers": answers,
    }
    return json.dumps(asked).encode()


def examine(sent: bytes, report: Report) -> bytes:
    """What is in the list of a `task`, and the workbook with what is wrong with it. Takes up to half a minute."""
    asked = json.loads(sent)
    content, today = base64.b64decode(asked["content"]), date.fromisoformat(asked["today"])
    lexicon = load_lexicon({FILE: asked["lexicon"].encode()})
    report(1, STEPS)
    found = read_list(content, Commune(**asked["commune"]), lexicon, today, asked["answers"])
    report(2, STEPS)
    complaints = [*found.errors, *found.warnings]
    book = marked(content, complaints, found.places) if found.errors else None
    made = {"found": asdict(found), "book": None if book is None else base64.b64encode(book).decode("ascii")}
    report(STEPS, STEPS)
    return json.dumps(made, ensure_ascii=False, default=date.isoformat).encode()


def outcome(made: bytes) -> tuple[Found, bytes | None]:
    """What `examine` has found, and the marked workbook where something is wrong."""
    fields = json.loads(made)
    book = None if fields["book"] is None else base64.b64decode(fields["book"])
    return _found(fields["found"]), book


def _found(fields: dict[str, Any]) -> Found:
    parts: dict[str, Any] = {
        "households": [_household(one) for one in fields["households"]],
        "people": [ListedPerson(**one) for one in fields["people"]],
        "units": [ListedUnit(**one) for one in fields["units"]],
        "questions": [Question(**one | {"choices": tuple(one["choices"])}) for one in fields["questions"]],
        "errors": [Complaint(**one) for one in fields["errors"]],
        "warnings": [Complaint(**one) for one in fields["warnings"]],
        "duplicates": [Twins(one["about"], tuple(one["rows"])) for one in fields["duplicates"]],
        "places": {sheet: (row, column) for sheet, (row, column) in fields["places"].items()},
    }
    return Found(**fields | parts | {"kind": Kind(fields["kind"])})


def _household(fields: dict[str, Any]) -> ListedHousehold:
    return ListedHousehold(**fields | {"members": tuple(map(_member, fields["members"]))})


def _member(fields: dict[str, Any]) -> Member:
    day = fields["birth_date"]
    return Member(**fields | {"birth_date": date.fromisoformat(day) if day else None})
