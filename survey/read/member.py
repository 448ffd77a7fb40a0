"""A roster line such as "Phạm Văn Dắt, nam, 1987, con", with or without commas, as the fields of a member."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from survey.read.birth import read_birth
from survey.read.kinship import kinship_at
from survey.read.outcome import Refused
from survey.read.spelling import fold, is_plain, normalise, same_words

LONGEST = 200
"""Characters of the longest roster line."""

_BULLET = re.compile(r"^(?:[0-9]{1,2}[.)]|[-*•+])\s*")
_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LABELS = frozenset({"sinh", "năm", "ngày", "sn", "ns", "ngay", "tháng", "thang"})
_BETWEEN = frozenset({"tháng", "thang", "năm", "nam", "tuổi", "tuoi", "âm", "lịch", "al", "dương", "dl"})
_FILLERS = frozenset({"là", "dân", "tộc", "dt"})


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """What a roster line says for sure. `sex`, `relation`: values of the form's choices; `leftovers`: what found no place."""

    name: str | None = None
    sex: str | None = None
    birth_year: int | None = None
    birth_month: int | None = None
    birth_date: date | None = None
    relation: str | None = None
    ethnicity: str | None = None
    cccd: str | None = None
    leftovers: tuple[str, ...] = ()


@dataclass(slots=True)
class _Line:
    """A line while it is taken apart."""

    today: date
    ethnicities: Sequence[str]
    all_plain: bool
    draft: MemberDraft = field(default_factory=MemberDraft)

    def leave(self, words: Sequence[str]) -> None:
        if words:
            self.draft = replace(self.draft, leftovers=(*self.draft.leftovers, " ".join(words)))

    def put(self, facts: dict[str, str]) -> bool:
        """Fill empty fields; a field that would change is refused as a whole."""
        if any(getattr(self.draft, name) not in {None, value} for name, value in facts.items()):
            return False
        self.draft = replace(self.draft, **facts)  # type: ignore[arg-type] # names are fields of text
        return True


def read_members(text: str, today: date, ethnicities: Sequence[str] = ()) -> tuple[MemberDraft, ...]:
    """One draft for each line that is not empty."""
    return tuple(read_member(line, today, ethnicities) for line in text.splitlines() if normalise(line[: LONGEST * 2]))


def read_member(text: str, today: date, ethnicities: Sequence[str] = ()) -> MemberDraft:
    """The fields of one roster line; nothing is guessed: what has two readings is left in `leftovers` and its field stays None.

    `ethnicities`: names that are known as such ("Hrê", "Kinh").
    """
    said = _BULLET.sub("", normalise(text[: LONGEST * 2]))
    if len(said) > LONGEST:
        return MemberDraft(leftovers=(said[:LONGEST],))
    pieces = [piece.split() for piece in re.split(r"\s*[,;]\s*|\s+-\s+", said.rstrip(".")) if piece]
    line = _Line(today, ethnicities, all_plain=is_plain(said))
    place = _name_place(pieces)
    zones = [piece for number, piece in enumerate(pieces) if number != place]
    if place is not None:
        head, tail = _before_digits(pieces[place])
        name, attributes = _by_capitals(head)
        zones.insert(0, [*attributes, *tail])
    for zone in zones:
        _take_zone(zone, line)
    if place is not None:
        _take_name(name, line, alone=not tail and not attributes)
    return line.draft


def _name_place(pieces: list[list[str]]) -> int | None:
    """The first piece that is not just an attribute in small letters."""
    for number, piece in enumerate(pieces):
        known = kinship_at(piece, 0)
        attribute = known and known[1] == len(piece) and piece[0].islower() and len(pieces) > 1
        if not attribute and not any(sign.isdigit() for sign in piece[0]):
            return number
    return None


def _before_digits(piece: list[str]) -> tuple[list[str], list[str]]:
    first = next((place for place, word in enumerate(piece) if any(sign.isdigit() for sign in word)), len(piece))
    while first > 1 and piece[first - 1].lower() in _LABELS and first < len(piece):
        first -= 1
    return piece[:first], piece[first:]


