"""Why somebody is not in the household any more, as people say it."""

import re

from survey.read.spelling import fold

REASONS = {
    "da_mat": ("đã mất", "mất", "qua đời", "đã qua đời", "chết"),
    "chuyen_di": ("chuyển đi", "chuyển đi nơi khác", "đi nơi khác", "chuyển đi chỗ khác", "chuyển chỗ khác"),
    "ghi_nham": ("ghi nhầm", "ghi sai", "nhầm", "không phải người nhà"),
    "lay_vo_chong": (
        *("lấy chồng", "lấy vợ", "lấy vợ, lấy chồng", "lấy vợ lấy chồng", "cưới vợ", "cưới chồng", "có chồng", "có vợ"),
        *("đi lấy chồng", "đi lấy vợ", "về nhà chồng", "theo chồng", "về nhà vợ", "theo vợ", "gả chồng"),
    ),
    "tach_ho": ("tách hộ", "ra ở riêng", "ở riêng", "tách ra ở riêng", "ra riêng", "tách khẩu", "cắt khẩu"),
    "di_lam_xa": ("đi làm xa", "đi làm ăn xa", "làm ăn xa", "đi làm thuê xa", "đi làm công ty xa"),
}
"""Why a member is taken off the list: stored value -> what may be typed for it, with marks or without; in the order in which they are numbered."""

_AROUND = frozenset(
    ("da", "di", "roi", "thi", "bi", "het", "luon", "a", "nay", "moi", "vua", "em", "nhe", "ong", "ba", "cu", "ho")
)
_WHEN = re.compile(
    r"(?: (?:hoi|tu|vao))?(?: (?:dau|cuoi|giua))?"
    r" (?:hom (?:qua|kia|truoc|no)|bua truoc|(?:tuan|thang|nam) (?:truoc|ngoai|roi|kia|qua)|(?:thang|nam) [0-9]{1,4}(?:[/.-][0-9]{2,4})?"
    r"|(?:may|[0-9]{1,2}) (?:ngay|tuan|thang|nam) (?:truoc|nay|roi)|lau roi|dau nam|cuoi nam|hoi tet|tet)$"
)
"""When it was: of no meaning here."""


def spelled_reason(words: str) -> str:
    """The reason as the table writes it, without "đã" in front, "rồi" or a time behind; "" where it is none. `words`: folded."""
    parts = _WHEN.sub("", words).split()
    while parts:
        found = next((one for typed in REASONS.values() for one in typed if fold(one) == " ".join(parts)), "")
        if found or (parts[0] not in _AROUND and parts[-1] not in _AROUND):
            return found
        parts = parts[1:] if parts[0] in _AROUND else parts[:-1]
    return ""
