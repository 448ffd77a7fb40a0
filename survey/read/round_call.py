"""What is asked of rounds of review: "mở đợt 2025", "mở đợt định kỳ 1/9–14/12", "thêm hộ 300 vào đợt: phát sinh", "đóng đợt 2025"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from survey.read.request import request_core
from survey.read.spelling import fold

Day = tuple[int, int, int]
"""Day, month and year; the year 0 = not said."""


class RoundAct(StrEnum):
    """What is to be done."""

    LIST = "list"
    OPEN = "open"
    ADD = "add"
    DROP = "drop"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class RoundCall:
    """Of which round (`kind` "", 0 = not said), which households by number, and why; `days`: its first and last one; `at_once`: whatever is left."""

    act: RoundAct
    kind: str = ""
    year: int = 0
    month: int = 0
    days: tuple[Day, ...] = ()
    numbers: tuple[int, ...] = ()
    reason: str = ""
    at_once: bool = False
    commune: str = ""


# Something stands between two numbers: else a long row of figures could be parted in more ways than anybody can wait for.
NUMBERS = r"(?P<numbers>[0-9]{1,6}(?![0-9])(?:(?:\s*(?:,|;|-|–|va|den)\s*|\s+)[0-9]{1,6}(?![0-9]))*)"
_OPEN = re.compile(r"(?:mo|tao|lap|khoi tao|bat dau)(?: them| mot| moi)* dot(?: moi)?(?: ra soat)?\b(?P<rest>.*)")
_CLOSE = re.compile(
    r"(?:dong|ket thuc|chot|khoa)(?P<at_once> luon)?(?:(?: cai)? dot(?: ra soat)?\b(?P<rest>.*?))?(?P<too> luon)?"
)
_ADD = re.compile(
    rf"(?:them|bo sung|dua|cho)(?: cac)? (?:ho|nha)(?: so)? {NUMBERS}\s+vao(?: danh sach(?: cua)?)? dot(?: ra soat)?\b(?P<rest>.*)"
)
_DROP = re.compile(
    rf"(?:(?:bot|rut)(?: cac)? (?:ho|nha)(?: so)? {NUMBERS}(?P<rest>$)"
    rf"|(?:bot|rut|bo|dua|xoa|loai)(?: cac)? (?:ho|nha)(?: so)? {NUMBERS.replace('numbers', 'more')}"
    r"(?: ra)?(?: khoi| trong| o)?(?: danh sach(?: cua)?)? dot(?: ra soat)?\b(?P<of>.*))"
)
_LIST = re.compile(
    r"(?:(?:xem|liet ke|danh sach|co|nhung)? ?(?:cac |nhung )?dot(?: ra soat)?(?: nao)?(?: dang mo| dang chay)?)?"
)
_REASON = re.compile(r"(.*?)\s*(?::|\s(?:vì|vi|do|lý do|lí do|ly do)\s)\s*(.*)", re.IGNORECASE | re.DOTALL)
_COMMUNE = re.compile(r"\b((?:xa|phuong|thi tran|dac khu) .+)$")
_MONTH = re.compile(r"\bthang\s*([0-9]{1,2})(?!\d)(?:(?:\s*/\s*|\s+nam\s+|\s+)(20[0-9]{2}))?")
_DAY = re.compile(r"(?<!\d)([0-9]{1,2})\s*[/.]\s*([0-9]{1,2})(?:\s*[/.]\s*(20[0-9]{2}))?(?!\d)")
_YEAR = re.compile(r"\b(?:nam )?(20[0-9]{2})\b")
_KINDS = (
    ("periodic", re.compile(r"\b(?:dinh ky|dinh ki|hang nam|thuong nien)\b")),
    ("monthly", re.compile(r"\b(?:thuong xuyen|hang thang|thang nay)\b")),
    ("special", re.compile(r"\b(?:dac biet|dot xuat|bo sung|rieng)\b")),
)
_FILL_WORDS = "tu den toi ngay het hop cua cho ra soat nam nay moi o tai trong va di nhe a em"
_FILL = frozenset(_FILL_WORDS.split())


def read_round(text: str) -> RoundCall | None:
    """None where something else is said."""
    core = request_core(text[:300])
    whole = " ".join(core.split())
    parted = _REASON.fullmatch(whole)
    said, reason = (parted[1], parted[2].strip(" .")) if parted else (whole, "")
    for act, pattern in ((RoundAct.ADD, _ADD), (RoundAct.DROP, _DROP), (RoundAct.CLOSE, _CLOSE)):
        found = pattern.fullmatch(_plain(said))
        if found is not None:
            return _of_list(act, found, reason)
    plain = _plain(whole)
    if found := _OPEN.fullmatch(plain):
        return _named(RoundCall(RoundAct.OPEN), found["rest"])
    return RoundCall(RoundAct.LIST) if _LIST.fullmatch(plain) else None


def _plain(text: str) -> str:
    return " ".join(fold(text).strip(" .!?").split())


def _of_list(act: RoundAct, found: re.Match[str], reason: str) -> RoundCall | None:
    parts = found.groupdict()
    numbers = expanded(parts.get("numbers") or parts.get("more") or "")
    at_once = bool(parts.get("at_once") or parts.get("too"))
    if act is not RoundAct.CLOSE and not numbers:
        return None
    rest = parts.get("rest") or parts.get("of") or ""
    if act is RoundAct.CLOSE and parts.get("rest") is None and not at_once:
        return None
    return _named(RoundCall(act, numbers=numbers, reason=reason, at_once=at_once), rest)


def expanded(said: str) -> tuple[int, ...]:
    """Numbers as they are listed: "12-15, 20 va 22"; () where a row of them runs backwards or is endless."""
    found: dict[int, None] = {}
    for first, last in re.findall(r"([0-9]{1,6})(?:\s*(?:-|–|den)\s*([0-9]{1,6}))?", said):
        end = int(last or first)
        if not 0 <= end - int(first) <= MOST:
            return ()
        found |= dict.fromkeys(range(int(first), end + 1))
    return tuple(found)


MOST = 2000
"""Households of one row ("12-40")."""


def _named(call: RoundCall, rest: str) -> RoundCall | None:
    """Of which round: kind, month, year, days; None where words are left over."""
    commune = _COMMUNE.search(rest)
    rest = rest[: commune.start()] if commune else rest
    month, rest = _MONTH.search(rest), _MONTH.sub(" ", rest)
    days, rest = _DAY.findall(rest), _DAY.sub(" ", rest)
    year, rest = _YEAR.search(rest), _YEAR.sub(" ", rest)
    kinds = [kind for kind, pattern in _KINDS if pattern.search(rest)]
    for _, pattern in _KINDS:
        rest = pattern.sub(" ", rest)
    if len(kinds) > 1 or set(re.findall(r"\w+", rest)) - _FILL or len(days) not in {0, 2}:
        return None
    kind = kinds[0] if kinds else "monthly" if month else "special" if days else "periodic" if year else ""
    return RoundCall(
        call.act,
        kind,
        int((month[2] if month and month[2] else "") or (year[1] if year else 0)),
        int(month[1]) if month else 0,
        tuple((int(day), int(of), int(in_year or 0)) for day, of, in_year in days),
        call.numbers,
        call.reason,
        call.at_once,
        commune[1] if commune else "",
    )
