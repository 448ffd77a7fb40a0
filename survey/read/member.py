"""Members of a household as they are typed: "Phạm Văn Dắt, nam, 1987, con", a person a line or several in one, in any order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from survey.read.calendar import PartialDate
from survey.read.kinship import NOT_OFFERED
from survey.read.member_line import Kind, Part, take_apart
from survey.read.member_persons import Person, Unclear, relations, sexes, share_out, years
from survey.read.outcome import Refused
from survey.read.person_name import middle_sex, titled
from survey.read.spelling import is_plain, normalise

LONGEST = 200
"""Characters of the longest roster line."""

_BULLET = re.compile(r"^(?:(?:[1-9]|1[0-9]|20)(?:\s?[.):/-]\s*|\s+)(?=[^\W\d_])|[-*•+]\s*)")
_ADD = re.compile(
    r"^(?:(?:thêm|them)(?:\s+(?:người|nguoi))?|(?:trong\s+)?(?:hộ|nhà|gia đình|nha|ho|gia dinh)(?:\s+(?:này|nay|em|tôi|anh|chị))?"
    r"\s+(?:có|co|gồm|gom)(?:\s+(?:có|co))?)(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
_BORN_AS = re.compile(r"(?<=\bthứ |\bthu )([2-9])(?![0-9/.-])", re.IGNORECASE)
_ORDINALS = ("hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín")
_QUOTED = 80
"""Characters of a line that are said back."""

_ELDERS = frozenset({"bo", "me", "ong", "ba"})


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """What a line says for sure of one person. `sex`, `relation`: values of the form's choices; `leftovers`: what found no place.

    `ethnicity`: as it was typed ("Hrê"); which choice of the form it is, the form says.

    `age`: the age from which `birth_year` was counted, where no year was told. `renames`: the name was led in as one ("tên Phạm A Ngoa").
    """

    name: str | None = None
    sex: str | None = None
    birth_year: int | None = None
    birth_month: int | None = None
    birth_date: date | None = None
    relation: str | None = None
    ethnicity: str | None = None
    cccd: str | None = None
    leftovers: tuple[str, ...] = ()
    age: int | None = None
    renames: bool = False


@dataclass(frozen=True, slots=True)
class LeftLine:
    """A line of which nothing is taken. `why`: code of the sentence, `seen` what was understood of it."""

    text: str
    why: str = "member.nobody"
    seen: tuple[MemberDraft, ...] = ()

    @property
    def refused(self) -> Refused:
        """The refusal with its sentence."""
        names = ", ".join(draft.name for draft in self.seen if draft.name)
        return Refused(self.why, {"text": self.text[:_QUOTED], "seen": names[:_QUOTED], "most": str(LONGEST)})


def read_members(text: str, today: date, *, introduced: bool = False) -> tuple[MemberDraft | LeftLine, ...]:
    """Everybody whom a message names, and the lines that name nobody for sure, in order.

    Nothing is guessed: a field that may mean two things stays None and is told in `leftovers`, and a line of several people is taken
    as a whole or not at all.
    `introduced`: the person has said that somebody is to be added, so that a given name alone is one.
    """
    found: list[MemberDraft | LeftLine] = []
    for line in text.splitlines():
        if normalise(line[: LONGEST * 2]):
            found += _line(line, today, introduced=introduced)
    return tuple(found)


def _line(line: str, today: date, *, introduced: bool) -> tuple[MemberDraft | LeftLine, ...]:
    """The people of one line, or the line."""
    typed = normalise(line[: LONGEST * 2].replace("\t", ", "))
    listed = _BULLET.sub("", typed)
    said = _in_words(_ADD.sub("", listed))
    if len(said) > LONGEST:
        return (LeftLine(typed[:LONGEST], "member.long"),)
    people = share_out(take_apart(said, today), introduced=introduced or bool(_ADD.match(listed)))
    if isinstance(people, Unclear):
        seen = tuple(_draft(person) for person in people.people)
        return (LeftLine(typed, people.why, seen),)
    return tuple(_draft(person) for person in people) or (LeftLine(typed),)


def _in_words(line: str) -> str:
    """The line with the place of a child in words: "con thứ 2"."""
    return _BORN_AS.sub(lambda place: _ORDINALS[int(place[1]) - 2], line)


def read_correction(text: str, today: date, *, sex_open: bool = False) -> MemberDraft | None:
    """What is told of a member who is known already: "2017", "con 2017", "tên Phạm A Ngoa"; None where a part of it is not clear.

    A word of sex, relation or year is never a name here, and one word is one only behind "tên". `sex_open`: the sex is being asked, so
    that "nam 1987" tells it; otherwise it may be "năm 1987".
    """
    said = normalise(text[: LONGEST * 2])
    if not said or len(said) > LONGEST or len(text.splitlines()) > 1:
        return None
    parts = take_apart(_in_words(said), today)
    people = share_out(parts)
    if isinstance(people, Unclear) or len(people) > 1:
        return None
    person = people[0] if people else _unnamed(parts, sex_open=sex_open)
    if person is None:
        return None
    draft = _draft(person)
    one_word = draft.name is not None and len(person.name) == 1 and not draft.renames
    return None if draft.leftovers or one_word else draft


def _unnamed(parts: Sequence[Part], *, sex_open: bool) -> Person | None:
    """Facts alone; None where a word among them may be a name."""
    if any(part.kind is Kind.ASIDE or part.moot for part in parts):
        return None
    for part in parts:
        if part.or_year and not sex_open:
            part.sex = ""
        part.or_year = False
    facts = [part for part in parts if part.kind is Kind.FACT]
    return Person(Part(Kind.NAME, ""), facts) if facts else None


# --- from parts to fields ------------------------------------------------------------------------------------------------------------------


def _draft(person: Person) -> MemberDraft:
    left = [*person.left]
    told = _undoubted(person, left)
    relation, sex = _only(relations(told)), _only(sexes(told))
    if relation == NOT_OFFERED:
        relation = None
        left += [part for part in told if part.relation]
    born, age = _born(told, relation, left)
    cards = [part.figure.cccd for part in told if part.figure and part.figure.cccd]
    return MemberDraft(
        name=written(person.part.text) or None,
        sex=sex,
        birth_year=born.year if born else None,
        birth_month=born.month if born else None,
        birth_date=born.full if born else None,
        relation=relation,
        ethnicity=_only([part.ethnicity for part in told if part.ethnicity]),
        cccd=_only(cards),
        leftovers=_words(left),
        age=age,
        renames=person.part.renames,
    )


def written(name: str) -> str:
    """The name with its capitals; one in small letters without any mark is left as it is, for nobody knows what else is missing."""
    return name if is_plain(name) and name == name.lower() else titled(name)


def _words(left: Iterable[Part]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.text for part in left if part.text))


def _only(values: Sequence[str]) -> str | None:
    """The one value that is told, however often."""
    return values[0] if len(set(values)) == 1 else None


def _undoubted(person: Person, left: list[Part]) -> list[Part]:
    """The facts of which none contradicts another; what stands between or behind two that do may be another person's."""
    told = [part for part in person.told if not _means_year(person, part)]
    for about in (relations, sexes, years):
        doubted = _doubted(told, [place for place, part in enumerate(told) if about([part])], len(set(about(told))))
        left += [part for place, part in enumerate(told) if place in doubted]
        told = [part for place, part in enumerate(told) if place not in doubted]
    return told


