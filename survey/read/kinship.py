"""Relations to the head of the household, the two sexes and titles, as they are typed in a roster line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey.read.spelling import Phrases

NOT_OFFERED = "?"
"""The relation of somebody for whom the form has no choice ("em vợ"): it is told, and asked."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """What a phrase says of a member: `relation` and `sex` as the form stores them, None where it does not say it.

    `title` is True for what may also be no more than a polite word before the name ("Ông Dắt").
    """

    relation: str | None = None
    sex: str | None = None
    title: bool = False


NOTHING = Kinship()


LABELS: Mapping[str, str] = {
    "nam": "nam",
    "nu": "nữ",
    "chu_ho": "chủ hộ",
    "vo": "vợ",
    "chong": "chồng",
    "con": "con",
    "con_dau": "con dâu",
    "con_re": "con rể",
    "bo": "bố",
    "me": "mẹ",
    "ong": "ông",
    "ba": "bà",
    "chau": "cháu",
    "anh": "anh",
    "chi": "chị",
    "em": "em",
    "khac": "khác",
}
"""Stored sex or relation -> what people call it."""

SEX_OF: Mapping[str, str] = {
    **dict.fromkeys(("vo", "con_dau", "me", "ba", "chi"), "nu"),
    **dict.fromkeys(("chong", "con_re", "bo", "ong", "anh"), "nam"),
}
"""Relations that only one sex can have."""

_RELATIONS: Mapping[str, tuple[str, ...]] = {
    "chu_ho": ("chủ hộ", "chủ nhà"),
    "vo": ("vợ",),
    "chong": ("chồng",),
    "con": ("con", *(f"con {which}" for which in ("đẻ", "ruột", "nuôi", "riêng", "chung"))),
    "con_dau": ("con dâu", "nàng dâu", "cô dâu", "dâu"),
    "con_re": ("con rể", "chàng rể", "rể"),
    "bo": ("bố", "cha", "ba", "tía", "bố đẻ", "cha đẻ", "ba đẻ", "bố ruột", "cha ruột", "ba ruột"),
    "me": ("mẹ", "má", "mẹ đẻ", "má đẻ", "mẹ ruột", "má ruột"),
    "ong": ("ông nội", "ông ngoại"),
    "ba": ("bà nội", "bà ngoại"),
    "chau": ("cháu", "cháu nội", "cháu ngoại", "cháu ruột", "cháu đích tôn"),
    "anh": ("anh ruột", "anh cả"),
    "chi": ("chị ruột", "chị cả"),
    "em": ("em ruột", "em út"),
    "khac": ("khác",),
}
_TITLES_TOO: Mapping[str, str] = {"ông": "ong", "bà": "ba", "anh": "anh", "chị": "chi", "em": "em"}
_SEXED: Mapping[str, str] = {"con": "con", "cháu": "chau", "em": "em", "anh": "anh", "chị": "chi"}
_BIRTH_ORDER = (
    *("cả", "đầu", "đầu lòng", "trưởng", "lớn", "thứ", "giữa", "nhỏ", "út", "một"),
    *(f"thứ {which}" for which in ("nhất", "chín", "hai", "nhì", "ba", "tư", "bốn", "năm", "sáu", "bảy", "tám")),
)
_SEXES: Mapping[str, str] = {"nam": "nam", "nữ": "nu", "trai": "nam", "gái": "nu", "nam giới": "nam", "nữ giới": "nu"}
_NOT_OFFERED = (
    *("em vợ", "em chồng", "anh vợ", "anh chồng", "chị vợ", "chị chồng", "anh rể", "em rể", "chị dâu", "em dâu"),
    *("bố vợ", "cha vợ", "ba vợ", "mẹ vợ", "má vợ", "bố chồng", "cha chồng", "ba chồng", "mẹ chồng", "má chồng"),
    *("bố dượng", "cha dượng", "dượng", "mẹ kế", "dì ghẻ", "mẹ nuôi", "bố nuôi", "cha nuôi", "anh nuôi", "em nuôi"),
    *("cháu dâu", "cháu rể", "cháu họ", "anh họ", "chị họ", "em họ", "chắt", "chắt nội", "chắt ngoại", "thông gia"),
    *("ông cố", "bà cố", "cụ ông", "cụ bà", "vợ cả", "vợ hai", "vợ lẽ", "bạn", "bạn gái", "bạn trai", "người làm"),
    *("người ở trọ", "họ hàng", "hàng xóm", "em trai vợ", "em gái vợ", "anh trai vợ", "chị gái vợ"),
    *("em trai chồng", "em gái chồng", "anh trai chồng", "chị gái chồng", "chú ruột", "bác ruột", "cô ruột", "dì ruột"),
    *("cậu ruột", "cháu vợ", "cháu chồng", "ông vợ", "bà vợ", "ông chồng", "bà chồng", "con vợ", "con chồng"),
)
TITLES = (
    *("chú", "bác", "cô", "dì", "cậu", "mợ", "thím", "cụ", "thằng", "đứa"),
    *("thằng cu", "con bé", "thằng bé", "cháu bé", "em bé", "đứa con", "thằng con"),
)
"""Words before a name that say nothing of a relation to the head."""


def _phrases() -> Iterator[tuple[str, Kinship]]:
    for relation, phrases in _RELATIONS.items():
        yield from ((phrase, Kinship(relation)) for phrase in phrases)
    yield from ((f"con {which}", Kinship("con")) for which in _BIRTH_ORDER)
    yield from ((word, Kinship(relation, title=True)) for word, relation in _TITLES_TOO.items())
    for word, relation in _SEXED.items():
        for sex in ("nam",) if word == "anh" else ("nu",) if word == "chị" else ("nam", "nu"):
            said = f"{word} {'trai' if sex == 'nam' else 'gái'}"
            kinship = Kinship(relation, sex)
            yield said, kinship
            yield from ((f"{said} {more}", kinship) for more in (*_BIRTH_ORDER, "ruột", "nuôi", "riêng"))
    yield from ((phrase, Kinship(sex=sex)) for phrase, sex in _SEXES.items())
    yield from ((phrase, Kinship(NOT_OFFERED)) for phrase in _NOT_OFFERED)


def _of_the_head() -> Iterator[tuple[str, Kinship]]:
    """Said in full a word is no title: "mẹ của chủ hộ"."""
    for phrase, kinship in list(_phrases()):
        if kinship.relation not in {None, "chu_ho", NOT_OFFERED}:
            yield from ((f"{phrase} {of}chủ hộ", Kinship(kinship.relation, kinship.sex)) for of in ("", "của "))


PHRASES: Mapping[str, Kinship] = {**dict(_phrases()), **dict(_of_the_head())}
"""Every phrase that is understood."""

_FOUND = Phrases((phrase.split(), kinship) for phrase, kinship in PHRASES.items())
_LONGEST = max(len(phrase.split()) for phrase in PHRASES)

# Without diacritics these are other words as well: grandmother and father, daughter-in-law and eldest child, ghost, expensive …
_TWO_MEANINGS = frozenset(
    {"ba", "con dau", "ma", "ba noi", "ba ngoai", "con ca", "cha de", "me de", "dau", "re", "tia"}
)


def kinship_at(words: Sequence[str], start: int) -> tuple[Kinship | None, int] | None:
    """The longest phrase that begins at `start`, and how many words it has; no kinship where it may be one of two."""
    for length in range(min(_LONGEST, len(words) - start), 0, -1):
        typed = [word.lower() for word in words[start : start + length]]
        hits = {kinship for _, kinship in _FOUND.find(typed)}
        if hits:
            sure = len(hits) == 1 and " ".join(typed) not in _TWO_MEANINGS
            return (hits.pop() if sure else None), length
    return None
