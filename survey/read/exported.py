"""Which file somebody asks for: "xuất danh sách nghèo tổ 6", "cho chị file excel hộ chưa rà soát", "in danh sách thiếu căn cước đầy đủ"."""

import re
from dataclasses import dataclass

from survey.read.overview import group_of
from survey.read.request import request_core
from survey.read.spelling import fold

KINDS = {
    "households": "tất cả hộ",
    "poor": "hộ nghèo",
    "near_poor": "hộ cận nghèo",
    "not_reviewed": "hộ chưa rà soát",
    "no_card": "hộ thiếu căn cước",
    "sheet": "phiếu hộ",
    "data": "toàn bộ dữ liệu",
    "answers": "câu trả lời phiếu",
    "code_book": "bảng mã",
}
"""What a file may hold, and how it is asked for so that nothing is left open."""

FULL = "đầy đủ"
"""Asks for the sensitive columns too."""

_KINDS = (
    ("answers", r"(?:cac )?cau tra loi(?: (?:cua )?phieu(?: so)?)?(?: ([0-9]{1,9}))?"),
    ("sheet", r"phieu(?: cua)?(?: ho)?(?: so)? ([0-9]{1,6})|phieu(?: cua)?(?: mot)? ho"),
    ("data", r"(?:toan bo|tat ca|het|moi)(?: cac)? du lieu|du lieu goc"),
    ("code_book", r"bang ma|code ?book|tu dien du lieu"),
    ("no_card", r"(?:con )?(?:thieu|chua co|khong co|chua ghi|chua nhap) (?:so )?(?:can cuoc|cccd|cmnd|dinh danh)"),
    ("not_reviewed", r"chua (?:duoc )?(?:ra soat|lam|nop|xong|bat dau)(?: xong)?"),
    ("near_poor", r"can ngheo|hcn"),
    ("poor", r"ngheo|hn"),
)
_FULL = re.compile(
    r"\b(?:day du|(?:co|kem|ca|gom|them|voi)(?: ca)?(?: so| cot)? (?:can cuoc|cccd|dan toc|nhay cam|thong tin nhay cam))\b"
)
_FORMATS = {
    "csv": re.compile(r"\bcsv\b"),
    "odk": re.compile(r"\b(?:odk|xml)\b"),
    "xlsx": re.compile(r"\b(?:excel|exel|xlsx|bang tinh)\b"),
}
_EVERY = re.compile(r"\b(?:(?:tat ca|toan bo|het|moi|ca|cac) )?(?:cac )?ho(?: dan| gia dinh)?(?: trong so)?\b")
_ASKS = re.compile(r"\b(?:xuat|tai ve|tai xuong|tai|in ra|in|trich|file|tep|ds|danh sach|liet ke|nhung|du lieu)\b")
_FILE = re.compile(
    r"\b(?:in phieu|in danh sach|xuat|tai ve|tai xuong|in ra|trich|file|tep|excel|exel|xlsx|csv|bang tinh)\b"
)
_LIST = re.compile(r"\b(?:danh sach|ds|liet ke|nhung ho|ho nao|cac ho)\b")
_FILL = frozenset(
    [
        "a",
        "anh",
        "ba",
        "bac",
        "cac",
        "cai",
        "can",
        "chi",
        "cho",
        "co",
        "con",
        "cua",
        "da",
        "dang",
        "dau",
        "di",
        "duoc",
        "em",
        "gi",
        "gui",
        "giup",
        "giay",
        "gom",
        "hay",
        "hien",
        "ho",
        "ket",
        "lam",
        "luc",
        "minh",
        "moi",
        "nam",
        "nao",
        "nay",
        "nhe",
        "nhung",
        "o",
        "ra",
        "roi",
        "so",
        "sao",
        "ten",
        "the",
        "theo",
        "toi",
        "trong",
        "tui",
        "u",
        "va",
        "ve",
        "voi",
        "xa",
        "xem",
        "xin",
        "muon",
        "lay",
        "nghe",
        "nhu",
        "ngay",
        "thanh",
        "bang",
        "dung",
        "dinh",
        "dang",
        "nguoi",
        "thanh",
        "vien",
        "ai",
    ]
)


@dataclass(frozen=True, slots=True)
class ExportCall:
    """What was asked for. `kind` "" = that was left open; `group`: "tổ 6", "" = all; `format`: "xlsx" | "csv" | "odk", "" = not told; `number`: of the household, or of the form."""

    kind: str = ""
    group: str = ""
    format: str = ""
    sensitive: bool = False
    number: int = 0

    @property
    def words(self) -> str:
        """In words that are read as the same again."""
        number = str(self.number or "")
        parts = (KINDS.get(self.kind, ""), number, self.group, self.format, FULL if self.sensitive else "")
        return " ".join(part for part in parts if part)


def read_export(text: str, *, asked: bool = False) -> ExportCall | None:
    """None where more, or something else, is said. `asked`: it stands behind the command, so that no word need say that a file is wanted."""
    said = " ".join(re.findall(r"[a-z0-9]+", fold(request_core(text[:200]))))
    wants_file, wants_list = bool(_FILE.search(said)), bool(_LIST.search(said))
    group, rest = group_of(said)
    kinds: list[str] = []
    number = 0
    for kind, words in _KINDS:
        if found := re.search(rf"\b(?:{words})\b", rest):
            kinds.append(kind)
            number = int(found[1]) if found.re.groups and found[1] else number
            rest = rest[: found.start()] + rest[found.end() :]
    full, rest = bool(_FULL.search(rest)), _FULL.sub(" ", rest)
    formats = [one for one, pattern in _FORMATS.items() if pattern.search(rest)]
    for pattern in _FORMATS.values():
        rest = pattern.sub(" ", rest)
    rest = _ASKS.sub(" ", rest)
    if not kinds and (_EVERY.search(rest)):
        kinds.append("households")
    rest = _EVERY.sub(" ", rest)
    if group is None or len(formats) > 1 or not set(rest.split()) <= _FILL:
        return None
    if not asked and not wants_file and not (wants_list and kinds):
        return None
    return ExportCall(kinds[0] if len(kinds) == 1 else "", group, formats[0] if formats else "", full, number)
