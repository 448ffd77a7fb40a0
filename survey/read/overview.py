"""What somebody who looks after the whole commune asks for: how far it is, one group of it, who is slowest."""

import re

from survey.read.request import request_core
from survey.read.spelling import fold

SLOWEST, FASTEST = "chậm nhất", "nhanh nhất"

_NUMBERS_WORDS = "mot hai ba bon nam sau bay tam chin muoi"
_NUMBERS = _NUMBERS_WORDS.split()
_GROUP = re.compile(rf"\b(?:to dan pho|to|tdp|thon|khu)\s*(?:so\s*)?0?([1-9][0-9]?|tu|{'|'.join(_NUMBERS)})\b")
_ABOUT = re.compile(
    r"\b(?:tong ?hop|tong ket|tinh hinh|tinh trang|tien do|so lieu|con so|bao cao|ket qua|ty le|ti le|chi tieu|bao nhieu|may ho|den dau|toi dau"
    r"|(?:lam )?sao roi|the nao(?: roi)?|ra sao|on khong|xong chua|toan xa|ca xa|ra soat|giam ngheo|giam duoc|giam|hom nay)\b"
)
_FILL_WORDS = (
    "a ah alo anh ba bac biet bot cac cai cap chi chieu cho chu chua co con cua cung dang dao day de den di do "
    "duoc em gi giup gio ha hay hien hoi ho hom hop ket khong la lai lam len luc may minh moi nao nay nghe "
    "ngay nghi ngheo can nhe nhi nhu nhanh nua o oi phan qua ra roi sao so soat sang tai that thay the theo "
    "thi thu to toi toan trong tui tuan tung u va vay ve viec voi xa xem xin xong nguoi y uy ban nhieu bao "
    "chung cu tong hoach tieu ke"
)
_FILL = frozenset(_FILL_WORDS.split())
_WHO = re.compile(r"\b(?:ai|(?:to|thon|nguoi|khu|cho|dia ban|noi|ra soat vien|can bo)(?: dan pho)? (?:nao|may))\b")
_SLOW = re.compile(
    r"\b(?:cham|tre|kem|it|thap|yeu|lau|sau cung|cuoi)\b.*\b(?:nhat|qua|hon)\b|\b(?:lam|lam con|dang|bi) (?:cham|tre|kem)\b|(?:nao|may|ai) (?:cham|tre|kem)\b|\b(?:chua (?:lam|xong|nop|bat dau)|con cham)\b"
)
_TASKS = re.compile(r"\b(?:viec|nhiem vu|cong viec|bao cao|han|deadline)\b")
_OWED = re.compile(r"\b(?:chua (?:xong|lam|nop|bao cao|hoan thanh)|tre|qua|cham|no|sap (?:den|toi|het)|con)\b")
_FAST = re.compile(r"\b(?:nhanh|tot|nhieu|gioi|cao|som)\b.*\bnhat\b|\b(?:xong roi|da xong)\b")
_FILES = re.compile(r"\b(?:excel|exel|file|pdf|word|in ra|xuat|bieu|tep|bang tinh)\b")
_LISTS = re.compile(r"\b(?:danh sach|ds|ten|nhung ho|(?:cac )?ho nao|ho (?:so )?[0-9]+)\b")


def read_overview(text: str) -> str | None:
    """The group that is asked for ("tổ 6"), "" for the whole commune, `SLOWEST` or `FASTEST`; None where more, or something else, is said."""
    said = _plain(text)
    if asks_who_owes(text):
        return None
    if _WHO.search(said):
        return SLOWEST if _SLOW.search(said) else FASTEST if _FAST.search(said) else None
    groups = _GROUP.findall(said)
    rest = _GROUP.sub(" ", said)
    about = bool(_ABOUT.search(rest))
    if len(groups) > 1 or not set(_ABOUT.sub(" ", rest).split()) <= _FILL or not (groups or about):
        return None
    return f"tổ {_number(groups[0])}" if groups else ""


def group_of(said: str) -> tuple[str | None, str]:
    """The one group ("tổ 6", "" = none) that plain small letters name, and the rest of them; None where they name several."""
    groups = {_number(one) for one in _GROUP.findall(said)}
    return (None if len(groups) > 1 else f"tổ {groups.pop()}" if groups else ""), _GROUP.sub(" ", said)


def asks_who_owes(text: str) -> bool:
    """Whose tasks are open or late ("ai chưa xong việc", "việc nào trễ hạn"), not whose households."""
    said = _plain(text)
    which = _WHO.search(said) or re.search(r"\b(?:viec|nhiem vu|bao cao) (?:nao|gi)\b", said)
    return bool(which and _TASKS.search(said) and _OWED.search(said)) and not re.search(r"\b(?:to|ho|thon)\b", said)


def asks_beyond(text: str) -> str:
    """What nobody can look up here yet: "file" (a workbook, a print), "list" (households by name); "" where neither is asked for."""
    said = _plain(text)
    return "file" if _FILES.search(said) else "list" if _LISTS.search(said) else ""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9%]+", fold(request_core(text[:200]))))


def _number(said: str) -> str:
    said = "bon" if said == "tu" else said
    return str(_NUMBERS.index(said) + 1) if said in _NUMBERS else said
