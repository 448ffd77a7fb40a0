"""What is said of all members at once: "không ai hết", "cả nhà", "đều có", "cả 5 người chưa có"."""

import re
from enum import Enum

from survey.read.spelling import fold, normalise


class Said(Enum):
    """What a phrase says of all members."""

    NOBODY = "nobody"
    ALL = "all"
    """All of them, without a word about what."""

    ALL_SO = "all have"
    """Each has it, or is so: which of the two answers that is follows from the question."""

    ALL_LACK = "all lack"
    """Each is without it."""

    NONE_OR_ALL = "none or all"
    """"tất cả không có": nobody, or all are without it."""

    UNKNOWN = "unknown"


_NOT = r"(?:khong|ko|k|kh|hong|hok|khum|chang|cha|deo|chua)"
_ALL = (
    r"(?:tat ca(?: (?:moi nguoi|ca nha|deu|\d+ nguoi|nguoi))?|tat tan tat|ca nha|ca ho|ca gia dinh|toan bo|moi nguoi|het thay|ai cung|nguoi nao cung"
    r"|dua nao cung|deu|ca \d+(?: nguoi)?|ca (?:hai|ba|bon|nam|sau|bay|tam|chin|muoi)(?: nguoi)?|hai nguoi deu)(?: deu)?"
)
_ANYBODY = r"(?:ai|nguoi nao|nguoi ai|dua nao|mot ai|thanh vien nao)"
_END = r"(?: (?:ca|het|dau|luon|tron|sach|a|thoi|roi|nua|gi|bi|bi gi|trong nha|trong ho|nha nay))*"

_NOBODY = re.compile(rf"(?:nha nay |ho nay |o day )?{_NOT}(?: co| bi| phai)? ?{_ANYBODY}{_END}")
# With their marks only: "dau co" may be "đau có".
_SPOKEN_NOBODY = re.compile(
    r"(?:đâu có|làm gì có|có đâu|(?:không|ko|hông|hổng|chẳng) còn)(?: ai| người nào)?(?: đâu| hết| cả)*|(?:có )?ai đâu"
)
_NOT_ONE = re.compile(rf"{_NOT}(?: co| bi| phai| gi| co gi)?{_END}|0|zero")
_NOT_YET = re.compile(rf"chua(?: co)?(?: ai)?{_END}")
_NOBODY_HAS = re.compile(
    rf"(?:nha nay |ho nay |o day )?(?:khong|ko|k|chua|chang)(?: co)? ?{_ANYBODY} (?:co|duoc|nhan)(?: tro cap| gi)?{_END}"
)
_ALL_NOT = re.compile(rf"{_ALL} {_NOT}(?: phai| ai)?{_END}")
_ALL_NOT_HAVE = re.compile(rf"{_ALL} {_NOT} (?:co|duoc|nhan){_END}")
_ALL_NOT_YET = re.compile(rf"{_ALL} chua(?: co)?{_END}")
_ALL_HAVE = re.compile(
    rf"{_ALL} (?:co|du|roi|bi|duoc|phai|vay){_END}|co (?:het|ca|du|tat ca){_END}|du (?:ca|het){_END}"
)
_ALL_ONLY = re.compile(rf"{_ALL}{_END}|het(?: ca| roi| tron)?")
_DOUBT = re.compile(rf"(?:{_ALL} )?(?:khong|ko|k|chua) (?:ro|biet)(?: (?:ai|ca nha|tat ca|het))?{_END}")
_NUMBERS = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_COUNTED = re.compile(r"\bca (\d+|hai|ba|bon|nam|sau|bay|tam|chin|muoi)(?= nguoi| deu|$| )")


_BEFORE = re.compile(r"(?:(?:da|vang|thua|em oi),? )+")
_AFTER = re.compile(r"(?: (?:em|a|nhe|oi|e))+$")


def about_all(text: str, count: int) -> Said | None:
    """What the text says of all `count` members; None where it says nothing of all, or counts another number of them."""
    if _SPOKEN_NOBODY.fullmatch(normalise(text).lower().rstrip(".!")):
        return Said.NOBODY
    said = re.sub(r"\s+", " ", re.sub(r"[.,!;]+", " ", fold(text))).strip()
    said = _AFTER.sub("", said[begun.end() :] if (begun := _BEFORE.match(said)) else said)
    counted = _COUNTED.search(said)
    if counted and (int(counted.group(1)) if counted.group(1).isdecimal() else _NUMBERS[counted.group(1)]) != count:
        return None
    for pattern, meaning in _MEANINGS:
        if pattern.fullmatch(said):
            return meaning
    return None


_EACH = r"(?: (?:cai|thu|y|muc|nguoi|chau|dua|be|con|anh em|chi em|vo chong|ong ba)(?: nay| kia)?\b)?"
_COUNT = r"(?:\d+|hai|ba|bon|sau|bay|tam|chin|muoi)"
"""Without "năm": "cả năm làm rẫy" is all the year."""
_SO = r"(?: (?:cung deu la|cung deu|cung la|deu la|cung|deu|la|thi)\b)?"
_PEOPLE = rf"(?P<count>{_COUNT}) (?:nguoi|chau|dua|be|con|anh em|chi em|ong ba)(?: nay| kia)?"
_GROUP = rf"(?:tat ca|toan bo|moi|ca nha|ca ho|ca gia dinh|ai cung|may|ca (?P<of>{_COUNT}))\b{_EACH}{_SO}"
_SAME_BEFORE = re.compile(rf"(?:{_GROUP}|{_PEOPLE}{_SO}|deu\b{_SO})\s*[:=]?\s*(?P<rest>\S.*)")
_SAME_AFTER = re.compile(rf"(?P<rest>\S.*?)\s+(?:(?:het )?{_GROUP}|het|ca|het ca|tat|deu)")


def same_for_all(text: str, count: int) -> str | None:
    """The one answer that is given for all `count` ("cả ba bình thường", "Hrê hết"), as it was typed; None where it is not said so, or of another number."""
    raw = normalise(text).rstrip(" .!")
    begin, end = _BEFORE.match(fold(raw)), _AFTER.search(fold(raw))
    raw = raw[begin.end() if begin else 0 : end.start() if end else None]
    for pattern in (_SAME_BEFORE, _SAME_AFTER):
        found = pattern.fullmatch(fold(raw))
        if found is not None:
            said = found.group("of") or found.groupdict().get("count") or ""
            counted = int(said) if said.isdecimal() else _NUMBERS.get(said, count)
            return raw[found.start("rest") : found.end("rest")] if counted == count else None
    return None


_MEANINGS = (
    (_DOUBT, Said.UNKNOWN),
    (_NOBODY_HAS, Said.ALL_LACK),
    (_NOT_YET, Said.NONE_OR_ALL),
    (_NOBODY, Said.NOBODY),
    (_ALL_NOT_YET, Said.ALL_LACK),
    (_ALL_NOT_HAVE, Said.NONE_OR_ALL),
    (_ALL_NOT, Said.NOBODY),
    (_NOT_ONE, Said.NOBODY),
    (_ALL_HAVE, Said.ALL_SO),
    (_ALL_ONLY, Said.ALL),
)
