"""Relations to the head of the household and the two sexes, as they are typed in a roster line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.read.spelling import Phrases


@dataclass(frozen=True, slots=True)
class Kinship:
    """What a phrase says of a member: `relation` and `sex` as the form stores them, None where it does not say it."""

    relation: str | None = None
    sex: str | None = None


_RELATIONS: Mapping[str, tuple[str, ...]] = {
    "chu_ho": ("chủ hộ",),
    "vo": ("vợ",),
    "chong": ("chồng",),
    "con": ("con", "con đẻ", "con ruột", "con cả", "con đầu", "con út", "con trưởng"),
    "con_dau": ("con dâu",),
    "con_re": ("con rể",),
    "bo": ("bố", "cha", "bố đẻ", "cha đẻ", "bố ruột"),
    "me": ("mẹ", "má", "mẹ đẻ", "mẹ ruột"),
    "ong": ("ông", "ông nội", "ông ngoại"),
    "ba": ("bà", "bà nội", "bà ngoại"),
    "chau": ("cháu", "cháu nội", "cháu ngoại"),
    "anh": ("anh", "anh trai", "anh ruột"),
    "chi": ("chị", "chị gái", "chị ruột"),
    "em": ("em", "em ruột"),
    "khac": ("khác",),
}
_WITH_SEX: Mapping[str, Kinship] = {
    f"{word} {sex_word}": Kinship(relation, sex)
    for word, relation in (("con", "con"), ("cháu", "chau"), ("em", "em"))
    for sex_word, sex in (("trai", "nam"), ("gái", "nu"))
}
_SEXES: Mapping[str, str] = {"nam": "nam", "nữ": "nu", "trai": "nam", "gái": "nu", "nam giới": "nam", "nữ giới": "nu"}
PHRASES: Mapping[str, Kinship] = {
    **{phrase: Kinship(relation) for relation, phrases in _RELATIONS.items() for phrase in phrases},
    **_WITH_SEX,
    **{phrase: Kinship(sex=sex) for phrase, sex in _SEXES.items()},
}
"""Every phrase that is understood. In-laws are left out: the form has no choice for them, so the bot asks."""

_FOUND = Phrases((phrase.split(), kinship) for phrase, kinship in PHRASES.items())

# Without diacritics "ba" is grandmother, and father in the south; "con dau" is daughter-in-law and eldest child; "ma" is no word.
_TWO_MEANINGS = frozenset({"ba", "con dau", "ma", "ba noi", "ba ngoai", "con ca", "cha de", "me de"})


def kinship_at(words: Sequence[str], start: int) -> tuple[Kinship, int] | None:
    """The longest phrase that begins at `start`, and how many words it has."""
    for length in (2, 1):
        typed = words[start : start + length]
        if len(typed) < length or " ".join(typed).lower() in _TWO_MEANINGS:
            continue
        hits = [kinship for _, kinship in _FOUND.find(typed)]
        if len(set(hits)) == 1:
            return hits[0], length
    return None
