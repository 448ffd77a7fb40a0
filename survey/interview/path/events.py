"""What a person may answer with, and what came of it: values in, facts out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from survey.coded import Words
from survey.identity_card import IdentityCard
from survey.interview.asks.outline import Roster
from survey.interview.path.pending import Claim
from survey.interview.path.picks import Pick
from survey.interview.path.screens import Screen, Spot
from survey.state import ItemPath

_MOST_TOLD = 2


@dataclass(frozen=True, slots=True)
class Typed:
    """Words or numbers that were typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button of the screen: `spot` is the question's number ("9.2"), None where the screen as a whole is meant."""

    spot: str | None
    pick: Pick


@dataclass(frozen=True, slots=True)
class Attached:
    """A photo or file (`value` = its key in the file store) or a location ("lat lon altitude accuracy").

    `kind` is "photo", "file" or "location"; `mime` says what a file is.
    """

    kind: str
    value: str
    mime: str = ""


@dataclass(frozen=True, slots=True)
class Carded:
    """A photo in which a căn cước was looked for. `elsewhere`: the household in which its number stands too, by its number, "?" where it is not to be named."""

    card: IdentityCard | None
    elsewhere: str = ""


Reply = Typed | Tapped | Attached


@dataclass(frozen=True, slots=True)
class Recorded:
    """These spots have an answer now (or were skipped)."""

    spots: tuple[Spot, ...]
    skipped: bool = False
    dropped: bool = False
    """Answers were there before, and are no more."""
    sure: bool = False
    """The person was asked whether it is really so."""


@dataclass(frozen=True, slots=True)
class Completed:
    """These answers of one member were taken from the card."""

    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class CardPutAside:
    """Something else was said while it was asked whose card this is: nothing of it was written."""

    name: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What was answered last time was said to be so still."""

    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class NoResult:
    """The answer was recorded, but these calculations of the form have no result with it: (name, reason for the form's author)."""

    calculations: tuple[tuple[str, str], ...]

    @property
    def told(self) -> tuple[dict[str, str], ...]:
        """As much of it as a message has room for: one answer may leave many without a result."""
        return tuple({"name": name, "reason": reason} for name, reason in self.calculations[:_MOST_TOLD])


@dataclass(frozen=True, slots=True)
class Kept:
    """The person passed over questions of which some have an answer: it stays as it is."""

    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing was recorded; `code` names the sentence, `params` fill it. `spot` is the question it is about, where there are several."""

    code: str
    params: Mapping[str, Words] = field(default_factory=dict)
    spot: Spot | None = None
    message: str = ""
    """The form author's own sentence (constraint message); it is said instead of the one for `code`."""


@dataclass(frozen=True, slots=True)
class MemberAdded:
    """A member was added to the roster; `leftovers` could not be placed, `doubts` kept some of what was said from being recorded."""

    item: ItemPath
    leftovers: str = ""
    doubts: tuple["Doubt", ...] = ()
    age: int | None = None
    """The age that the year of birth was counted from."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is told of a member cannot well be so: `code` names the sentence, `params` fill it, `roles` are the questions it is about."""

    code: str
    params: Mapping[str, str]
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Renamed:
    """A member has another name now."""

    item: ItemPath
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SureWanted:
    """Is it really so? Asked of people who seem to be on the list already, and of what can hardly be true of a member."""

    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class LeftAsIs:
    """The person said that it is not so: nothing was recorded."""


@dataclass(frozen=True, slots=True)
class MemberRemoved:
    """A member was taken off the roster."""

    item: ItemPath
    name: Words
    reason: str


@dataclass(frozen=True, slots=True)
class ReasonWanted:
    """Why are these members to be removed?"""

    items: tuple[ItemPath, ...]


@dataclass(frozen=True, slots=True)
class ListConfirmed:
    """The roster's list was confirmed."""

    screen: Screen


@dataclass(frozen=True, slots=True)
class Toggled:
    """A choice of a multi-select was tapped; these are chosen now."""

    spot: Spot
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """An earlier question was opened to be corrected."""

    screen: Screen


@dataclass(frozen=True, slots=True)
class PassedOver:
    """These questions could not be asked on the person's channel; `reason` is one of `passing.REASONS`."""

    spots: tuple[Spot, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A part of a name was typed: that many choices of a long list hold it, and are offered now."""

    spot: Spot
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class ItemsAdded:
    """That many entries were added to a repeat whose entries have no names."""

    roster: Roster
    count: int


@dataclass(frozen=True, slots=True)
class PointAdded:
    """A shared location was taken as the next point of a line or area; so many there are now."""

    spot: Spot
    count: int


@dataclass(frozen=True, slots=True)
class Several:
    """The words fit several questions: which one?"""

    spots: tuple[Spot, ...]


Event = (
    Recorded
    | Completed
    | CardPutAside
    | Confirmed
    | Kept
    | Refusal
    | NoResult
    | MemberAdded
    | MemberRemoved
    | Renamed
    | SureWanted
    | LeftAsIs
    | ItemsAdded
    | ReasonWanted
    | ListConfirmed
    | Toggled
    | Narrowed
    | PointAdded
    | PassedOver
    | Opened
    | Several
)
