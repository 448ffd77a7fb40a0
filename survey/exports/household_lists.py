"""Lists of households as tables: which households, a row for each member, with the register's facts in columns that are read back as they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey.exports.tables import Column, Kind, Table, Value
from survey.register.against.known import KnownHousehold, KnownMember, YearFacts
from survey.review.classify import Category
from survey.workflow.exporting import ExportKind
from survey.workflow.states import WAITING, AssignmentState
from survey.written import day_text


@dataclass(frozen=True, slots=True)
class InRound:
    """How far the household is in the round that is asked about; `category`: in which class it counts now."""

    state: AssignmentState
    category: Category | None
    score_a: int | None = None
    score_b: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A household of the register. `in_round` None: no round is asked about, or it is not on its list."""

    household: KnownHousehold
    in_round: InRound | None = None

    @property
    def category(self) -> str | None:
        """The class in which it counts: in the round, without one by the register."""
        if self.in_round is not None:
            return self.in_round.category
        facts = self.last
        return None if facts is None else facts.category

    @property
    def last(self) -> YearFacts | None:
        return self.household.years.get(self.household.last_year)


@dataclass(frozen=True, slots=True)
class Labels:
    """Words for people. `titles`: of columns, by the names below; `values`: of classes, states and sexes; the others by the codes of the review form."""

    titles: Mapping[str, str]
    values: Mapping[str, str]
    relations: Mapping[str, str]
    ethnicities: Mapping[str, str]


HOUSEHOLD_COLUMNS = ("number", "unit")
MEMBER_COLUMNS = ("name", "relation", "sex", "birth", "ethnicity", "cccd")
FACT_COLUMNS = ("address", "category", "score_a", "score_b", "year")
ROUND_COLUMNS = ("state", "now", "now_a", "now_b", "person")
LACKS = "lacks_card"
COLUMNS = (*HOUSEHOLD_COLUMNS, *MEMBER_COLUMNS, *FACT_COLUMNS, *ROUND_COLUMNS, LACKS)
"""Everything that a list may tell, by the names of `Labels.titles`."""

_OF_ROUND = frozenset({ExportKind.POOR, ExportKind.NEAR_POOR, ExportKind.NOT_REVIEWED})
_NUMBERS = frozenset({"number", "score_a", "score_b", "year", "now_a"})
_SENSITIVE = frozenset({"ethnicity", "cccd"})
"""As storage seals them; columns of other lists that nobody knows are sealed too."""


def is_on(kind: ExportKind, one: Listed, *, of_round: bool) -> bool:
    """Whether the household is on such a list. `of_round`: there is a round, and of classes and progress only its households count."""
    if kind in _OF_ROUND and of_round and one.in_round is None:
        return False
    match kind:
        case ExportKind.POOR | ExportKind.NEAR_POOR:
            return one.category == kind.value
        case ExportKind.NOT_REVIEWED:
            return one.in_round is not None and one.in_round.state in WAITING
        case ExportKind.NO_CARD:
            return any(member.cccd is None for member in one.household.members)
        case ExportKind.DATA:
            return one.in_round is not None
        case _:
            return True


def household_table(name: str, listed: Sequence[Listed], labels: Labels, *, cards: bool = False) -> Table:
    """A row a member; `cards`: says who has none."""
    names = [one for one in COLUMNS if one != LACKS or cards]
    more = list(dict.fromkeys(heading for one in listed for heading in one.household.extra))
    columns = [_column(one, labels) for one in names] + [Column(heading, sensitive=True) for heading in more]
    rows = []
    for one in listed:
        facts = _facts(one, labels)
        for place, member in enumerate(_people(one.household)):
            told = facts | _member(member, labels)
            # As in the list that they came from: what nobody knows was said once.
            beside: list[Value] = [one.household.extra.get(heading) if place == 0 else None for heading in more]
            rows.append((*(told.get(column) for column in names), *beside))
    return Table(name, tuple(columns), tuple(rows))


def _column(name: str, labels: Labels) -> Column:
    return Column(labels.titles[name], Kind.NUMBER if name in _NUMBERS else Kind.TEXT, name in _SENSITIVE)


def _people(household: KnownHousehold) -> Iterable[KnownMember]:
    """The head first; a household of which nobody is known stands there by its head's name."""
    head = household.head_member
    others = [one for one in household.members if one is not head]
    alone = KnownMember(1, household.head, None, None, None, "chu_ho", None, None)
    return [*([head] if head else []), *others] or [alone]


def _facts(one: Listed, labels: Labels) -> dict[str, Value]:
    household, last, now = one.household, one.last, one.in_round
    found: dict[str, Value] = {
        "number": household.number,
        "unit": household.unit,
        "address": household.address,
        "year": household.last_year or None,
    }
    if last is not None:
        found |= {"category": labels.values[last.category], "score_a": last.score_a, "score_b": last.score_b}
    if now is not None:
        found |= {"state": labels.values[now.state], "now_a": now.score_a, "now_b": now.score_b, "person": now.person}
        found["now"] = labels.values[now.category] if now.category else None
    return found


def _member(member: KnownMember, labels: Labels) -> dict[str, Value]:
    birth = day_text(member.birth_date) if member.birth_date else str(member.birth_year or "")
    return {
        "name": member.name,
        "relation": labels.relations.get(member.relation or "", member.relation),
        "sex": labels.values[member.sex] if member.sex else None,
        "birth": birth,
        "ethnicity": labels.ethnicities.get(member.ethnicity or "", member.ethnicity),
        "cccd": member.cccd,
        LACKS: None if member.cccd else "x",
    }


def chosen(kind: ExportKind, every: Iterable[Listed], *, of_round: bool) -> Iterator[Listed]:
    """Those on the list, in their order."""
    return (one for one in every if is_on(kind, one, of_round=of_round))