def _doubted(told: Sequence[Part], places: Sequence[int], values: int) -> set[int]:
    """The places that may be another person's, of facts that all tell the same thing about somebody: `values` different ones."""
    if values > 1:
        side_by_side = places[-1] - places[0] == len(places) - 1 and told[places[0]].piece == told[places[-1]].piece
        return set(places) if side_by_side else set(range(places[0], len(told)))
    bare = [place for place in places if told[place].figure is None and not (told[place].sex and told[place].relation)]
    again = next((place for place in bare[1:] if told[place].piece != told[bare[0]].piece), len(told))
    return set(range(again, len(told)))


def _means_year(person: Person, part: Part) -> bool:
    """Whether "nam" before a year, in a line without marks, may be "năm": so it is unless the name is a man's."""
    return part.or_year and not any(middle_sex(word) == "nam" for word in person.name[1:])


def _born(told: Sequence[Part], relation: str | None, left: list[Part]) -> tuple[PartialDate | None, int | None]:
    """When somebody was born, as exact as it is told, and the age that it was counted from."""
    figures = [part.figure for part in told if part.figure and not part.figure.cccd]
    unclear = [one for one in figures if one.unsure or (one.two_digits and relation in _ELDERS)]
    if unclear or not figures:
        left += [part for part in told if part.figure in unclear]
        return None, None
    exact = max((one.born for one in figures if one.born), key=lambda born: len(born.iso))
    if any(one.born and not exact.iso.startswith(one.born.iso) for one in figures):
        left += [part for part in told if part.figure in figures]
        return PartialDate(exact.year), None
    return exact, next((one.age for one in figures if one.age is not None), None) if len(figures) == 1 else None
