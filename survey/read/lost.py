"""Somebody who does not know what to do: "tôi phải làm gì", "không biết làm sao"."""

import re

from survey.read.request import request_core
from survey.read.spelling import fold

_LOST = re.compile(
    r"\b(?:lam gi|lam sao|lam the nao|nhu the nao|bat dau tu dau|cach (?:dung|lam|su dung|xai|go|nhap)|khong (?:biet|hieu|ro)|chua (?:biet|hieu|ro)|ko (?:biet|hieu)|k (?:biet|hieu)"
    r"|huong dan|chi (?:em|toi|minh|giup)|tro giup|giup (?:em|toi|minh|voi)|(?:go|bam|nhan) (?:gi|cai gi|nhu the nao)|lenh(?: gi| nao)?|menu|help)\b"
)
_FILL_WORDS = (
    "a ah alo anh ba bac bay bot cac cach cai can chi chu cho co con day dau de den di do dung duoc em gi gio "
    "giup go hay hien hoi ho khong ko la lam lenh may minh muon nao nay nha nhe nhu nua nhap o oi phai phieu "
    "ra roi sao su soat the thi tiep toi tren tu tui va vay ve viec voi xin y xem dat ung hom theo dang"
)
_FILL = frozenset(_FILL_WORDS.split())


def is_lost(text: str) -> bool:
    """Whether a whole message asks what to do here, and nothing else."""
    said = " ".join(re.findall(r"[a-z0-9]+", fold(request_core(text[:200])))) or text.strip(" !.")
    if set(said) == {"?"}:
        return True
    return bool(_LOST.search(said)) and set(_LOST.sub(" ", said).split()) <= _FILL
