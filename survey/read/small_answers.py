"""Answers to the small questions that the bot asks itself: whether words were meant, whether an answer is to be taken away."""

from survey.read.outcome import Value
from survey.read.spelling import Phrases, words
from survey.read.yesno import read_yesno

_ALSO_YES = Phrases(
    (phrase.split(), True)
    for phrase in (
        *("đúng", "đúng rồi", "vâng", "dạ", "dạ đúng", "ừ", "ừa", "uh", "ừm", "phải đó", "chuẩn", "có em", "có ạ"),
    )
)
_CLEAR = ("xoá", "xoá đi", "bỏ", "bỏ đi", "đồng ý", "đúng", "1")
_KEEP = ("giữ", "giữ nguyên", "giữ lại", "không xoá", "đừng xoá", "đừng", "dừng", "thôi", "để đó", "2")
_CLEARING = Phrases(
    (phrase.split(), clear) for clear, phrases in ((True, _CLEAR), (False, _KEEP)) for phrase in phrases
)


def says_it_was_meant(text: str) -> bool:
    """Whether this is a yes to "Ý anh/chị là …?", where nothing else has been asked: less is enough, and marks may be left out."""
    said = read_yesno(text)
    return said.value if isinstance(said, Value) else bool(_ALSO_YES.find(words(text)))


_ACKNOWLEDGED = Phrases(
    (phrase.split(), True)
    for phrase in (
        *(
            "ok",
            "oke",
            "okie",
            "vâng",
            "vâng ạ",
            "dạ",
            "dạ vâng",
            "dạ rõ",
            "rõ",
            "đã rõ",
            "rõ rồi",
            "biết rồi",
            "em biết rồi",
        ),
        *(
            "tôi biết rồi",
            "chị biết rồi",
            "anh biết rồi",
            "nhớ rồi",
            "được",
            "được rồi",
            "cảm ơn",
            "cảm ơn em",
            "xem rồi",
        ),
        *("đã xem", "ok em", "ok cảm ơn", "bỏ qua", "để sau", "để mai", "lát nữa", "tí nữa", "ừ", "ừm"),
    )
)


def acknowledges(text: str) -> bool:
    """Whether this is what people answer to a reminder: it was read, or it will have to wait."""
    return bool(_ACKNOWLEDGED.find(words(text)))


def read_clearing(text: str) -> bool | None:
    """Whether an answer is to be taken away; None where that is not clear: "dung" is "đúng" or "đừng"."""
    meant = {clear for _, clear in _CLEARING.find(words(text))}
    if len(meant) == 1:
        return meant.pop()
    said = read_yesno(text)
    return said.value if isinstance(said, Value) else None
