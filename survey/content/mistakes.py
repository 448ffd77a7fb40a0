"""One kind of mistake for everything in `content/`: where it is, what is wrong, what to do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend. `file` below the content folder ("programme/x.toml"); `place` in it ("dòng 7, [[task]] số 1, due_on"), "" = the whole file."""

    file: str
    place: str
    cause: str
    cure: str

    def __str__(self) -> str:
        """One line of Vietnamese."""
        return f"{self.what} {self.cure}"

    @property
    def what(self) -> str:
        """Place and cause, without the cure."""
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.cause}"


class ContentError(Exception):
    """Content cannot be used; `mistakes` holds every one that was found."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


@dataclass(slots=True)
class Gathered:
    """The mistakes of several files: each is read, whatever is wrong with the one before it."""

    mistakes: list[Mistake] = field(default_factory=list)

    def of(self, read: Callable[[], T], stand_in: S) -> T | S:
        """What `read` gives, or the stand-in and its mistakes noted."""
        try:
            return read()
        except ContentError as error:
            self.mistakes += error.mistakes
            return stand_in

    def settle(self) -> None:
        """Raise ContentError where anything was noted."""
        if self.mistakes:
            raise ContentError(self.mistakes)
