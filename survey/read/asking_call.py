"""What is said of households' requests: "đề nghị hộ 12", "đề nghị thoát hộ 12", "đề nghị mới tổ 6", "nhận 3", "từ chối 3: lý do"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from survey.read.request import request_core
from survey.read.spelling import fold


class AskAct(StrEnum):
    """What is to be done."""

    LIST = "list"
    SHOW = "show"
    REVIEW = "review"
    LEAVE = "leave"
    NEW = "new"
    ACCEPT = "accept"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class AskCall:
    """`number`: of the household, or of the receipt where one is shown or decided on; `year` 0 = not said; `place`: a group, or a commune."""

    act: AskAct
    number: int = 0
    year: int = 0
    place: str = ""
    reason: str = ""
    named: bool = False
    """It was said that a request is meant."""


_LEAVE = r"(?:xin )?(?:thoat(?: ngheo| can ngheo)?|ra khoi danh sach)"
_HOUSEHOLD = re.compile(
    rf"(?:(?P<leave>{_LEAVE})|(?:xin )?ra soat)? ?(?:cua |cho )?(?:ho|nha)(?: so)? (?P<number>[0-9]{{1,6}})(?: (?P<after>{_LEAVE}))?"
)
_NEW = re.compile(r"(?:ho |cua ho )?(?:moi|phat sinh)(?: (?:o |cua )?(?P<place>.+))?")
_SHOW = re.compile(r"(?:so )?(?P<number>[0-9]{1,6})(?:/(?P<year>20[0-9]{2}))?")
_DECIDE = re.compile(
    r"(?P<word>tu choi|nhan|tiep nhan)(?P<named>(?: giay)? de nghi)?(?: so)? (?P<number>[0-9]{1,6})(?:/(?P<year>20[0-9]{2}))?"
    r"(?: (?P<place>(?:xa|phuong|thi tran|dac khu) .+))?"
)
_REASON = re.compile(r"(.*?)\s*(?::|\s(?:vì|vi|do|lý do|lí do|ly do)\s)\s*(.*)", re.IGNORECASE | re.DOTALL)


def read_asking(text: str) -> AskCall | None:
    """What stands behind "đề nghị"; None where something else is said."""
    typed, plain = _plain(text)
    if not plain:
        return AskCall(AskAct.LIST)
    if found := _SHOW.fullmatch(plain):
        return AskCall(AskAct.SHOW, int(found["number"]), int(found["year"] or 0))
    if found := _HOUSEHOLD.fullmatch(plain):
        leaves = found["leave"] or found["after"]
        return AskCall(AskAct.LEAVE if leaves else AskAct.REVIEW, int(found["number"]))
    if found := _NEW.fullmatch(plain):
        return AskCall(AskAct.NEW, place=typed[slice(*found.span("place"))] if found["place"] else "")
    return None


def read_decision(text: str) -> AskCall | None:
    """Taking a request on or refusing it; None where something else is said."""
    whole = " ".join(request_core(text[:600]).split())
    parted = _REASON.fullmatch(whole)
    said, reason = (parted[1], parted[2].strip(" .")) if parted else (whole, "")
    typed, plain = _plain(said)
    found = _DECIDE.fullmatch(plain)
    if found is None:
        return None
    act = AskAct.REFUSE if found["word"] == "tu choi" else AskAct.ACCEPT
    place = typed[slice(*found.span("place"))] if found["place"] else ""
    return AskCall(act, int(found["number"]), int(found["year"] or 0), place, reason, found["named"] is not None)


def _plain(text: str) -> tuple[str, str]:
    """As it was typed, and without marks; names are given back as typed wherever both have the same places."""
    typed = " ".join(text[:300].split()).strip(" .!?")
    plain = fold(typed)
    return (typed if len(typed) == len(plain) else plain), plain
