"""Where an interview stands beyond what the path says, and what comes of a reply."""

from dataclasses import dataclass

from survey.interview.path.events import Event
from survey.interview.path.pending import Pending


@dataclass(frozen=True, slots=True)
class Position:
    """Where the interview stands beyond what the path says."""

    focus: str = ""
    """The id of a screen that the person asked for ("sửa 9"); "" = where the path goes on."""
    pending: Pending | None = None
    draft: tuple[str, ...] = ()
    """What was tapped or sent so far: values of choices, numbers of members, or points as "latitude longitude"."""


HERE = Position()


@dataclass(frozen=True, slots=True)
class Facts:
    """What came of a reply."""

    position: Position
    events: tuple[Event, ...]
