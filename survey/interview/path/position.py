"""Where an interview stands beyond what the path says, and what comes of a reply."""

from dataclasses import dataclass

from survey.interview.path.events import Event


@dataclass(frozen=True, slots=True)
class Position:
    """Where the interview stands beyond what the path says.

    `focus`: a screen that the person asked for; `pending`: a small question that stands before it; `draft`: what was picked or sent so far.
    """

    focus: str = ""
    pending: tuple[str, str] = ("", "")
    draft: tuple[str, ...] = ()


HERE = Position()


@dataclass(frozen=True, slots=True)
class Facts:
    """What came of a reply."""

    position: Position
    events: tuple[Event, ...]
