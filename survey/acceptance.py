"""A form that somebody has sent, examined once: its mistakes, or all that is needed to try it out and to publish it.

Bytes in, bytes out, so that it may be done in a process of its own: `task` makes what `examine` takes, `outcome` reads what it gives.
"""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from survey.interview.asks.outline import outline
from survey.review import Offers, offers
from survey.sheet import Checked, Problem, SheetFormat, checked, marked

Report = Callable[[int, int], None]
"""Told how many parts of how many are done."""

STEPS = 2


@dataclass(frozen=True, slots=True)
class SentBack:
    """It has mistakes: all of them, and its workbook with the mistakes written into it (None where it is no workbook). `name` of the file."""

    name: str
    mistakes: tuple[Problem, ...]
    workbook: bytes | None


@dataclass(frozen=True, slots=True)
class Found:
    """What is kept beside a form that has no mistakes: how many questions it has, what it offers to a ruleset, what may be looked at again."""

    questions: int
    offers: Offers
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    """It may be tried out and published: the form as ODK XForm, what it is called, and what was found."""

    id: str
    version: str
    title: str
    xform: bytes
    found: Found


def task(name: str, content: bytes, kind: SheetFormat, files: Mapping[str, bytes]) -> bytes:
    """`name` of the sent file, `files` that a form may name."""
    sent = {"name": name, "kind": kind, "content": _text(content), "files": {one: _text(files[one]) for one in files}}
    return json.dumps(sent).encode()


def examine(sent: bytes, report: Report) -> bytes:
    """The outcome of a `task`. Takes from a tenth of a second to some seconds."""
    asked = json.loads(sent)
    content, files = _bytes(asked["content"]), {name: _bytes(one) for name, one in asked["files"].items()}
    report(0, STEPS)
    found = checked(asked["name"], content, asked["kind"], files)
    report(1, STEPS)
    made = _accepted(found) if found.form is not None else _sent_back(asked["name"], found, content, asked["kind"])
    report(STEPS, STEPS)
    return json.dumps(made, ensure_ascii=False).encode()


def _sent_back(name: str, found: Checked, content: bytes, kind: SheetFormat) -> dict[str, Any]:
    mistakes = [_in_chat(one) for one in found.problems if not one.warning]
    workbook = marked(content, mistakes) if kind == "xlsx" else None
    book = None if workbook is None else _text(workbook)
    return {"name": name, "mistakes": [asdict(one) for one in mistakes], "workbook": book}


def _in_chat(problem: Problem) -> Problem:
    """In a chat there is no folder in which a file could lie beside the form."""
    if problem.code != "file-missing":
        return problem
    cure = "Trong chat không gửi kèm được tệp này: chép nội dung tệp vào trang choices rồi gửi lại phiếu."
    return replace(problem, cure=cure)


def _accepted(found: Checked) -> dict[str, Any]:
    form = found.form
    assert form is not None
    about = found_to_json(Found(len(outline(form).questions), offers(form), tuple(found.problems)))
    return {
        "id": form.id,
        "version": form.version,
        "title": form.title,
        "xform": found.xform.decode(),
        "found": about,
    }


def outcome(made: bytes) -> Accepted | SentBack:
    """What `examine` has found."""
    fields = json.loads(made)
    if "mistakes" in fields:
        workbook = None if fields["workbook"] is None else _bytes(fields["workbook"])
        return SentBack(fields["name"], tuple(Problem(**one) for one in fields["mistakes"]), workbook)
    found = found_from_json(fields["found"])
    return Accepted(fields["id"], fields["version"], fields["title"], fields["xform"].encode(), found)


def found_to_json(found: Found) -> str:
    offered = found.offers
    fields = {
        "questions": found.questions,
        "indicators": sorted(offered.indicators),
        "score_a": offered.score_a,
        "member": sorted(offered.member),
        "warnings": [asdict(one) for one in found.warnings],
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def found_from_json(text: str) -> Found:
    fields = json.loads(text)
    offered = Offers(frozenset(fields["indicators"]), fields["score_a"], frozenset(fields["member"]))
    return Found(fields["questions"], offered, tuple(Problem(**one) for one in fields["warnings"]))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
