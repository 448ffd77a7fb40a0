"""Who is told what: the parts of a line shared out among the people whom it names, or why that is not clear."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from survey.read.kinship import NOT_OFFERED, SEX_OF
from survey.read.member_line import Kind, Part
from survey.read.member_names import facts_around, find_names
from survey.read.member_numbers import Figure
from survey.read.person_name import middle_sex, too_long
from survey.read.spelling import is_plain


@dataclass(slots=True)
class Person:
    """A name, and the parts that tell of its bearer; `left`: what found no place."""

    part: Part
    told: list[Part] = field(default_factory=list)
    left: list[Part] = field(default_factory=list)

    @property
    def name(self) -> tuple[str, ...]:
        """The words of the name."""
        return self.part.name


@dataclass(frozen=True, slots=True)
class Unclear:
    """A line that cannot be shared out; `people` is what was understood of it. `why` names the sentence."""

    why: str
    people: tuple[Person, ...] = ()


def share_out(parts: list[Part], *, introduced: bool = False) -> tuple[Person, ...] | Unclear:
    """The people of a line, () where it names nobody. `introduced`: somebody is named, be it by one word."""
    places = find_names(parts, introduced=introduced)
    if not places:
        return ()
    people = [Person(parts[place]) for place in places]
    clear = _give(parts, places, people)
    if not clear and len(people) > 1:
        return Unclear("member.several", tuple(people))
    for person in people:
        doubt = _settle(person) or ("member.name_end" if person.part.flawed else "")
        if doubt:
            return Unclear(doubt, tuple(people))
    return _whole(parts, people)


def _whole(parts: list[Part], people: list[Person]) -> tuple[Person, ...] | Unclear:
    """All of them, unless a line of several people does not add up."""
    several = len(people) > 1
    if any(part.kind is Kind.COUPLE for part in parts) and not several:
        return Unclear("member.several", tuple(people))
    if several and any(_contradicts(person) for person in people):
        return Unclear("member.several", tuple(people))
    return tuple(people)


# --- who is told what ----------------------------------------------------------------------------------------------------------------------


def _give(parts: list[Part], places: Sequence[int], people: list[Person]) -> bool:
    """Give every fact to its person; False where a part may be somebody else's."""
    clear = True
    current, stopped = people[0], False
    upcoming = list(zip(places, people, strict=True))
    for place, part in enumerate(parts):
        if place in places:
            current, stopped = dict(upcoming)[place], False
        elif part.kind is Kind.BREAK:
            stopped = stopped or part.moot
        elif part.kind is Kind.ASIDE:
            stopped = stopped or part.moot or (is_plain(part.text) and _break_before(parts, place))
            clear = clear and not part.moot
            current.left.append(part)
        elif part.kind is Kind.FACT:
            owner = _owner(parts, place, upcoming, current)
            if owner is None and len(people) > 1:
                return False
            if owner is None:
                current.left.append(part)
                continue
            (owner.left if stopped and owner is current else owner.told).append(part)
    return clear


def _owner(parts: list[Part], place: int, upcoming: list[tuple[int, Person]], current: Person) -> Person | None:
    """The person before the fact, the one right behind it ("vợ là Vay"), or nobody can tell."""
    part = parts[place]
    following = next(((n, person) for n, person in upcoming if n > place), None)
    first = upcoming[0]
    if following is None or part.moot:
        return current
    if place < first[0]:
        return _before_the_first(parts, place, upcoming)
    between = parts[place + 1 : following[0]]
    if _break_before(parts, place) and not _breaks(between) and any(one.relation for one in between):
        return None
    at_name = not between or all(one.kind is Kind.COLON for one in between)
    if not part.relation:
        return None if at_name and _break_before(parts, place) else current
    if any(one.figure for one in between):
        return current
    if at_name and part.surely_next:
        return following[1]
    if at_name and _break_before(parts, place):
        return _next_or_nobody(parts, place, following, current)
    return _trailing(parts, place, upcoming, current)


def _before_the_first(parts: list[Part], place: int, upcoming: list[tuple[int, Person]]) -> Person | None:
    """What leads in the first of several is clear only where it is a relation right before it."""
    part, first = parts[place], upcoming[0]
    leading = parts[: first[0]]
    facts = [one for one in leading if one.kind is Kind.FACT]
    and_ = any(one.kind is Kind.BREAK and one.moot for one in leading)
    if (
        and_
        or any(one.kind is Kind.ASIDE for one in leading)
        or len({*relations(facts)}) > 1
        or len({*sexes(facts)}) > 1
    ):
        return None
    if len(upcoming) == 1 or (part.relation and not _breaks(parts[place : first[0]])):
        return first[1]
    return None