def _by_capitals(head: list[str]) -> tuple[list[str], list[str]]:
    """Words up to the last capital, and the words in small letters behind it; all of them where there are no capitals."""
    last = max((place for place, word in enumerate(head) if word[0].isupper()), default=len(head) - 1)
    return head[: last + 1], head[last + 1 :]


def _take_name(name: list[str], line: _Line, *, alone: bool) -> None:
    """Take the name unless its end could be an attribute: "pham van nam 1987" is Phạm Văn Nam, or Phạm Văn, a man."""
    if not name:
        return
    if not all(_NAME.fullmatch(word) for word in name):
        line.leave(name)
        return
    last = kinship_at(name, len(name) - 1) or kinship_at(name, len(name) - 2)
    if last and len(name) > 1:
        facts = {"sex": last[0].sex, "relation": last[0].relation}
        told = all(getattr(line.draft, key) is not None for key, value in facts.items() if value)
        capitals = name[-1][0].isupper()
        if not told and not (alone and capitals):
            line.leave(name)
            return
    line.draft = replace(line.draft, name=" ".join(name))


def _take_zone(zone: list[str], line: _Line) -> None:
    """Take dates and numbers out of a piece; what is left between them must be understood word for word."""
    run: list[str] = []
    place = 0
    while place < len(zone):
        length = _number_length(zone, place)
        if length:
            unsure = bool(run) and line.all_plain and run[-1].lower() == "nam"
            _take_run(run[:-1] if unsure else run, line)
            # Without any diacritics "nam 1987" is "năm 1987" or "nam, 1987".
            line.leave(run[-1:] if unsure else [])
            _take_number(zone[place : place + length], line)
            run, place = [], place + length
        else:
            run.append(zone[place])
            place += 1
    _take_run(run, line)


def _number_length(zone: list[str], start: int) -> int:
    """How many words from `start` on belong to a number or date; 0 where none begins."""
    place = start
    while place < len(zone) and zone[place].lower() in _LABELS:
        place += 1
    if place == len(zone) or not zone[place][0].isdigit():
        return 0
    while place < len(zone) and (zone[place][0].isdigit() or zone[place].lower() in _BETWEEN):
        place += 1
    while zone[place - 1].lower() == "nam":
        place -= 1
    return place - start


def _take_number(words: list[str], line: _Line) -> None:
    text = " ".join(words)
    if re.fullmatch("[0-9]{12}", "".join(words)):
        if not line.put({"cccd": "".join(words)}):
            line.leave(words)
        return
    found = read_birth(text, line.today)
    draft = line.draft
    if isinstance(found, Refused) or (draft.birth_year or found.value.year) != found.value.year or draft.birth_date:
        line.leave(words)
        return
    born = found.value
    line.draft = replace(draft, birth_year=born.year, birth_month=born.month or draft.birth_month, birth_date=born.full)


def _take_run(run: list[str], line: _Line) -> None:
    """Take words that are all attributes, or leave all of them: "em dâu" is not "em"."""
    facts: dict[str, str] = {}
    place = 0
    while place < len(run):
        found = _attribute(run, place, line)
        if found is None or any(facts.get(key, value) != value or key in facts for key, value in found[0].items()):
            line.leave(run)
            return
        facts |= found[0]
        place += found[1]
    if not line.put(facts):
        line.leave(run)


def _attribute(run: list[str], place: int, line: _Line) -> tuple[dict[str, str], int] | None:
    if run[place].lower() in _FILLERS:
        return {}, 1
    for ethnicity in line.ethnicities:
        expected = ethnicity.lower().split()
        if same_words([word.lower() for word in run[place : place + len(expected)]], expected):
            return _sole_ethnicity(ethnicity, len(expected), line)
    found = kinship_at(run, place)
    if found is None:
        return None
    facts = {"relation": found[0].relation, "sex": found[0].sex}
    return {key: value for key, value in facts.items() if value}, found[1]


def _sole_ethnicity(ethnicity: str, length: int, line: _Line) -> tuple[dict[str, str], int] | None:
    """An ethnicity that no other shares without diacritics."""
    same = [name for name in line.ethnicities if fold(name) == fold(ethnicity)]
    return ({"ethnicity": ethnicity}, length) if len(same) == 1 else None
