"""A typed answer to a list of choices: by number, by label, by label without diacritics."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from survey.read.keyed import retried
from survey.read.outcome import Read, Refused, Value
from survey.read.spelling import Phrases, is_plain, normalise, spell, words
from survey.read.statement import polite_core, sized
from survey.read.wording import covered, partly
from survey.read.yesno import read_yesno, says_none

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

_NUMBER = re.compile(
    r"(?:(?:cái |cai |mục |muc |chọn |chon |ý |đáp án |dap an |cái mục )?(?:số |so |cái |cai )?)?\(?([0-9]{1,4})(?:\)|[.,;])?"
)
_NUMBER_AND_LABEL = re.compile(r"([0-9]{1,4})\s*[.):-]?\s+(\D.*)")
_SEPARATOR = re.compile(r"\s*[,;]\s*(?:và\s|va\s)?\s*|\s+(?:và|va|với|voi|&|\+)\s+")
_NUMBERS = re.compile(r"[0-9]{1,4}(?:[\s,;&+]+(?:và |va )?[0-9]{1,4})+")
_RANGE = re.compile(r"[0-9]+\s*(?:-|đến|den|tới|toi)\s*[0-9]+")
_FROM_TO = re.compile(r"(?:(?:từ|tu) )?([0-9]{1,2}) ?(?:đến|den|tới|toi) ?([0-9]{1,2})")
_HYPHEN = re.compile(r"([0-9]{1,2}) ?- ?([0-9]{1,2})")
_MOST_PARTS = 40


def match_choice(text: str, listed: Listed) -> Read[str]:
    """The value of the one choice that is meant."""
    choices = listed if isinstance(listed, Choices) else Choices(listed)
    return retried(text, lambda typed: _match_one(typed, choices))


def _match_one(text: str, choices: Choices) -> Read[str]:
    short = sized(text)
    if isinstance(short, Refused):
        return short if short.code == "text.empty" else _unknown(text)
    said = short.value.strip()
    if _NUMBERS.fullmatch(said) and not _labelled(said, choices):
        return Refused("choice.several", {"text": said})
    return _one(said, choices)


def match_choices(text: str, listed: Listed, exclusive: Collection[str] = ()) -> Read[tuple[str, ...]]:
    """The values of all choices that are meant, in the order of the list; a value of `exclusive` stands alone.

    Numbers may be parted by commas, spaces or "và", labels by commas, semicolons or "và".
    """
    choices = listed if isinstance(listed, Choices) else Choices(listed)
    return retried(text, lambda typed: _match_several(typed, choices, exclusive))


def _match_several(text: str, choices: Choices, exclusive: Collection[str]) -> Read[tuple[str, ...]]:
    short = sized(text)
    if isinstance(short, Refused):
        return short if short.code == "text.empty" else _unknown(text)
    said = short.value.strip().rstrip(".,;")
    # Across a comma a label must be whole, or a word behind it would be passed over: "vay vốn, nhà".
    parted = bool(_SEPARATOR.search(said))
    whole = _one(said, choices, loosely=not parted)
    if isinstance(whole, Value):
        return Value((whole.value,))
    found = _several(said, choices, whole)
    if isinstance(found, Refused):
        return found
    if len(set(found.value)) > 1 and set(found.value) & set(exclusive):
        labels = [label for value, label in choices if value in exclusive and value in found.value]
        return Refused("choice.exclusive", {"label": labels[0] if labels else ""})
    return Value(tuple(value for value, _ in choices if value in found.value))


def _several(said: str, choices: Choices, whole: Refused) -> Read[list[str]]:
    if _RANGE.search(said):
        return _ranged(polite_core(said), choices)
    if _NUMBERS.fullmatch(said):
        return _all([_one(number, choices) for number in re.findall("[0-9]+", said)])
    return _listed(said, choices) or _run_together(said, choices) or whole


def _ranged(said: str, choices: Choices) -> Read[list[str]]:
    """All of "1 đến 3"; "1-3" may as well be two."""
    if match := _HYPHEN.fullmatch(said):
        one, other = f"{match[1]},{match[2]}", f"{match[1]} đến {match[2]}"
        return Refused("choice.range", {"text": said, "one": one, "other": other})
    match = _FROM_TO.fullmatch(said)
    first, last = map(int, match.groups()) if match else (0, 0)
    if not first < last:
        return Refused("number.range", {"text": said})
    return _all([_by_number(str(number), choices) for number in range(first, last + 1)])


def _listed(said: str, choices: Choices) -> Read[list[str]] | None:
    """Split at separators, but keep together what only together is a label ("không có kiến thức, kỹ năng"); None without a separator."""
    cuts = [(0, 0), *(match.span() for match in _SEPARATOR.finditer(said)), (len(said), len(said))]
    if not 2 < len(cuts) <= _MOST_PARTS:
        return None
    found: list[Read[str]] = []
    start = 0
    while start < len(cuts) - 1:
        pieces = [(end, said[cuts[start][1] : cuts[end][0]]) for end in range(len(cuts) - 1, start, -1)]
        tried = [(end, _one(piece, choices)) for end, piece in pieces]
        end, one = next((hit for hit in tried if isinstance(hit[1], Value)), tried[-1])
        found.append(one)
        start = end
    return _all(found)


def _run_together(said: str, choices: Choices) -> Read[list[str]] | None:
    """Labels with nothing but blanks between them ("tivi điện thoại thường"); None where a word is left over."""
    found = covered(_spelt_out(polite_core(said)), choices.phrases) if choices.shown and not _signs(said) else None
    return Value(list(found)) if found else None


def _all(found: Sequence[Read[str]]) -> Read[list[str]]:
    values = []
    for one in found:
        if isinstance(one, Refused):
            return one
        values.append(one.value)
    return Value(values)


def _one(said: str, choices: Choices, *, loosely: bool = True) -> Read[str]:
    core = polite_core(said)
    if match := _NUMBER.fullmatch(said) or _NUMBER.fullmatch(core):
        return _by_number(match[1], choices)
    known = _labelled(said, choices) or _labelled(core, choices) or _other(said, choices)
    if not known and (match := _NUMBER_AND_LABEL.fullmatch(said)) and not choices.by_other_name.find(words(core)):
        place = int(match[1])
        if 1 <= place <= len(choices) and choices[place - 1][0] in _labelled(match[2], choices):
            return Value(choices[place - 1][0])
        return Refused("choice.ambiguous", {"text": said}) if _labelled(match[2], choices) else _unknown(said)
    found, sure = (known, True) if known or not loosely else _loosely(core, choices)
    if len(found) > 1 or (found and not sure):
        return _which(said, found, choices)
    if not found:
        found = _answered(said, choices)
    return Value(found[0]) if len(found) == 1 else _unknown(said)


def _other(said: str, choices: Choices) -> list[str]:
    """The values that have just this other name, as it was typed: the end of "lam nha" is no politeness."""
    return list(dict.fromkeys(value for _, value in choices.by_other_name.find(_spelt_out(said)) if not _signs(said)))


def _answered(said: str, choices: Choices) -> list[str]:
    """The values that a yes or a no in other words comes to: "ờ" where a choice is called "có", "đâu có" where one is called "không"."""
    yes, no = ([value for _, value in _called([word], choices)] for word in ("có", "không"))
    if yes and no:
        answer = read_yesno(said)
        return (yes if answer.value else no) if isinstance(answer, Value) else []
    return no if says_none(said) else []


def _called(name: list[str], choices: Choices) -> list[tuple[Sequence[str], str]]:
    return choices.by_label.find(name) or choices.by_other_name.find(name)


def _loosely(said: str, choices: Choices) -> tuple[list[str], bool]:
    """The values that another name, a part of a label, or a label among words of no weight speaks of; whether the one is sure."""
    typed = _spelt_out(said)
    if not typed or _signs(said):
        return [], False
    exact = [value for _, value in choices.by_label.find(typed)]
    other = exact or [value for _, value in choices.by_other_name.find(typed)]
    if other or not choices.shown:
        return list(dict.fromkeys(other)), True
    part, sure = partly(typed, choices.labels, choices.others)
    if part and sure:
        return part, True
    covering = covered(typed, choices.phrases)
    return (covering, True) if covering else (part, False)


_SPELT_OUT = {
    "ko": "không",
    "k": "không",
    "kh": "không",
    "hông": "không",
    "hong": "không",
    "ng": "người",
    "đt": "điện thoại",
    "dt": "điện thoại",
}
_GLUED = re.compile(r"(?<![^\W_])([^\W\d_]+)([0-9]{1,2})(?![^\W_])")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")


def _spelt_out(said: str) -> list[str]:
    """The words with what phones shorten written out, "h're" as "hre"."""
    found = (_SPELT_OUT.get(word, word) for word in words(_GLUED.sub(r"\1 \2", _APOSTROPHE.sub("", said))))
    return [part for word in found for part in word.split()]


def _which(said: str, found: Sequence[str], choices: Choices) -> Refused:
    """The choices that could be meant, with their numbers."""
    numbered = [f"{number}. {label}" for number, (value, label) in enumerate(choices, start=1) if value in found]
    if len(numbered) == 1:
        number = numbered[0].partition(".")[0]
        return Refused("choice.is_it", {"text": normalise(said)[:40], "label": numbered[0], "number": number})
    if len(numbered) > 4:
        return Refused("choice.ambiguous", {"text": normalise(said)[:40]})
    return Refused("choice.which", {"text": normalise(said)[:40], "labels": " · ".join(numbered)})


def _by_number(number: str, choices: Choices) -> Read[str]:
    labelled = [value for value, label, _ in choices.numbers if label == number]
    place = int(number) if len(number) < 3 else 0
    at_place = choices[place - 1][0] if 1 <= place <= len(choices) else None
    led = [value for value, _, first in choices.numbers if first == number]
    if led and at_place not in {None, *led}:
        return Refused("choice.ambiguous_number", {"number": number, "label": choices[place - 1][1]})
    if len(labelled) > 1:
        return Refused("choice.ambiguous", {"text": number})
    value = labelled[0] if labelled else at_place
    return (
        Refused("choice.out_of_range", {"number": number, "last": str(len(choices))}) if value is None else Value(value)
    )


def _labelled(said: str, choices: Choices) -> list[str]:
    """Values of the choices with this label; typed without diacritics, of all that could be meant."""
    typed = words(said)
    if not typed or _signs(said):
        return []
    found = choices.by_label.find(typed)
    same = [value for _, value in found]
    exact = [value for label, value in found if list(map(spell, typed)) == list(map(spell, label))]
    if not is_plain(" ".join(typed)) or len(same) < 2:
        same = exact or same
    # "ba" is the label "bà" without its mark, or another name of "bố" as it is written.
    named = [value for _, value in choices.by_other_name.find(typed)] if same and not exact else []
    return list(dict.fromkeys([*same, *named]))


def _signs(said: str) -> bool:
    """Whether a text holds signs beyond letters, digits and usual punctuation, such as emoji or a question mark."""
    return bool(re.search(r"[^\w\s.,;:()/\"'“”‘’!%²–-]", said))


def _unknown(text: str) -> Refused:
    return Refused("choice.unknown", {"text": normalise(text[:200])[:40]})
