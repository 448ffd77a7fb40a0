"""What a person's name looks like: the family names of the country, the middle words Văn and Thị, and capitals where they belong."""

import re
from collections.abc import Sequence

from survey.read.spelling import fold, is_plain, spell

LONGEST_NAME = 5
"""Words of the longest name; with neither "Văn" nor "Thị" as its second word it has one less."""

_FAMILY = (
    "nguyễn trần lê phạm đinh hồ võ huỳnh phan trương bùi đặng đỗ ngô trịnh đoàn phùng quách tống nghiêm mạc hứa "
    "nông đàm lưu nghê"
)
"""Family names that are hardly ever a given name."""

_ALSO_GIVEN = (
    "vũ hoàng dương lý cao mai tô lâm hà đào lương châu thái la kiều triệu chu từ văn viên thạch kim sơn danh bàn đèo "
    "điểu lò vàng giàng sùng lù quàng cà vi lô lường ma âu ông giáp khổng bạch tôn vương lục bế thân tạ tăng diệp hầu đồng trang "
    "doãn uông ung an biện cù hạ hàn hình khúc kha khương lại lữ mã mẫn mục ninh ngụy ôn phí phương quan quản sầm tiêu "
    "thi thiều tòng trà trác ưng vạn y a siu ksor nay rmah kpă rơ cil liêng briu bríu alăng arất bling coor zơrâm hôih"
)

_BEFORE_NAM = (
    "ai an anh ba bac bao bich chi cong dai danh dinh dong duc duy gia giang ha hai hao hoa hoai hoang hong huu huy khac "
    "khanh ky le linh long manh minh my ngoc nhat phong phu phuc phuong quang quoc son tam tan tay thai than thanh the "
    "thien thu thuan tien trieu trong trung truong tu tuan van viet vinh vu xuan xuyen "
)
_BEFORE_NU = "ai be bich cong diem hoang hong kim lan le mong my ngoc thanh thi thien thuc tien to tuyet van xuan "
"""Words that make a given name of two with "Nam" or with "Nữ": Hoài Nam, Ngọc Nữ."""

_STEMS = "giáp ất bính đinh mậu kỷ kỉ canh tân nhâm quý quí"
_BRANCHES = "tý tí sửu dần mão mẹo thìn tỵ tị ngọ mùi thân dậu tuất hợi"

_MIDDLE = {"văn": "nam", "thị": "nu"}
_VOWEL = re.compile("[aeiouy]")
_PART = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CAPITAL = re.compile(r"(?:^|(?<=['’-]))([^\W\d_])")


class _Words:
    """Words that may be typed with their marks or with none."""

    def __init__(self, words: str) -> None:
        known = words.split()
        self._spelt, self._bare = frozenset(map(spell, known)), frozenset(map(fold, known))

    def __contains__(self, typed: str) -> bool:
        lowered = typed.lower()
        return spell(lowered) in self._spelt or (is_plain(lowered) and lowered in self._bare)


_SURNAMES, _SURE_SURNAMES = _Words(f"{_FAMILY} {_ALSO_GIVEN}"), _Words(_FAMILY)
_PAIRS = {"nam": _Words(_BEFORE_NAM), "nu": _Words(_BEFORE_NU)}
_LUNAR = _Words(_STEMS), _Words(_BRANCHES)
_MIDDLES = {sex: _Words(word) for word, sex in _MIDDLE.items()}


def is_surname(word: str) -> bool:
    """Whether names begin with this word."""
    return word in _SURNAMES


def is_only_surname(word: str) -> bool:
    """Whether this word alone names nobody."""
    return word in _SURE_SURNAMES


def has_family_name(words: Sequence[str]) -> bool:
    """Whether a family name that is hardly another word stands before another word, or Văn or Thị between two: somebody may be named."""
    return has_middle(words) or any(map(is_only_surname, words[:-1]))


def goes_with(word: str, last: str) -> bool:
    """Whether a word makes a given name of two with `last` ("nam", "nu"), so that it need not be a word for the sex."""
    return fold(word) in _PAIRS[last]


def is_lunar_year(words: Sequence[str]) -> bool:
    """Whether these words may be a year of the old calendar, "Giáp Thìn"."""
    return len(words) == 2 and words[0] in _LUNAR[0] and words[1] in _LUNAR[1]


def middle_sex(word: str) -> str | None:
    """The sex ("nam", "nu") that "Văn" and "Thị" stand for; None for any other word."""
    return next((sex for sex, known in _MIDDLES.items() if word in known), None)


def has_middle(name: Sequence[str]) -> bool:
    """Whether "Văn" or "Thị" stands between other words: "Phạm Văn Dắt"."""
    return any(middle_sex(word) for word in name[1:-1])


def too_long(name: Sequence[str]) -> bool:
    """Whether so many words are more than one name."""
    return len(name) > LONGEST_NAME - (len(name) > 1 and middle_sex(name[1]) is None)


def is_name_word(word: str) -> bool:
    """Whether a word may be part of a name: letters with a vowel among them, "H'Lan" too."""
    return bool(_PART.fullmatch(word)) and len(word) <= 10 and bool(_VOWEL.search(fold(word)))


def titled(name: str) -> str:
    """The name as it is written: every word with a capital; what was typed in capitals only, or in the middle of a word, stays readable."""
    shouted = name.isupper() and any(len(word) > 1 for word in name.split())
    return " ".join(
        _CAPITAL.sub(lambda first: first[1].upper(), one) for one in (name.lower() if shouted else name).split()
    )
