"""Words that give no answer: "không có", "chưa rõ", "để sau", "không chụp được"."""

import re
from enum import Enum

from survey.read.spelling import fold, normalise


class Open(Enum):
    """Why a person leaves a question without an answer."""

    NONE = "none"
    """There is nothing to be recorded."""

    UNKNOWN = "unknown"
    LATER = "later"
    CANNOT = "cannot"
    """What is asked for cannot be had here: no paper at hand, no camera."""


SAID: dict[Open, tuple[str, ...]] = {
    Open.NONE: ("không có", "không"),
    Open.UNKNOWN: ("không rõ",),
    Open.LATER: (),
    Open.CANNOT: (),
}
"""How a question's own choice for it is commonly called."""

UNKNOWN = SAID[Open.UNKNOWN][0]

_NOT = r"(?:khong|ko|k|kh|hong|hok|khum|chang|chua)"
_BEFORE = r"(?:(?:da|vang|thua|thi|hien|gio|bay gio|nha nay|ho nay|nha|ho|gia dinh|o day|em|chi|anh|ong ay|ba ay|nguoi nay),? )*"
_AFTER = r"(?: (?:a|nhe|nha|nghe|em|em oi|nua|luon|dau|het|ca|thoi|roi|lam|gi|ne|do|them|khac|duoc))*"
_LATER_WORDS = (
    r"(?:thoi(?: khoi| bo qua)?|khoi(?: can)?(?: ghi)?|bo di|cho qua|(?:qua|sang) cau (?:khac|sau)|(?:de|bo) trong"
    r"|(?:(?:de )?(?:anh |chi |em |toi |minh )?(?:ve |con )?(?:de|tinh|hoi|xem|ghi|lam|gui|chup|bo sung|cap nhat|tra loi|coi|kiem tra|tim)"
    r"(?: lai| them)? (?:roi (?:noi|bao|ghi|tra loi|nhan) )?)?(?:sau|lan sau|hom khac|bua khac|luc khac|bua sau|lat nua|chut nua)(?: di)?)"
)
_NONE = re.compile(rf"{_BEFORE}{_NOT}(?: (?:co|con|can|ghi|them|ghi chu|nhu cau|co nhu cau))?{_AFTER}")
_UNKNOWN = re.compile(rf"{_BEFORE}(?:{_NOT} (?:co )?(?:ro|biet|nho|chac)|quen(?: mat)?){_AFTER}")
_LATER = re.compile(rf"{_BEFORE}{_LATER_WORDS}{_AFTER}")
_CANNOT = re.compile(
    rf"{_BEFORE}{_NOT} (?:the )?(?:co|ro|biet|nho|chup|gui|lay|xem|thay|do|can|tinh|lam|cap|duoc|kip|mang|tim|hoi|nhan|dung|xai|muon|cho|bat|mo|dinh vi|ghi)"
    rf"(?P<tail>(?: [a-z]+){{0,6}}?)(?:,? {_LATER_WORDS})?"
)
_NUMERAL = re.compile(
    r"\b(?:mot|hai|ba|bon|tu|lam|sau|bay|tam|chin|muoi|chuc|tram|nghin|ngan|trieu|phay|ruoi|den|toi|qua|hon)\b"
)


def read_open(text: str, *, exact: bool = False) -> Open | None:
    """Why the whole text leaves a question open; None where it may be an answer.

    `exact`: the question takes free words, so that only phrases which say nothing else are such.
    """
    said = " ".join(re.sub(r"[.!?;]+", " ", fold(normalise(text[:200]))).split()).replace(" ,", ",").strip(", ")
    for pattern, meaning in ((_UNKNOWN, Open.UNKNOWN), (_NONE, Open.NONE), (_LATER, Open.LATER)):
        if pattern.fullmatch(said):
            return meaning
    cannot = None if exact else _CANNOT.fullmatch(said)
    return Open.CANNOT if cannot and not _NUMERAL.search(cannot["tail"]) else None
