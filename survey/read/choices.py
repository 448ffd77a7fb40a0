"""A list of choices with everything that may be typed for each, made ready once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from survey.read.spelling import Phrases, normalise, words

_NO_OTHERS: Mapping[str, Sequence[str]] = MappingProxyType({})


class Choices:
    """(value, label) in the order in which they were numbered, from 1; made once for a list that does not change.

    `also`: what else people say for a value ("làm rẫy" for "tự làm"); a phrase may stand for several values, which are then asked apart.
    `shown`: the person has seen all of them, so that a part of a label is enough; in a longer list what fits is offered, never taken.
    """

    def __init__(
        self, pairs: Iterable[tuple[str, str]], also: Mapping[str, Sequence[str]] = _NO_OTHERS, *, shown: bool = True
    ) -> None:
        self.pairs = tuple(pairs)
        self.also = also
        self.shown = shown

    @cached_property
    def labels(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(value, words) of the labels."""
        return tuple((value, tuple(words(label))) for value, label in self.pairs if words(label))

    @cached_property
    def others(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(value, words) of everything else that a value may be called."""
        said = [(value, phrase) for value, phrases in self.also.items() for phrase in phrases]
        return tuple((value, tuple(words(phrase))) for value, phrase in said if words(phrase))

    @property
    def phrases(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return self.labels + self.others

    @cached_property
    def by_other_name(self) -> Phrases[str]:
        return Phrases((words(phrase), value) for value, phrases in self.also.items() for phrase in phrases)

    @cached_property
    def by_label(self) -> Phrases[str]:
        """The values by the words of their labels."""
        return Phrases((words(label), value) for value, label in self.pairs)

    @cached_property
    def numbers(self) -> tuple[tuple[str, str, str], ...]:
        """(value, label, first word) of the choices whose labels begin with a number."""
        begun = ((value, normalise(label), words(label)[:1]) for value, label in self.pairs)
        return tuple((value, label, first[0]) for value, label, first in begun if first and first[0].isdecimal())

    def __len__(self) -> int:
        return len(self.pairs)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.pairs)

    def __getitem__(self, place: int) -> tuple[str, str]:
        return self.pairs[place]


Listed = Choices | Sequence[tuple[str, str]]
