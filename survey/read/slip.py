"""What people say who see after handing in that something is wrong: "diện tích sai rồi, sửa lại"."""

import re

from survey.read.spelling import fold

_WRONG = re.compile(
    r"\b(?:sai(?: roi| mat| het| o| dien| so| ten)?|nham|lon (?:roi|ho)|sua(?: lai| ho| phieu| duoc| gium| giup| cho)|(?:can|muon|xin|phai) (?:sua|mo lai)|mo lai"
    r"|chinh (?:lai|sua)|ghi (?:thieu|lon)|con thieu|quen (?:ghi|hoi|mat)|lam lai|nop (?:lon|som|voi)|rut lai|chua dung|khong dung)\b"
)
_NUMBER = re.compile(r"\b(?:ho|phieu|nha)\s*(?:so\s*)?([0-9]{1,6})\b|\b(?:sua lai|mo lai|nham)\s+([0-9]{1,6})$")
_NO_WORD = re.compile(r"[^a-z0-9]+")


def read_slip(text: str) -> str | None:
    """The number of the household that is to be corrected, "" where none is said; None where nothing is said to be wrong."""
    said = _NO_WORD.sub(" ", fold(text[:200])).strip()
    if not (_WRONG.search(said) or said in {"sua", "sai", "nham"}):
        return None
    found = _NUMBER.search(said)
    return (found[1] or found[2]) if found else ""
