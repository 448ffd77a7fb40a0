"""Long work beside the turns, as storage hands it out."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chat import Incoming


class JobState(StrEnum):
    """waiting -> running -> done | failed | cancelled; running -> waiting where its process died."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Job:
    """Work that a message has asked for and that is too long for its turn.

    `message` is that message, `about` the kind's own words about what is to be done. `done` of `total` parts are calculated (0 of 0 = not
    known), `result` is what was calculated and is still to be written, in batches of which `written` are kept. `attempts` counts how often
    somebody took it up; `told_at` is when the person last heard how far it is. `error` is a code, never what a person wrote.
    """

    id: int
    kind: str
    person_id: int
    message: Incoming
    about: str
    state: JobState
    done: int
    total: int
    result: bytes | None
    written: int
    attempts: int
    error: str
    created_at: datetime
    told_at: datetime | None
