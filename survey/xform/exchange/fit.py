"""Whether a stored answer fits a question, and what to say of one that does not."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from survey.state import AnswerKey
from survey.xform.form.lexical import canonical

Reason = Literal["question", "ambiguous", "item", "scope", "calculated", "type", "choice", "long", "twice"]

_WORDS: Mapping[Reason, str] = {
    "question": "phiếu mới không còn câu này",
    "ambiguous": "phiếu mới có nhiều câu cùng tên",
    "item": "phiếu mới không có mục này trong danh sách",
    "scope": "câu này đã chuyển vào hoặc ra khỏi danh sách",
    "calculated": "phiếu mới tự tính câu này",
    "type": "không hợp với loại câu hỏi mới",
    "choice": "không còn trong các lựa chọn",
    "long": "dài quá mức cho phép",
    "twice": "câu này có nhiều câu trả lời",
}


@dataclass(frozen=True, slots=True)
class Unfit:
    """A stored answer that a form has no place for. `key` is where it stood, `value` what it was (for a choice: the parts that are gone)."""

    key: AnswerKey
    value: str
    reason: Reason

    def sentence(self) -> str:
        """One line of Vietnamese for the person who decides what becomes of it."""
        place = "".join(f" ({repeat} {item})" for repeat, item in self.key.items)
        return f"{self.key.name}{place}: “{self.value}” – {_WORDS[self.reason]}."


def fitting(value: str, type_: str) -> str | None:
    """The value in the lexical form of a data type; None where it is no value of that type or would become another one."""
    if not value:
        return value
    if type_ in {"int", "decimal"}:
        made = canonical(value, type_)
        return made if made and _same_number(made, value) else None
    parse = _PARSERS.get(type_)
    if parse is not None:
        return value if _parses(parse, value) else None
    return canonical(value, type_) or None


def _same_number(left: str, right: str) -> bool:
    return math.isclose(float(left), float(right), rel_tol=1e-15)


def _parses(parse: Callable[[str], object], value: str) -> bool:
    try:
        parse(value)
    except ValueError:
        return False
    return True


_PARSERS: Mapping[str, Callable[[str], object]] = {
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "dateTime": datetime.fromisoformat,
}
