"""How a collaborator calls a household: "hộ 40", "mở nhà số 40", "nhà ông Ê"."""

import re
from collections.abc import Sequence

from survey.read.person_name import LONGEST_NAME, is_name_word, is_surname
from survey.read.request import request_core
from survey.read.spelling import fold

_VERBS = (
    "ra soat lai",
    "ra soat",
    "lam tiep",
    "tiep tuc",
    "di toi",
    "den",
    "cho vao",
    "mo",
    "lam",
    "vao",
    "tim",
    "xem",
    "chon",
)
_NOUNS = ("ho gia dinh", "ho so", "ho thu", "gia dinh", "nha so", "phieu ho", "ho", "nha", "so")
_ENDS = frozenset({"ra", "di", "voi", "nhe", "nha", "a", "giup", "em", "nao", "luon", "lai"})
_TITLES = frozenset({"ong", "ba", "anh", "chi", "co", "chu", "bac", "cau", "mo", "gia", "cu", "duong"})
_GLUED = re.compile(r"^((?:ra ?soat|mo|ho|nha|so)+ ?)([0-9]+)$")
_NO_NAME_WORDS = (
    "a ai alo anh ba bac bi bot cam chao chi cho chua co con cu da dang day den di do du dung duoc em gap ghi "
    "gi gio giup ha hay het hi ho hoi hom hong khi khong ko la lai lam loi ma may menu minh mo moi mot muon "
    "nao nay nghe ngheo nha nhe nhu no nop oi ok oke on phai phieu roi sai sao so sua test thay the thi thoi "
    "thu tiep tim tin toi tra trong u uh ung va vang ve viec voi vi xem xin xong y"
)
_NO_NAME = frozenset(_NO_NAME_WORDS.split())

_NEVER = frozenset(
    {"nao", "gi", "sao", "nhat", "chua", "roi", "khong", "nua", "het", "ngheo", "vay", "may", "bao", "nhieu"}
)
"""In small letters no part of a name that somebody looks for, but of a question."""


def read_household(text: str) -> str | None:
    """The number, or the words of the name, of the household that is called; None where the text calls none."""
    parts = request_core(text[:120]).rstrip(" .?!,").split()
    if glued := _GLUED.match(fold(" ".join(parts))):
        parts = [*glued[1].split(), glued[2]]
    number = len(parts) == 1 and parts[0].strip("#").isdecimal()
    rest, verb = _without(parts, _VERBS)
    rest, noun = _without(rest, _NOUNS)
    while len(rest) > 1 and fold(rest[-1]) in _ENDS:
        rest = rest[:-1]
    if len(rest) == 1 and rest[0].strip("#").isdecimal():
        return rest[0].strip("#") if number or verb or noun else None
    if len(rest) > 1 and fold(rest[0]) in _TITLES:
        return " ".join(rest[1:]) if _named(rest[1:]) else None
    return " ".join(rest) if noun and _named(rest) else None


def looks_like_name(text: str) -> bool:
    """Whether somebody may be called so: then "nobody is called so" is an answer, and for other words it is none."""
    parts = text.split()
    if not _named(parts):
        return False
    if len(parts) == 1:
        return len(parts[0]) > 1 or parts[0].isupper()
    capitals = all(part[0].isupper() for part in parts)
    return capitals or is_surname(parts[0])


def _named(parts: Sequence[str]) -> bool:
    if any(part.islower() and fold(part) in _NEVER for part in parts):
        return False
    return (
        0 < len(parts) <= LONGEST_NAME
        and all(map(is_name_word, parts))
        and not (all(fold(part) in _NO_NAME for part in parts) and not all(part[0].isupper() for part in parts[-1:]))
    )


def _without(parts: list[str], beginnings: Sequence[str]) -> tuple[list[str], bool]:
    """The words behind one of these beginnings, the longest first; whether there was one."""
    folded = [fold(part.strip(":,")) for part in parts]
    for one in beginnings:
        wanted = one.split()
        if len(parts) > len(wanted) and folded[: len(wanted)] == wanted:
            return parts[len(wanted) :], True
    return parts, False
