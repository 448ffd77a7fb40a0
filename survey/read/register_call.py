"""What is to be put right of a household in the register: "chuyển tổ 6", "đổi chủ hộ: Đinh Văn A", "tách hộ: B, C", "nhập với hộ 14", "qua đời: A", "sửa 2: 1974"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from survey.read.place import GROUP_KIND
from survey.read.request import household_first, request_core
from survey.read.spelling import fold


class RegisterAct(StrEnum):
    """What is to be changed."""

    REGROUP = "regroup"
    HEAD = "head"
    SPLIT = "split"
    MERGE = "merge"
    DIED = "died"
    LEFT = "left"
    BACK = "back"
    FIX = "fix"
    HELP = "help"
    """What can be changed, and how it is said."""


@dataclass(frozen=True, slots=True)
class RegisterCall:
    """Of which household (0 = the one that was shown); `about`: the group, the people, the other household's number, or the facts about `who`; and why."""

    act: RegisterAct
    number: int = 0
    about: str = ""
    reason: str = ""
    who: str = ""


_GROUP = rf"(?P<about>{GROUP_KIND} .+?)"
_PATTERNS = {
    RegisterAct.REGROUP: re.compile(
        rf"(?:chuyen|dua)(?: (?:ho|nha)(?: nay| so)?(?: (?P<number>[0-9]{{1,6}}))?)?(?: (?:sang|ve|den|qua|xuong))? {_GROUP}(?:\s*:\s*(?P<reason>.+))?"
    ),
    RegisterAct.HEAD: re.compile(r"(?:doi|thay) chu ho(?: (?:sang|thanh|la|moi))*\s*:?\s+(?P<about>[^:]+)"),
    RegisterAct.SPLIT: re.compile(r"tach(?: ho| khau| rieng| ra| o)*\s*:?\s+(?P<about>[^:]+)"),
    RegisterAct.MERGE: re.compile(
        r"nhap(?: (?:ho|chung|vao|voi|sang))+(?: so)? (?P<about>[0-9]{1,6})(?:\s*:\s*(?P<reason>.+))?"
    ),
    RegisterAct.DIED: re.compile(r"(?:qua doi|da mat|bao tu|mat|chet)\s*:\s*(?P<about>[^:]+)"),
    RegisterAct.LEFT: re.compile(
        r"(?:ho )?(?:da )?chuyen di(?: (?:noi khac|khoi xa|xa khac|tinh khac))?(?:\s*:\s*(?P<reason>.+))?"
    ),
    RegisterAct.BACK: re.compile(
        r"(?:ho )?(?:da )?(?:chuyen (?:den|ve)|ve lai|quay ve)(?: (?:xa|o lai))?(?:\s*:\s*(?P<reason>.+))?"
    ),
    RegisterAct.HELP: re.compile(r"sua (?:so|the|ho|thong tin)(?: (?:ho|nay|the nao|lam sao))*"),
    RegisterAct.FIX: re.compile(r"(?:sua|chua|doi)(?: (?:nguoi|ban ghi))?(?: so)? (?P<who>[^:]+?)\s*:\s*(?P<about>.+)"),
}
_REASON = re.compile(r"(.*?)[\s,;]+(?:vì|lý do|lí do|ly do)(?: là)?[\s:]+(.+)", re.IGNORECASE | re.DOTALL)


def read_register_call(text: str) -> RegisterCall | None:
    """None where something else is said."""
    core = " ".join(request_core(text[:400]).split()).strip(" .!?")
    number, typed = household_first(core)
    parted = _REASON.fullmatch(typed)
    said, reason = (parted[1], parted[2].strip(" .")) if parted else (typed, "")
    for act, pattern in _PATTERNS.items():
        found = pattern.fullmatch(fold(said))
        if found is not None:
            return _of(act, number, found, said, reason)
    return None


def _of(act: RegisterAct, number: int, found: re.Match[str], said: str, reason: str) -> RegisterCall:
    """Names and reasons as they were typed, wherever the plain text has the same places."""
    parts = found.groupdict()

    def part(name: str) -> str:
        return said[found.start(name) : found.end(name)].strip(" ,.") if parts.get(name) else ""

    return RegisterCall(
        act, number or int(parts.get("number") or 0), part("about"), reason or part("reason"), part("who")
    )
