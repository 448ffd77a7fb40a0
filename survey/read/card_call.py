"""What is said of the household whose card was shown: "tiếp", "ai đã xem", "căn cước: cần làm thẻ BHYT"; also with its number: "hộ 12 sức khoẻ: …"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from survey.read.request import household_first, request_core
from survey.read.spelling import fold


class CardAct(StrEnum):
    """What is wanted."""

    MORE = "more"
    LOOKS = "looks"
    IDENTITY = "identity"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class CardCall:
    """Of which household (0 = the one that was shown), and why."""

    act: CardAct
    number: int = 0
    reason: str = ""


_OF = r"(?:(?: cua)? (?:ho|nha)(?: so)? (?P<number>[0-9]{1,6})| (?:ho|nha) nay)?"
_PATTERNS = {
    CardAct.MORE: re.compile(r"(?:(?:xem )?tiep(?: theo)?|trang (?:sau|tiep)|con nua khong|xem them)(?: a)?"),
    CardAct.LOOKS: re.compile(
        rf"(?:nhung )?ai (?:da |tung |co )?xem(?: the)?{_OF}(?: roi| chua)?|(?:lich su|nhat ky) xem(?: the)?{_OF.replace('number', 'other')}"
    ),
    CardAct.IDENTITY: re.compile(rf"(?:cho )?(?:xem |hien )?(?:so )?(?:can cuoc(?: cong dan)?|cccd|cmnd){_OF}"),
    CardAct.PRIVATE: re.compile(
        rf"(?:cho )?(?:xem |hien )?(?:thong tin |cau tra loi )?(?:suc khoe|khuyet tat|dan toc|rieng tu|rieng){_OF}"
    ),
}
_REASON = re.compile(r"(.*?)\s*(?::|,|\s(?:vì|vi|để|de|do|lý do|lí do|ly do)\s)\s*(.+)", re.IGNORECASE | re.DOTALL)


def read_card_call(text: str) -> CardCall | None:
    """None where something else is said."""
    core = " ".join(request_core(text[:400]).split()).strip(" .!?")
    number, typed = household_first(core)
    parted = _REASON.fullmatch(typed)
    said, reason = (parted[1], parted[2].strip(" .")) if parted else (typed, "")
    for act, pattern in _PATTERNS.items():
        found = pattern.fullmatch(fold(said).strip(" .!?"))
        if found is not None and (not reason or act in {CardAct.IDENTITY, CardAct.PRIVATE}):
            named = next((one for one in found.groupdict().values() if one), "0")
            return CardCall(act, number or int(named), reason)
    return None
