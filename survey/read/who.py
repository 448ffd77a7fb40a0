"""Which members of a household a reply means: "2,5", "Lót với bà Chem", "không ai hết", "cả nhà trừ số 3", "2 không rõ 3"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from survey.read.called import SEPARATOR, TITLES, Found, Member, people
from survey.read.keyed import retried
from survey.read.outcome import Read, Refused, Value
from survey.read.spelling import fold, words
from survey.read.statement import sized, uncapped
from survey.read.whole_house import Said, about_all


@dataclass(frozen=True, slots=True)
class Who:
    """Numbers of the members who are named, in the order of the list; of whom it was said that it is not known; and the words about the last."""

    named: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    rest: str = ""


_BEFORE = frozenset({"da", "vang", "thua", "chi", "moi", "minh", "la", "co", "bi", "thi", "em", "gom"})
"""Words that may stand before the first person and say nothing ("chỉ có bà Chem")."""

_AFTER = frozenset(
    [
        "ạ",
        "a",
        "nhé",
        "nhe",
        "nha",
        "nghe",
        "nghen",
        "thôi",
        "thoi",
        "đó",
        "do",
        "nè",
        "ne",
        "đấy",
        "day",
        "này",
        "nay",
        "em",
        "chị",
        "chi",
        "anh",
        "ơi",
        "oi",
    ]
)
_UNKNOWN = re.compile(
    r"(?:không|ko|k|chưa|khong|chua)\s+(?:rõ|ro|biết|biet|chắc|chac)(?:\s+(?:về|ve))?|\?", re.IGNORECASE
)
_EXCEPT = re.compile(r"^(.*?)\s*\b(?:ngoại trừ|ngoai tru|trừ ra|tru ra|trừ|tru|ngoài|ngoai)\s+(.+)$", re.IGNORECASE)
_COUNT = re.compile(r"(?:chi |chi co |co )?[0-9]{1,2} (?:nguoi|dua|chau|em|con|khau|nhan khau|thanh vien|be)(?: thoi)?")
"""How many, where it is asked who: "3 người" is not member 3."""
_VAGUE = re.compile(
    r"\b(?:may|hai|ba|2|3|bon|4|dam|lu|bon|cac|nhung|vai|tui)\s+(?:dua|nguoi|chau|be|con|ong ba|vo chong|nho|tre)\b|\b(?:dua|be)\s+(?:nho|lon)\b"
    r"|\bvo chong\b|\bbon (?:no|tre)\b|\bcon cai\b|\btre (?:con|em)\b|\bnguoi (?:lon|gia)\b|^no$"
)


def read_who(
    text: str, members: Sequence[Member], *, lacking: bool = False, said: Iterable[str] | None = None
) -> Read[Who]:
    """Who is meant by the whole text; refused with the reason where that is not sure.

    `lacking`: the question asks who does *not* have something, so that "đều có" names nobody. `said` are words of the question and of its
    answers: a person's words about somebody ("Lót chưa có thẻ") must be among them; None = they are handed out unread.
    """
    told = None if said is None else tuple(said)
    short = sized(text)
    found = (
        short
        if isinstance(short, Refused)
        else retried(uncapped(text), lambda typed: _read(typed, members, told, lacking=lacking))
    )
    if isinstance(found, Refused):
        numbers = [member.number for member in members]
        example = ",".join([*numbers[1:2], *numbers[-1:]]) if len(numbers) > 2 else numbers[0]
        return Refused(found.code, {"example": example, **found.params})
    return found


def _read(text: str, members: Sequence[Member], said: Iterable[str] | None, *, lacking: bool) -> Read[Who]:
    plain = _without_others(re.sub(r"[ \t]+", " ", text.strip()), lacking=lacking)
    core = _core(plain)
    if _COUNT.fullmatch(fold(core)):
        return Refused("who.vague", {"text": core})
    spare = _spare(core, said or ())
    whole = next((one for one in (_whole(way, members, lacking=lacking) for way in (plain, core, spare)) if one), None)
    if whole is not None:
        return whole
    found = _single(core, members)
    if isinstance(found, Refused):
        return _vague(core) or found if found.code == "who.nobody_called" else found
    if said is not None and not _agrees(found.value.rest, said, lacking=lacking):
        return _vague(core) or Refused("who.words", {"text": found.value.rest[:40]})
    return found


_OTHERS = re.compile(r"(.+?)[\s,;]+(?:con lai|may nguoi kia|nhung nguoi con lai|nguoi khac)(?: thi| deu)? (.+)")


def _without_others(text: str, *, lacking: bool) -> str:
    """Without what is said of all others, where it says just the contrary ("3 chưa có, còn lại có")."""
    found = _OTHERS.fullmatch(fold(text).rstrip(" .!"))
    if found is None or len(fold(text)) != len(text):
        return text
    spoken = found.group(2).split()
    contrary = bool(_NO & set(spoken)) != lacking and bool((_NO | _YES) & set(spoken))
    return text[: found.end(1)] if contrary else text


def _spare(core: str, said: Iterable[str]) -> str:
    """Without the thing that the question is about: "cả nhà có thẻ" says no more than "cả nhà có"."""
    things = (
        {fold(word) for phrase in said for word in words(phrase)} - _NO - _YES - {"ai", "nguoi", "nha", "ca", "tat"}
    )
    return " ".join(part for part in core.split() if fold(part).strip(".,") not in things)


def _single(core: str, members: Sequence[Member]) -> Read[Who]:
    """Those who are named, and those of whom it is not known."""
    named, unknown = _split_unknown(core)
    if named is None:
        return Refused("who.unknown_whom", {"example": f"không rõ {members[0].number}"})
    found = people(named, members) if named else Value(Found(()))
    doubtful = people(unknown, members) if unknown else Value(Found(()))
    if isinstance(found, Refused):
        return found
    if isinstance(doubtful, Refused):
        return doubtful
    both = [number for number in doubtful.value.numbers if number in found.value.numbers]
    if both:
        return Refused("who.twice", {"number": both[0]})
    rest = found.value.rest
    return Value(Who(_ordered(found.value.numbers, members), _ordered(doubtful.value.numbers, members), rest))


def _vague(core: str) -> Refused | None:
    """People whom nobody can tell: "hai đứa nhỏ", "vợ chồng"."""
    found = _VAGUE.search(fold(core))
    return None if found is None else Refused("who.vague", {"text": core[found.start() : found.end()]})


def _core(text: str) -> str:
    """Without words of politeness around it."""
    parts = re.sub(r"[.!…]+$", "", text.strip()).split(" ")
    while len(parts) > 1 and fold(parts[0]).strip(",") in _BEFORE and not _is_title(parts):
        del parts[0]
    while len(parts) > 1 and parts[-1].lower().strip(",.") in _AFTER and fold(parts[-2]) not in {"cua", "la"}:
        del parts[-1]
    return re.sub(r"[.!]+$", "", " ".join(parts))


def _is_title(parts: Sequence[str]) -> bool:
    """Whether the first word is how somebody is called: "em Lót", "chị Rế"."""
    return fold(parts[0]) in TITLES and len(parts) > 1 and fold(parts[1]) not in {"co", "la"}


def _whole(core: str, members: Sequence[Member], *, lacking: bool) -> Read[Who] | None:
    """What is said of all at once; None where single people are named."""
    numbers = tuple(member.number for member in members)
    apart = _EXCEPT.match(core)
    if apart and (not apart.group(1) or about_all(apart.group(1), len(members)) in {Said.ALL, Said.ALL_SO}):
        left_out = people(_core(apart.group(2)), members)
        if isinstance(left_out, Refused):
            return left_out
        return Value(Who(tuple(number for number in numbers if number not in left_out.value.numbers)))
    meant = about_all(core, len(members))
    if meant is None:
        return None
    if meant is Said.UNKNOWN:
        return Value(Who((), numbers))
    if meant is Said.NONE_OR_ALL and lacking:
        return Refused("who.none_or_all")
    everybody = meant is Said.ALL or (meant is Said.ALL_SO and not lacking) or (meant is Said.ALL_LACK and lacking)
    return Value(Who(numbers if everybody else ()))


def _split_unknown(core: str) -> tuple[str | None, str]:
    """(who is named, of whom it is not known); (None, "") where the doubt is about nobody in particular."""
    doubt = _UNKNOWN.search(core)
    if doubt is None:
        return core, ""
    before, after = core[: doubt.start()].strip(" ,;"), core[doubt.end() :].strip(" ,;:")
    if after:
        return before, after
    return (
        (None, "")
        if SEPARATOR.search(before) or (" " in before and before.replace(" ", "").isdecimal())
        else ("", before)
    )


_FILL = frozenset(
    {
        "bi",
        "la",
        "duoc",
        "dang",
        "con",
        "van",
        "thi",
        "the",
        "a",
        "nhe",
        "thoi",
        "do",
        "day",
        "ne",
        "nua",
        "het",
        "deu",
        "ca",
    }
)
_NO = frozenset({"khong", "ko", "k", "chua", "chang"})
_YES = frozenset({"co", "roi", "du"})


def _agrees(rest: str, said: Iterable[str], *, lacking: bool) -> bool:
    """Whether words about a person say again what the question says: "Lót chưa có thẻ" where it asks who has none."""
    spoken = [fold(word).strip(".,") for word in rest.split()]
    if not spoken:
        return True
    known = {fold(word) for phrase in said for word in words(phrase)} | _FILL | _NO | _YES
    denies = bool(_NO & set(spoken))
    return denies == lacking and all(word in known for word in spoken)


def _ordered(numbers: Iterable[str], members: Sequence[Member]) -> tuple[str, ...]:
    wanted = set(numbers)
    return tuple(member.number for member in members if member.number in wanted)
