"""Nobody was at home, told in a sentence: "hộ đi rẫy hết rồi, mai quay lại" is an absence, and a day to come back on."""

import re
from dataclasses import dataclass
from datetime import date

from survey.read.appointment import read_appointment
from survey.read.outcome import Refused, Value
from survey.read.spelling import fold, normalise


@dataclass(frozen=True, slots=True)
class Absence:
    """`day`: when the collaborator comes back, None where that was not said. `refused`: why the day that was said cannot be taken."""

    day: date | None
    refused: Refused | None = None


_NO_DAY = frozenset({"appointment.unclear", "text.empty", "text.long"})
_AWAY = re.compile(
    r"\b(?:vang nha|di vang|vang het|di (?:lam|ray|nuong|cho|hoc|xa|rung|lam xa|lam ray|lam thue|vien|choi|dam|an cuoi)|"
    r"(?:khong|ko|k|chua|chang) (?:co )?(?:gap|ai o nha|ai o do|o nha|co nha|co ai)|"
    r"(?:khong|ko|k|chang) co (?:nguoi|nha)|dong cua|khoa cua|nha (?:khoa|dong)|len ray|ra ray|tren ray|ngoai ruong)\b"
)
_COMING = re.compile(
    r"\s*\b(?:em |tôi |toi |mình |minh )?(?:sẽ |se |mới |moi )?"
    r"(?:quay|trở|tro|đến|den|ghé|ghe|qua|lại|lai|về|ve|gặp|gap)\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"^(?:em|tôi|toi|mình|minh|để|de|sẽ|se)\s+", re.IGNORECASE)
_CLAUSES = re.compile(r"[,.;]| nên | nen | hẹn (?:lại )?| hen (?:lai )?| thì | thi ")
_OTHERWISE = re.compile(
    r"\b(?:chuyen|bo xu|ban nha|don di|dong y|bang long|nhat tri|nhung|gap duoc|gap roi|het vang|khong (?:di|vang)|"
    r"chong|vo|con trai|con gai|chau)\b|^con "
)
"""The household left for good, somebody was met after all, or only one of its people is away."""


def read_absence(text: str, today: date) -> Absence | None:
    """None where it is something else; a household that has left for good is no absence."""
    folded = fold(normalise(text))
    if len(folded) > 160 or not _AWAY.search(folded) or _OTHERWISE.search(folded):
        return None
    clauses = [part.strip() for part in _CLAUSES.split(normalise(text)) if part.strip()]
    for clause in clauses[1:] if len(clauses) > 1 else _ends(clauses[0] if clauses else ""):
        found = read_appointment(core, today) if (core := _core(clause)) else None
        if isinstance(found, Value):
            return Absence(found.value)
        if found is not None and found.code not in _NO_DAY:
            return Absence(None, found)
    return Absence(None)


def _core(clause: str) -> str:
    """The day in "chiều mai em quay lại": what stands before the coming back."""
    return _COMING.split(_SPEAKER.sub("", clause.strip()))[0].strip()


def _ends(clause: str) -> list[str]:
    """The last words of one clause without a comma: "đi rẫy hết mai quay lại"."""
    words = clause.split()
    return [" ".join(words[at:]) for at in range(1, len(words))]
