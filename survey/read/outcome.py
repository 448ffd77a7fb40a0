"""What a reader hands back: a value that is sure, or a refusal that says why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """The text has exactly one reading: `value`."""

    value: T


@dataclass(frozen=True, slots=True)
class Refused:
    """The text was not understood, or in more than one way. `code` is a key of content/texts/read.toml, `params` fill its sentence."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


Read: TypeAlias = Value[T] | Refused
"""What every reader returns."""
