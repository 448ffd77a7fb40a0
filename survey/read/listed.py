"""A list of choices as people see it: what each may be called, and by which number it is picked."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from survey.read.name_search import Names
from survey.read.outcome import Read, Refused, Value
from survey.read.spelling import Phrases, fold, normalise, normalise_all, same_words, words

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

    def prepare(self) -> None:
        """Make what a long list is searched by, before anything is typed."""
        self.names.prepare()
        _ = self.labels, self.by_other_name, self.numbers

    @cached_property
    def names(self) -> Names:
        """The labels, to be searched."""
        return Names([label for _, label in self.pairs])

    @cached_property
    def labels(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(value, words) of the labels."""
        named = zip(self.pairs, self.names.words, strict=True)
        return tuple((value, tuple(name)) for (value, _), name in named if name)

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

    def labelled(self, typed: Sequence[str]) -> list[tuple[Sequence[str], str]]:
        """(words, value) of the labels that are these words, as `same_words` says."""
        near = self.names.of_letters(" ".join(map(fold, typed)))
        found = ((self.names.words[place], self.pairs[place][0]) for place in near)
        return [(name, value) for name, value in found if same_words(typed, name)]

    def of_letters(self, letters: str) -> set[str]:
        """The values with a name whose words, without diacritics and with blanks between them, are just these."""
        others = (value for value, name in self.others if " ".join(map(fold, name)) == letters)
        return {*others, *(self.pairs[place][0] for place in self.names.of_letters(letters))}

    @cached_property
    def _plain(self) -> list[str]:
        return normalise_all([label for _, label in self.pairs])

    @cached_property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """(value, number) of the choices whose labels begin with a whole number: "3 trở lên", not "1,5 triệu" and not "1-2 người"."""
        found = ((value, _LEADING.match(label)) for (value, _), label in zip(self.pairs, self._plain, strict=True))
        return tuple((value, number[1]) for value, number in found if number)

    @cached_property
    def numbered_by_labels(self) -> bool:
        """Whether all labels begin with figures that are not the places: then a number means the label, and places are not shown."""
        labels = self._plain
        if not labels or not all(label[:1].isdecimal() for label in labels):
            return False
        firsts = [number for _, number in self.numbers]
        places = [str(place) for place in range(1, len(labels) + 1)]
        return firsts != places and len(set(firsts)) == len(firsts)

    def typed(self, place: int) -> str:
        """What may be typed for the choice of this place, counted from 1."""
        value, label = self.pairs[place - 1]
        if self.numbered_by_labels:
            return label
        return str(place) if by_number(str(place), self) == Value(value) else f"mục {place}"

    def ordered(self) -> str:
        """All of them in an order, as it is typed."""
        return ",".join(self.typed(place) for place in range(len(self), 0, -1))

    def __len__(self) -> int:
        return len(self.pairs)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.pairs)

    def __getitem__(self, place: int) -> tuple[str, str]:
        return self.pairs[place]


Listed = Choices | Sequence[tuple[str, str]]

_LEADING = re.compile(r"([0-9]{1,4})[.):]?(?=\s|$)")


def by_number(number: str, choices: Choices, *, placed: bool = False) -> Read[str]:
    """The choice that a number picks: by its label where the labels are numbers, else by its place; `placed` says that the place is meant ("mục 2")."""
    place = int(number) if len(number) < 3 else 0
    at_place = choices[place - 1][0] if 1 <= place <= len(choices) else None
    led = [] if placed else [value for value, first in choices.numbers if first == number]
    if choices.numbered_by_labels and not placed:
        found = led or _open_ended(int(number), choices)
        return Value(found[0]) if found else Refused("choice.no_number", {"number": number, "label": choices.typed(1)})
    if led and at_place not in {None, *led}:
        return _two_ways(number, led[0], choices)
    if len(led) > 1:
        return Refused("choice.ambiguous", {"text": number})
    value = led[0] if led else at_place
    return (
        Refused("choice.out_of_range", {"number": number, "last": str(len(choices))}) if value is None else Value(value)
    )


def _open_ended(number: int, choices: Choices) -> list[str]:
    """The choice "3 trở lên" for 4."""
    found = ((value, _AND_MORE.fullmatch(normalise(label))) for value, label in choices)
    return [value for value, least in found if least and number >= int(least[1])]


_AND_MORE = re.compile(r"([0-9]{1,4})(?: \w+)? trở lên", re.IGNORECASE)


def _two_ways(number: str, value: str, choices: Choices) -> Refused:
    """A place, or another choice that is called so: each with the words that mean it alone."""
    place = 1 + [one for one, _ in choices].index(value)
    labels = {"label": choices[int(number) - 1][1], "other": choices[place - 1][1]}
    return Refused("choice.ambiguous_number", {"number": number, "place": str(place), **labels})
