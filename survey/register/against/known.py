"""What the register holds already, as a list is held against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class YearFacts:
    """What a household was in one year. `kept`: it comes from a review, and a list does not change it."""

    category: str
    score_a: int | None
    score_b: int | None
    kept: bool = False


@dataclass(frozen=True, slots=True)
class KnownMember:
    """A member who has not left; None where nothing is known."""

    ordinal: int
    name: str
    sex: str | None
    birth_year: int | None
    birth_date: date | None
    relation: str | None
    ethnicity: str | None
    cccd: str | None


@dataclass(frozen=True, slots=True)
class KnownHousehold:
    """A household of the commune. `unit`: its group's name; `extra`: what lists said in columns that nobody knows; `last_ordinal` counts those who left too."""

    id: int
    number: int
    head: str
    unit: str
    address: str
    extra: Mapping[str, str]
    years: Mapping[int, YearFacts]
    members: tuple[KnownMember, ...]
    last_ordinal: int

    @property
    def last_year(self) -> int:
        """The newest year that is known; 0 where none is."""
        return max(self.years, default=0)

    @property
    def head_member(self) -> KnownMember | None:
        """The one who stands there as the head."""
        return next((one for one in self.members if one.relation == "chu_ho"), None)