def _break_before(parts: list[Part], place: int) -> bool:
    """Whether a sign stands before the relation, so that it begins a piece: ", vợ Vay 87"."""
    before = next((one for one in reversed(parts[:place]) if one.kind is not Kind.COUPLE), None)
    return before is not None and before.kind is Kind.BREAK


def _next_or_nobody(parts: list[Part], place: int, following: tuple[int, Person], current: Person) -> Person | None:
    """The child in ", con Phạm Văn Rin", unless nothing more is told: then it may be whose child the person before is."""
    own = facts_around(parts, following[0], whole_line=False)
    has_more = any(one is not parts[place] for one in own)
    return following[1] if has_more or _is_told(current) else None


def _trailing(parts: list[Part], place: int, upcoming: list[tuple[int, Person]], current: Person) -> Person | None:
    """A relation between two names belongs to the first one, if the second has one of its own; of two in a row the second leads in the next."""
    following = next((n, person) for n, person in upcoming if n > place)
    if _is_told(current):
        return None if _breaks(parts[place : following[0]]) else following[1]
    again = [one for one in parts[place + 1 : following[0]] if one.kind is Kind.FACT and one.relation]
    since = next(n for n, person in upcoming if person is current)
    direct = not _breaks(parts[since:place]) and _breaks(parts[place : following[0]])
    return current if again or direct or _has_own(parts, following[0], [n for n, _ in upcoming]) else None


def _is_told(person: Person) -> bool:
    """Whether it is known already what the person is to the head."""
    return any(one.relation not in {"", NOT_OFFERED} and not one.moot for one in person.told)


def _has_own(parts: list[Part], place: int, places: Sequence[int]) -> bool:
    """Whether the person named at `place` is followed by a relation that does not lead in the next one."""
    behind = next((n for n in places if n > place), len(parts))
    told = [part for part in parts[place + 1 : behind] if part.kind is Kind.FACT and part.relation]
    if any(not (part.glued or part.surely_next or part.moot) for part in told):
        return True
    return any(part.glued and not part.surely_next for part in told) and _has_own(parts, behind, places)


def _breaks(parts: Iterable[Part]) -> bool:
    return any(part.kind is Kind.BREAK for part in parts)


# --- what does not add up ------------------------------------------------------------------------------------------------------------------


def _settle(person: Person) -> str:
    """Decide whether the word behind a name belongs to it: the code of a doubt, or ""."""
    moot = next((part for part in person.told if part.moot), None)
    if moot is None:
        return ""
    others = [part for part in person.told if part is not moot]
    choice = _moot(person, moot, others)
    if choice == "name" and moot.followed and moot.followed not in {"nam", "nữ", "nu"}:
        choice = ""
    moot.moot = False
    if choice == "name":
        person.part.name = (*person.part.name, moot.text)
        person.part.text = f"{person.part.text} {moot.text}"
        person.told = others
        person.part.flawed = person.part.flawed or too_long(person.name)
    return "" if choice else "member.name_end"


def _moot(person: Person, moot: Part, others: Iterable[Part]) -> str:
    sexes = [one.sex for one in others if one.sex and not one.relation and not one.or_year]
    relations = [one.relation for one in others if one.relation not in {"", NOT_OFFERED}]
    middle = next((sex for word in person.name[1:] if (sex := middle_sex(word))), None)
    if moot.relation:
        if middle and SEX_OF.get(moot.relation, middle) != middle:
            return "name" if moot.text.lower() == "anh" else ""
        if relations:
            return "" if moot.prefer == "fact" else "name"
        return moot.prefer
    if not moot.sex:
        return moot.prefer
    if sexes and not moot.or_year and (moot.prefer != "fact" or middle not in {None, moot.sex}):
        return "name"
    unlikely = middle is not None and middle != moot.sex
    return "" if unlikely or sexes else moot.prefer


def _contradicts(person: Person) -> bool:
    """Whether two facts of one person say different things."""
    return any(len(set(values)) > 1 for values in (relations(person.told), sexes(person.told), years(person.told)))


def relations(told: Iterable[Part]) -> list[str]:
    """The relations that are told."""
    return [part.relation for part in told if part.relation]


def sexes(told: Iterable[Part]) -> list[str]:
    """The sexes that are told."""
    return [part.sex for part in told if part.sex]


def years(told: Iterable[Part]) -> list[int]:
    """The years of birth that are told; 0 for one that is not clear. An age tells one of two years."""
    figures = [part.figure for part in told if part.figure and not part.figure.cccd]
    exact = {one.born.year for one in figures if one.born and one.age is None and not one.unsure}
    return [_year(one, exact) for one in figures]


def _year(figure: Figure, exact: set[int]) -> int:
    if figure.unsure or figure.born is None:
        return 0
    if figure.age is not None:
        return next((year for year in exact if 0 <= figure.born.year - year <= 1), figure.born.year)
    return figure.born.year
