"""Letters of the fonts from before Unicode, TCVN3 (.VnTime) and VNI: what a cell holds and what it was meant to say."""

import re
import unicodedata
from collections.abc import Callable

from survey.read.spelling import normalise

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ§¡¢£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĐĂÂÊÔƠƯ",
        strict=True,
    )
)

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300\u0301\u0309\u0303\u0323"
_ROUND, _SHORT, _HORN = "\u0302\u0306\u031b"
_VNI_MARKS = {
    "ø": _GRAVE,
    "ù": _ACUTE,
    "û": _HOOK,
    "õ": _TILDE,
    "ï": _DOT,
    "â": _ROUND,
    "à": _ROUND + _GRAVE,
    "á": _ROUND + _ACUTE,
    "å": _ROUND + _HOOK,
    "ã": _ROUND + _TILDE,
    "ä": _ROUND + _DOT,
    "ê": _SHORT,
    "è": _SHORT + _GRAVE,
    "é": _SHORT + _ACUTE,
    "ú": _SHORT + _HOOK,
    "ü": _SHORT + _TILDE,
    "ë": _SHORT + _DOT,
}
"""What follows a vowel in VNI, as marks."""
_VNI_ALONE = {
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
    "ñ": "đ",
    "ô": "ơ",
    "ö": "ư",
    "Ñ": "Đ",
    "Ô": "Ơ",
    "Ö": "Ư",
    "Ò": "Ị",
}
_VNI_PAIR = re.compile(f"([aeouyAEOUYôöÔÖ])([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])")
_VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
_FOREIGN = re.compile("[µ¸¶·¹¨»¾¼½©®ª«¬\u00ad¡¢£¤¥¦§×ßåæçëîïñûüþøöÆÇËÎÏÑÖØÜÞ]")
_OF_EVERY_LIST = frozenset(
    [
        "hộ",
        "và",
        "tên",
        "họ",
        "chủ",
        "tổ",
        "dân",
        "phố",
        "thôn",
        "nghèo",
        "cận",
        "văn",
        "thị",
        "nữ",
        "số",
        "năm",
        "mã",
        "loại",
        "giới",
        "tính",
        "quan",
        "hệ",
        "phạm",
        "nguyễn",
        "trần",
        "lê",
        "đinh",
        "với",
        "vợ",
        "chồng",
        "ngày",
        "tháng",
    ]
)
_BROKEN = re.compile("Ã[\u0080-\u00bf]|Ä[\u0090\u0091\u0080-\u00bf‘]|á[º»]|Æ[°¡]")


def tcvn3(text: str, *, capitals: bool = False) -> str:
    """Text of a .Vn font; of one whose name ends in H everything is a capital."""
    read = "".join(_TCVN3.get(letter, letter) for letter in text)
    return read.upper() if capitals else read


def vni(text: str) -> str:
    """Text of a VNI- font."""
    paired = _VNI_PAIR.sub(lambda found: _alone(found[1]) + _VNI_MARKS[found[2].lower()], text)
    return unicodedata.normalize("NFC", "".join(map(_alone, paired)))


def _alone(letter: str) -> str:
    return _VNI_ALONE.get(letter, letter)


def utf8_read_as_latin(text: str) -> str:
    """Text that was UTF-8 and read as the Windows letters of the West ("Nguyá»…n"); as it is where it was not."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def by_font(font: str, text: str) -> str:
    """What a cell of this font says."""
    if font.startswith(".Vn"):
        return tcvn3(text, capitals=font.endswith("H"))
    return vni(text) if font.upper().startswith("VNI-") else text


def suspected(texts: list[str]) -> Callable[[str], str] | None:
    """How to read a workbook whose fonts do not tell, from texts of it; None where its letters are right as they are."""
    joined = "\n".join(texts)
    if _BROKEN.search(joined):
        return utf8_read_as_latin
    if len(_FOREIGN.findall(joined)) * 4 < len(texts):
        return None
    best = max((tcvn3, vni), key=lambda read: _likely(read(joined)))
    return best if _likely(best(joined)) > _likely(joined) else None


def _likely(text: str) -> int:
    """The more words that every list has, Vietnamese letters, and the fewer strange ones, the more likely.

    Letters alone do not tell VNI from TCVN3: read as the other one, either gives Vietnamese letters that make no word.
    """
    composed = unicodedata.normalize("NFC", text)
    known = sum(word in _OF_EVERY_LIST for word in re.findall(r"\w+", composed.lower()))
    return 10 * known + len(_VIETNAMESE.findall(composed)) - 5 * len(_FOREIGN.findall(composed))


def marks_lost(texts: list[str]) -> bool:
    """Whether the letters with marks became "?" somewhere on the way: nobody can bring them back."""
    joined = " ".join(texts)
    return len(re.findall(r"\w\?|\?\w", joined)) * 3 > len(texts) > 0


def one_line(text: str) -> str:
    """The text on one line in NFC, without invisible characters and doubled blanks, and without the sign that makes Excel take it for text."""
    return normalise(text.replace("_x000D_", " ")).removeprefix("'").strip()
