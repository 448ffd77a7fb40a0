"""`python -m survey read`: one typed text a line in, its value or the reason of refusal out."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from survey.read.birth import read_birth
from survey.read.called import Member, named_first
from survey.read.choice import match_choice
from survey.read.identity import read_cccd, read_phone
from survey.read.kinship import LABELS
from survey.read.member import LeftLine, MemberDraft, read_members
from survey.read.money import read_money
from survey.read.outcome import Read, Refused, Value
from survey.read.quantity import read_area, read_integer
from survey.read.spelling import fold
from survey.read.who import read_who
from survey.read.yesno import read_yesno

_Plain = int | float | bool | str
_READERS: Mapping[str, Callable[[str], Read[int] | Read[Decimal] | Read[bool] | Read[str]]] = {
    "money": read_money,
    "money_month": partial(read_money, monthly=True),
    "integer": read_integer,
    "area": read_area,
    "yesno": read_yesno,
    "phone": read_phone,
    "cccd": read_cccd,
}

Recognise = Callable[[str, str], dict[str, object]]
"""What a message (text, role of the person) is while nothing is open; the bot has the table of commands, this room has not."""


def run_read(
    lines: Iterable[str],
    sentences: Mapping[str, str] | None = None,
    now: date | None = None,
    recognise: Recognise | None = None,
) -> Iterator[str]:
    """A JSON answer for each line {"kind", "text", "today"}: {"value"} or {"refused"}.

    Kind "who" has "members" (["1. Phạm Văn Dắt", …]) and may have "question" (the question, its picked answer, the other one): {"who": [numbers], "unknown": [numbers],
    "rest": words or null}. Kind "choice" has "choices" (labels): {"value": label}.
    Kind "members" (a message with a household's people): {"members": [{"name", "sex", "birth_year", "birth_date", "relation", "cccd"}], "left": [what found no
    place]}, sex and relation as the form calls them, null where a field is not sure; a single line that cannot be shared out is refused.
    Kind "command" has "role" ("collaborator", "leader", …): {"command": name, "argument"?}, {"refused"} or {"nearest": [phrases]}, as `recognise` says.
    Money in đồng ("money_month": of a question that asks for a sum a month), area in m², dates ISO or a bare year (a month without a day is neither), phone E.164. `sentences` turn refusal codes into sentences; without them the
    codes are handed out. `today` (ISO) is needed for dates and members; members without it are read as of `now`.
    """
    for line in lines:
        found = _read_line(line, now, recognise)
        if isinstance(found, dict):
            yield json.dumps(found, ensure_ascii=False)
        elif isinstance(found, Refused):
            yield json.dumps({"refused": sentence(found, sentences or {})}, ensure_ascii=False)
        else:
            yield json.dumps({"value": found.value}, ensure_ascii=False)


def sentence(refused: Refused, sentences: Mapping[str, str]) -> str:
    """The sentence for a refusal, or its code where there is none."""
    pattern = sentences.get(refused.code)
    return refused.code if pattern is None else pattern.format_map(refused.params)


def _read_line(line: str, now: date | None, recognise: Recognise | None) -> Read[_Plain] | dict[str, object]:
    try:
        task = json.loads(line)
    except ValueError:
        return Refused("input.json")
    if not isinstance(task, dict) or not isinstance(task.get("text"), str):
        return Refused("input.json")
    if task.get("kind") == "command" and recognise is not None:
        return recognise(task["text"], str(task.get("role")))
    if task.get("kind") in _LISTED:
        return _LISTED[str(task["kind"])](task)
    if task.get("kind") == "date":
        return _read_day(task["text"], _day(task.get("today")))
    if task.get("kind") == "members":
        return _read_household(task["text"], _day(task.get("today")) if "today" in task else now)
    reader = _READERS.get(str(task.get("kind")))
    if reader is None:
        return Refused(
            "input.kind",
            {"kind": str(task.get("kind")), "kinds": ", ".join([*_READERS, "date", "members", "command", *_LISTED])},
        )
    found = reader(task["text"])
    return found if isinstance(found, Refused) else Value(_plain(found.value))


def _strings(task: Mapping[str, object], name: str) -> list[str] | None:
    found = task.get(name)
    return list(map(str, found)) if isinstance(found, list) and found else None


_NUMBERED = re.compile(r"\s*([0-9]+)[.)]\s*(.+)")


def _read_who(task: Mapping[str, object]) -> Read[_Plain] | dict[str, object]:
    lines = _strings(task, "members")
    rows = [_NUMBERED.fullmatch(line) for line in lines or ()]
    if not rows or not all(rows):
        return Refused("input.json")
    members = [Member(str(int(row[1])), row[2].strip()) for row in rows if row]
    question = _strings(task, "question")
    lacking = question is not None and len(question) > 1 and fold(question[1]).startswith(("chua", "khong"))
    found = read_who(str(task["text"]), members, lacking=lacking, said=question)
    if isinstance(found, Refused):
        first = named_first(str(task["text"]), members)
        if isinstance(first, Refused) or not first.value.rest:
            return found
        return {"who": [int(number) for number in first.value.numbers], "rest": first.value.rest}
    who = found.value
    unknown = {"unknown": [int(number) for number in who.unknown]} if who.unknown else {}
    return {"who": [int(number) for number in who.named], **unknown, "rest": who.rest or None}


def _read_choice(task: Mapping[str, object]) -> Read[_Plain] | dict[str, object]:
    labels = _strings(task, "choices")
    if labels is None:
        return Refused("input.json")
    found = match_choice(str(task["text"]), [(label, label) for label in labels])
    return found if isinstance(found, Refused) else Value(found.value)


_LISTED: Mapping[str, Callable[[Mapping[str, object]], Read[_Plain] | dict[str, object]]] = {
    "who": _read_who,
    "choice": _read_choice,
}


def _day(today: object) -> date | None:
    try:
        return date.fromisoformat(str(today))
    except ValueError:
        return None


def _read_household(text: str, on: date | None) -> Refused | dict[str, object]:
    if on is None:
        return Refused("input.today")
    found = read_members(text, on)
    left = [one for one in found if isinstance(one, LeftLine)]
    if len(found) == len(left) == 1 and left[0].why != "member.nobody":
        return left[0].refused
    people = [one for one in found if isinstance(one, MemberDraft)]
    words = [one.text for one in left]
    words += [word for draft in people for word in (*draft.leftovers, draft.ethnicity) if word]
    return {"members": [_person(draft) for draft in people], "left": words}


def _person(draft: MemberDraft) -> dict[str, object]:
    return {
        "name": draft.name,
        "sex": LABELS.get(draft.sex or ""),
        "birth_year": draft.birth_year,
        "birth_date": draft.birth_date.isoformat() if draft.birth_date else None,
        "relation": LABELS.get(draft.relation or ""),
        "cccd": draft.cccd,
    }


def _read_day(text: str, on: date | None) -> Read[_Plain]:
    if on is None:
        return Refused("input.today")
    found = read_birth(text, on)
    if isinstance(found, Refused):
        return found
    if found.value.month and not found.value.day:
        return Refused(
            "date.month_only", {"text": f"{found.value.month}/{found.value.year}", "year": str(found.value.year)}
        )
    return Value(found.value.iso)


def _plain(value: int | Decimal | bool | str) -> _Plain:  # noqa: FBT001 - one of the values of a reader
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
