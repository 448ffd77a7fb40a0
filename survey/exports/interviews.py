"""Interviews as they go to the process that writes them: the forms that they were given to, and all that is stored of each."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from survey.exports.tables import Column, Kind, Value
from survey.interview.asks.outline import Outline, outline
from survey.state import AnswerKey, Item, Record, Stored, path_of, path_text
from survey.xform import Instance, load_form


@dataclass(frozen=True)
class SentForm:
    """A form version with the files that it looks values up in."""

    key: str
    version: str
    title: str
    xform: bytes
    files: Mapping[str, bytes]

    @cached_property
    def outline(self) -> Outline:
        return outline(load_form(self.xform, self.files))


@dataclass(frozen=True)
class SentInterview:
    """`form`: its place among the forms; `about`: values of the leading columns; `at`: in local time, the moment for which its calculations hold."""

    form: int
    about: tuple[Value, ...]
    record: Record
    at: datetime
    seed: int
    instance_id: str


@dataclass(frozen=True)
class Answers:
    """Everything of a round or of a form. `heads`: the columns that tell whose each interview is."""

    forms: tuple[SentForm, ...]
    heads: tuple[Column, ...]
    interviews: tuple[SentInterview, ...]

    def instance(self, one: SentInterview) -> Instance:
        """The interview as it counts; to be closed by the caller."""
        return Instance.restore(self.forms[one.form].outline.form, one.record, one.at, seed=one.seed)


def to_json(answers: Answers) -> dict[str, Any]:
    return {
        "forms": [
            {"key": one.key, "version": one.version, "title": one.title, "xform": _text(one.xform)}
            | {"files": {name: _text(content) for name, content in one.files.items()}}
            for one in answers.forms
        ],
        "heads": [[column.title, column.kind.value, column.sensitive] for column in answers.heads],
        "interviews": [_interview(one) for one in answers.interviews],
    }


def _interview(one: SentInterview) -> dict[str, Any]:
    record = one.record
    return {
        "form": one.form,
        "about": list(one.about),
        "answers": [[path_text(key.items), key.name, kept.value, kept.skipped] for key, kept in record.answers.items()],
        "items": [[path_text(item.path), item.order, item.added] for item in record.items],
        "at": one.at.isoformat(),
        "seed": one.seed,
        "id": one.instance_id,
    }


def of_json(written: Mapping[str, Any]) -> Answers:
    """The reverse of `to_json`; the heads hold text and numbers only."""
    heads = tuple(Column(title, Kind(kind), sensitive) for title, kind, sensitive in written["heads"])
    return Answers(tuple(_forms(written["forms"])), heads, tuple(_interviews(written["interviews"])))


def _forms(written: Iterable[Mapping[str, Any]]) -> Iterator[SentForm]:
    for one in written:
        files = {name: base64.b64decode(content) for name, content in one["files"].items()}
        yield SentForm(one["key"], one["version"], one["title"], base64.b64decode(one["xform"]), files)


def _interviews(written: Iterable[Mapping[str, Any]]) -> Iterator[SentInterview]:
    for one in written:
        answers = {
            AnswerKey(path_of(path), name): Stored(value, skipped) for path, name, value, skipped in one["answers"]
        }
        record = Record(answers, tuple(Item(path_of(path), order, added) for path, order, added in one["items"]))
        at = datetime.fromisoformat(one["at"])
        yield SentInterview(one["form"], tuple(one["about"]), record, at, one["seed"], one["id"])


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
