"""Forms as storage hands them out."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """What a form is for: the review of households in a round, an official's report, a form that stands by itself, or a household's request.

    What a person fills in for a request stands by itself too: an interview has one of the first three.
    """

    REVIEW = "review"
    REPORT = "report"
    FREE = "free"
    REQUEST = "request"


OF_INTERVIEWS = (Purpose.REVIEW, Purpose.REPORT, Purpose.FREE)


@dataclass(frozen=True, slots=True)
class FormVersion:
    """A form in one version; its bytes never change. Before it is published it may only be tried out, and has no `published_at`.

    `about`: the caller's JSON of what was found when it was checked; "" where nobody has noted it.
    """

    id: int
    key: str
    version: str
    title: str
    sha256: str
    purpose: Purpose
    published_at: datetime | None
    xform: bytes
    about: str = ""


@dataclass(frozen=True, slots=True)
class OwnForm:
    """One's own interviews of a form that stands by itself or is a report: the open one, and how many were submitted."""

    form: FormVersion
    draft: int | None
    submitted: int
