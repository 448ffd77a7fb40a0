"""The peoples of the country as they are typed in a roster line, and where such a word is no part of a name."""

from collections.abc import Sequence

from survey.read.keyed import is_syllable
from survey.read.person_name import middle_sex
from survey.read.spelling import Phrases, fold, is_plain, same_words

_PEOPLES = (
    *(
        "kinh",
        "tày",
        "thái",
        "hoa",
        "khơ me",
        "mường",
        "nùng",
        "hmông",
        "mông",
        "dao",
        "gia rai",
        "ngái",
        "ê đê",
        "ba na",
    ),
    *("bana", "xơ đăng", "xê đăng", "ca dong", "sán chay", "cơ ho", "chăm", "sán dìu", "hrê", "hre", "hơ rê", "mnông"),
    *(
        "ra glai",
        "xtiêng",
        "bru vân kiều",
        "vân kiều",
        "thổ",
        "giáy",
        "cơ tu",
        "gié triêng",
        "mạ",
        "khơ mú",
        "co",
        "cor",
        "kor",
    ),
    *(
        "tà ôi",
        "chơ ro",
        "kháng",
        "xinh mun",
        "hà nhì",
        "chu ru",
        "lào",
        "la chí",
        "la ha",
        "phù lá",
        "la hủ",
        "lự",
        "lô lô",
    ),
    *("chứt", "mảng", "pà thẻn", "cơ lao", "cống", "bố y", "si la", "pu péo", "brâu", "ơ đu", "rơ măm"),
)
_FOUND = Phrases((people.split(), people) for people in _PEOPLES)
_LED = (["dân", "tộc"], ["người", "dân", "tộc"], ["dt"], ["người"], ["đồng", "bào"])
_LONGEST = 3


def people_at(words: Sequence[str], start: int = 0) -> tuple[str, int] | None:
    """The people named at `start`, as it was typed, and how many words say so, "dân tộc" among them.

    Without such a word before it only what is no Vietnamese name is one: "Hrê", "Xơ Đăng" and "Kinh", but not "Hoa" or "Thái".
    """
    lowered = [word.lower() for word in words[start:]]
    led = max((len(lead) for lead in _LED if same_words(lowered[: len(lead)], lead)), default=0)
    for length in range(_LONGEST, 0, -1):
        said = " ".join(words[start + led : start + led + length])
        typed = said.lower().replace("-", " ").replace("'", "").replace("’", "").split()
        if _FOUND.find(typed) and len(words) >= start + led + length and (led or _is_no_name(typed)):
            return said, led + length
    return None


def may_be_people(name: Sequence[str]) -> bool:
    """Whether several words that stand where a name does are those of a people: "Ba Na", or bà Na without her mark."""
    return len(name) > 1 and bool(_FOUND.find([word.lower() for word in name]))


def ends_in_people(name: Sequence[str]) -> int:
    """How many words at the end of a name are a people that nobody is called: 1 of "Phạm Văn Rin Hrê"."""
    last = name[-1].lower().replace("'", "").replace("’", "") if name else ""
    named = len(name) > 2 and middle_sex(name[-2]) is None
    return int(named and bool(_FOUND.find([last])) and not is_syllable(last))


def may_end_in_people(name: Sequence[str]) -> bool:
    """Whether a name that is whole without it ends in "Kinh": "Phạm Văn Rin Kinh" may be a name, or Rin, who is Kinh."""
    return len(name) > 3 and fold(name[-1]) == "kinh" and middle_sex(name[1]) is not None


def _is_no_name(typed: Sequence[str]) -> bool:
    if len(typed) == 1:
        return fold(typed[0]) == "kinh" or not is_syllable(typed[0])
    if typed == ["ca", "dong"]:
        return True
    return not is_plain(" ".join(typed)) or not all(map(is_syllable, typed))
