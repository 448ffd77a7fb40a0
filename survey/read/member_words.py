"""The words of a roster line that are no name: relations, sexes, titles, what leads in a figure, and what people add."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from survey.read.kinship import NOTHING, TITLES, Kinship, kinship_at
from survey.read.spelling import Phrases, spell


class Say(StrEnum):
    """What a phrase is there for."""

    KINSHIP = "kinship"
    TITLE = "title"
    BORN = "born"
    """Leads in a year ("sinh năm")."""
    NAMED = "named"
    """Leads in a name ("họ tên")."""
    FILLER = "filler"
    """Says nothing of its own ("là", "giới tính")."""
    AND = "and"
    COUPLE = "couple"
    """Several people at once ("vợ chồng")."""
    REMARK = "remark"
    """Something else about a person or the visit ("đi học", "không có ai"): no name, and nothing of it is recorded."""
    UNSURE = "unsure"
    """A word of two meanings, as it was typed."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What so many words at a place say."""

    say: Say
    length: int
    kinship: Kinship = NOTHING
    bare: bool = False
    """One word, typed without its marks: it may as well be a name ("thi", "ho", "va")."""


_SAYS: dict[Say, tuple[str, ...]] = {
    Say.TITLE: TITLES,
    Say.BORN: (
        *("sinh", "sinh năm", "năm sinh", "năm", "sn", "ns", "sinh ngày", "ngày sinh", "ngày", "ngày tháng năm sinh"),
        *("sinh vào năm", "sinh vào", "sinh ra năm"),
    ),
    Say.NAMED: (
        "tên",
        "họ tên",
        "họ và tên",
        "tên là",
        "tên gọi",
        "đổi tên",
        "đổi tên thành",
        "sửa tên",
        "sửa tên thành",
    ),
    Say.FILLER: (
        *(
            "là",
            "giới tính",
            "giới",
            "quan hệ",
            "quan hệ với chủ hộ",
            "quan hệ chủ hộ",
            "cccd",
            "căn cước",
            "số cccd",
            "cc",
        ),
        *("căn cước công dân", "số căn cước", "ạ", "nhé", "nha", "dạ", "thêm", "thêm người", "cmnd", "cmt", "số"),
        *("đt", "sđt", "điện thoại", "số điện thoại", "zalo", "di động", "số đt"),
    ),
    Say.AND: ("và", "với", "cùng", "cùng với"),
    Say.COUPLE: (
        "vợ chồng",
        "hai vợ chồng",
        "hai người",
        "hai con",
        "ba con",
        "bốn con",
        "hai đứa",
        "hai mẹ con",
        "hai cha con",
        *("mẹ con", "cha con", "bố con", "ông bà", "bố mẹ", "cha mẹ", "anh em", "chị em", "vợ con"),
    ),
    Say.REMARK: (
        *("đi học", "đi làm", "đi làm xa", "làm xa", "đi rẫy", "làm rẫy", "làm nông", "làm thuê", "làm ruộng", "ở nhà"),
        *(
            "học sinh",
            "sinh viên",
            "công nhân",
            "nội trợ",
            "hưu trí",
            "đi vắng",
            "đã mất",
            "mới mất",
            "mất rồi",
            "chết",
        ),
        *("mới sinh", "sơ sinh", "mới đẻ", "khuyết tật", "tàn tật", "đơn thân", "độc thân", "chưa vợ", "chưa chồng"),
        *("có vợ", "có chồng", "đã có vợ", "đã có chồng", "lấy vợ", "lấy chồng", "bỏ vợ", "bỏ chồng", "ly hôn", "goá"),
        *("không có ai", "không có", "không ai", "không", "hỏi lại sau", "hỏi lại", "để sau", "chưa rõ", "không rõ"),
        *("không biết", "chưa biết", "không nhớ", "chưa hỏi", "hết rồi", "hết", "người", "khẩu", "nhân khẩu", "cả nhà"),
        *("hộ", "nhà", "gia đình", "tổ", "thôn", "xóm", "làng", "xã", "số nhà", "hôm nay", "ngày mai", "mai làm tiếp"),
        *("dân tộc", "dt", "ở với", "sống với", "ở cùng", "ở", "tại", "quê", "chuyển đến", "chuyển về", "nghỉ học"),
        *("học lớp", "lớp", "mẫu giáo", "bộ đội", "tuổi", "khoảng", "chừng", "độ", "gần", "hơn", "của", "có", "chưa"),
        *(
            "già yếu",
            "bị bệnh",
            "bị",
            "ốm",
            "tạm trú",
            "tạm vắng",
            "thường trú",
            "đẻ",
            "đang",
            "đã",
            "rồi",
            "nữa",
            "thì",
        ),
        *("em bé mới sinh", "câu", "hộ nghèo", "chị ấy", "anh ấy", "đi", "được", "cần", "xem", "lại", "sau"),
    ),
}
_FOUND = Phrases((phrase.split(), say) for say, phrases in _SAYS.items() for phrase in phrases)
_LONGEST = max(len(phrase.split()) for phrases in _SAYS.values() for phrase in phrases)


def phrase_at(words: Sequence[str], start: int) -> Phrase | None:
    """The longest phrase that begins at `start`; None where a name or an unknown word stands."""
    kinship = kinship_at(words, start)
    other = _other_at(words, start)
    # "nam sinh 1985" is a man, or "năm sinh": the next word tells the year in any case.
    if kinship is not None and (other is None or kinship[1] >= other.length or words[start].lower() == "nam"):
        meant = kinship[0]
        return Phrase(Say.UNSURE, kinship[1]) if meant is None else Phrase(Say.KINSHIP, kinship[1], meant)
    return other


def _other_at(words: Sequence[str], start: int) -> Phrase | None:
    for length in range(min(_LONGEST, len(words) - start), 0, -1):
        typed = [word.lower() for word in words[start : start + length]]
        if hits := _FOUND.find(typed):
            expected, say = hits[0]
            return Phrase(
                say,
                length,
                bare=(length == 1 or say is Say.COUPLE) and list(map(spell, typed)) != list(map(spell, expected)),
            )
    return None
