"""What a household says to the notice, as the collaborator passes it on: a clear yes, a clear no, or neither."""

import re

from survey.read.outcome import Refused, Value
from survey.read.spelling import fold, normalise
from survey.read.statement import sized
from survey.read.yesno import read_yesno

_WHO = r"(?:(?:ca |chu )?(?:ho|nha|gia dinh)(?: (?:ho|nha|ay|nay|minh|ba con))?|(?:ong|ba|anh|chi|co|chu|bac)(?: (?:ay|ta))?|ba con|nguoi ta|vo chong)"
_AGREES = r"(?:dong y|bang long|nhat tri|dong tinh)"
_TAIL = r"(?: (?:roi|het|luon|cho (?:hoi|lam|ra soat)|a|nhe|nha|em|anh|chi|do|day))*"
_FRONT = r"(?:(?:ok|oke|okay|da|vang|u|uh|duoc|co|roi|thi|deu|noi|bao|rang|la) )*"
_YES = re.compile(rf"{_FRONT}(?:{_WHO} )?{_FRONT}(?:deu )?{_AGREES}{_TAIL}")
_NOT = r"(?:khong|ko|k|kh|hong|khg|chang|nhat dinh khong|nhat quyet khong)"
_NO = re.compile(
    rf"(?:da )?(?:{_WHO} )?(?:noi |bao |thi |deu )?{_NOT} (?:co )?(?:chiu|cho|{_AGREES}|muon|thich|hop tac)"
    rf"(?: (?:hoi|lam|ra soat|tra loi|hop tac|cung cap|cung cap thong tin|khai|noi))*{_TAIL}"
)
_READ = re.compile(
    r"(?:da )?(?:em |toi |minh )?(?:da )?doc(?: (?:thong bao|xong|roi|cho (?:ho|nha|gia dinh)(?: (?:nghe|roi))*))*"
)


def read_consent(text: str) -> bool | None:
    """True and False only where nothing else can be meant: a question, a doubt, "chưa", "nhưng" and whatever is not understood in full are neither."""
    short = sized(text)
    if isinstance(short, Refused) or re.search("[?~]", text):
        return None
    core = " ".join(re.sub(r"[.,!;]", " ", fold(normalise(text))).split())
    if _NO.fullmatch(core):
        return False
    if _YES.fullmatch(core):
        return True
    said = read_yesno(text)
    return said.value if isinstance(said, Value) else None


def says_read(text: str) -> bool:
    """Whether the notice is said to have been read out: "đã đọc", "em đọc cho hộ nghe rồi"."""
    return bool(_READ.fullmatch(" ".join(fold(text).strip(" .!").split())))
