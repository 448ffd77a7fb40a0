"""What a reader hands back: a value that is sure, or a refusal that says why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")

EXAMPLES = {"number": "40", "text": "40", "date": "5/3/1990", "appointment": "thứ năm"}
"""What the refusals of a reader show where nothing is known of the question."""


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """The text has exactly one reading: `value`."""

    value: T


@dataclass(frozen=True, slots=True)
class Refused:
    """The text was not understood, or in more than one way. `code` is a key of content/texts/read.toml, `params` fill its sentence."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Every refusal of a number or a day has an example; who knows the question may put a better one in its place."""
        usual = EXAMPLES.get(self.code.partition(".")[0])
        if usual is not None:
            object.__setattr__(self, "params", {"example": usual, **self.params})


Read: TypeAlias = Value[T] | Refused
"""What every reader returns."""
