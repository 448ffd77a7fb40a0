"""Somebody asks for what is theirs to do: "còn mấy hộ nữa", "hôm nay có việc gì không em"."""

import re

from survey.read.request import request_core
from survey.read.spelling import fold

HOUSEHOLDS, TASKS = "ho", "viec"
_THINGS = {HOUSEHOLDS: r"\b(?:ho|nha)\b", TASKS: r"\b(?:viec|cong viec|nhiem vu|han|thoi han|ke hoach)\b"}
_ASKED = re.compile(
    r"\b(?:bao nhieu|may|nao|gi|chua|con|danh sach|ds|tiep|ke tiep|xem|cua (?:toi|em|minh|anh|chi)|duoc giao|can lam|sap)\b"
)
_FILL_WORDS = (
    "a anh ba bac bao bay bot cai can chi cho chu chua co con cong cua danh dang day de den di do doi duoc em gap gi gia giao gio giup ha "
    "hay het hien ho hom hoi khac khong ko la lai lam luc may minh moi nao nay nghi ngay nhe nhi nhieu nua oi phai phu qua ra roi sach sao "
    "sap sau soat so tat ca them theo thi tiep toi tong trach trong tuan tui vay ve voi vu xem xin xong y ke ds nhung cac"
)
_FILL = frozenset(_FILL_WORDS.split())


def asks_for_own(text: str, thing: str) -> bool:
    """Whether a whole message asks for one's households, or one's tasks, and for nothing else."""
    said = " ".join(re.findall(r"[a-z0-9]+", fold(request_core(text[:200]))))
    rest, found = re.subn(_THINGS[thing], " ", said)
    return bool(found and _ASKED.search(said)) and set(rest.split()) <= _FILL
