"""What a household asks for on paper, as storage hands it out."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RequestKind(StrEnum):
    """To be reviewed (Mẫu 01), or to leave the list (Mẫu 04)."""

    REVIEW = "review"
    LEAVE = "leave"


class RequestState(StrEnum):
    """`DRAFT`: being taken down, without a receipt; `OPEN`: waits for a round or an official; `DUE`: a written answer is due; `JOINED`: on the list of a
    round; `ANSWERED`: refused in writing, with a reason.
    """

    DRAFT = "draft"
    OPEN = "open"
    DUE = "due"
    JOINED = "joined"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Request:
    """`household_id` None: a household that the register does not have, called `name`; `marks`: columns of Phiếu A that apply, None = it was not asked.

    Its receipt is `number` of `year` in its commune; 0 while it is taken down.
    """

    id: int
    kind: RequestKind
    state: RequestState
    commune: str
    unit: str
    unit_name: str
    household_id: int | None
    household: int | None
    """The household's number."""
    name: str
    number: int
    year: int
    marks: int | None
    round_id: int | None
    interview_id: int
    by: int
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What becomes of a request; `reason` is sealed."""

    state: RequestState
    by: int | None
    at: datetime
    round_id: int | None = None
    household_id: int | None = None
    reason: str = ""
