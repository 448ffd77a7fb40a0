"""What an examination finds: how it stands, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The mark before the sentence; only BAD makes the command fail."""

    GOOD = "✓"
    DOUBT = "!"
    BAD = "✗"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One sentence in Vietnamese, and for all but GOOD what to do."""

    level: Level
    what: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.level} {self.what}" + (f"\n  → {self.advice}" if self.advice else "")


def good(what: str) -> Diagnosis:
    return Diagnosis(Level.GOOD, what)


def doubt(what: str, advice: str) -> Diagnosis:
    return Diagnosis(Level.DOUBT, what, advice)


def bad(what: str, advice: str) -> Diagnosis:
    return Diagnosis(Level.BAD, what, advice)
