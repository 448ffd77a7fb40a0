"""What an official says of a task: "xong 1", "đã nhận việc 2", "hoãn 1 tới thứ năm", "xong 1 nhầm"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from survey.read.request import request_core
from survey.read.spelling import fold, normalise, same_words, words


class OfTask(StrEnum):
    """What is said; `undone`: it is not done after all."""

    RECEIVED = "received"
    DONE = "done"
    POSTPONED = "postponed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class TaskAnswer:
    """`number`: the place in the list, or "#17" as a button names a task; "" where none was said. `rest`: what followed, as it was typed."""

    said: OfTask
    number: str
    rest: str


_WORDS = {
    OfTask.RECEIVED: ("đã nhận", "nhận"),
    OfTask.DONE: ("xong", "đã xong", "làm xong", "đã làm xong", "hoàn thành", "đã hoàn thành"),
    OfTask.POSTPONED: ("hoãn",),
    OfTask.UNDONE: (
        *(
            "chưa xong",
            "chưa làm xong",
            "chưa hoàn thành",
            "chưa làm",
            "mở lại",
            "huỷ xong",
            "bỏ xong",
            "xoá xong",
            "khôi phục",
            "làm lại",
        ),
        *("xong nhầm", "báo nhầm", "bấm nhầm", "gõ nhầm", "báo xong nhầm", "nhầm"),
    ),
}
_VERBS = {fold(word): said for said, words in _WORDS.items() for word in words}
_VERB = "|".join(sorted(_VERBS, key=len, reverse=True))
_NUMBER = r"(?:viec\s+)?(?:so\s+)?(#[0-9]+|[0-9]{1,2})(?![0-9]|\s*(?:ngay|tuan|hom|thang|[/.-]\s*[0-9]))"
"""Not the number of a day: "hoãn 3 ngày", "hoãn 15/11"."""

_SAID = re.compile(
    rf"(?:{_NUMBER}\s+)?({_VERB})(?![a-z])(?:\s+(?:roi|viec)(?![a-z]))*\s*(?:{_NUMBER})?\s*"
    r"(?:(?:toi|den|sang|qua|lai)\s+)*(.*)"
)
_BEFORE = re.compile(r"(?:(?:da|vang|em|anh|chi|toi|minh|tui)[ ,]+)+(?=(?:da )?(?:nhan|xong|lam xong|hoan|chua))")
_AFTER = frozenset(["roi", "em", "a", "nhe", "nha", "anh", "chi", "oi", "viec", "nay", "do", "luon", "het", "nghe"])
"""Words around it that say nothing; folded."""
_MISTAKEN = re.compile(r"(?:bi |la )?nham(?: roi)?|chua(?: xong)?")


def spoken(said: OfTask) -> str:
    """The word by which it is said."""
    return _WORDS[said][0]


def _is_verb(typed: str) -> bool:
    """Marks that are typed must be right: "nhắn" is not "nhận"."""
    return any(same_words(words(typed), words(one)) for known in _WORDS.values() for one in known)


def read_task_answer(text: str) -> TaskAnswer | None:
    """None where it is something else."""
    core = normalise(request_core(text)).strip(" .!")
    plain = fold(core)
    before = _BEFORE.match(plain)
    found = _SAID.fullmatch(plain, before.end() if before else 0)
    if found is None or not _is_verb(core[found.start(2) : found.end(2)] if len(plain) == len(core) else found[2]):
        return None
    said, number, folded = _VERBS[found[2]], found[1] or found[3] or "", found[4]
    rest = " ".join(core.split()[-len(folded.split()) :]) if folded else ""
    if said is OfTask.DONE and _MISTAKEN.fullmatch(folded):
        return TaskAnswer(OfTask.UNDONE, number, "")
    said_more = said is OfTask.POSTPONED or not set(folded.split()) <= _AFTER
    return TaskAnswer(said, number, rest if said_more and folded != "roi" else "")
