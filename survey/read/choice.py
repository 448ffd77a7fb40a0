"""A typed answer to a list of choices: by number, by label, by label without diacritics."""

import re
from collections.abc import Collection, Sequence
from typing import TypeVar

from survey.read.keyed import retried
from survey.read.listed import Choices, Listed, by_number
from survey.read.outcome import Read, Refused, Value
from survey.read.spelling import fold, is_plain, normalise, spell, words
from survey.read.statement import polite_core, sized
from survey.read.typo import nearness
from survey.read.wording import covered, partly
from survey.read.yesno import read_yesno, says_none

T = TypeVar("T")

_NUMBER = re.compile(
    r"(?:(?:cái |cai |mục |muc |chọn |chon |ý |đáp án |dap an |cái mục )?(?:số |so |cái |cai )?)?\(?([0-9]{1,4})(?:\)|[.,;])?"
)
_PLACED = re.compile(r"(?:cái |cai )?(?:mục|muc) ", re.IGNORECASE)
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
    return _with_example(retried(text, lambda typed: _match_one(typed, choices)), choices)


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
    return _with_example(retried(text, lambda typed: _match_several(typed, choices, exclusive)), choices)


_SHOW_ONE = frozenset({"choice.ambiguous", "choice.exclusive", "choice.several", "choice.unknown"})


def _with_example(found: Read[T], choices: Choices) -> Read[T]:
    """What may be typed here: a place, or a label where the labels are numbers."""
    if isinstance(found, Value) or found.code not in {*_SHOW_ONE, "choice.out_of_range"} or not len(choices):
        return found
    if found.code not in _SHOW_ONE:
        several = ",".join(choices.typed(place) for place in range(1, len(choices) + 1)[:2])
        return Refused(found.code, {**found.params, "example": several})
    return Refused(found.code, {**found.params, "example": choices.typed(1)})


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
    if choices.numbered_by_labels:
        return _unknown(said)
    if match := _HYPHEN.fullmatch(said):
        one, other = f"{match[1]},{match[2]}", f"{match[1]} đến {match[2]}"
        return Refused("choice.range", {"text": said, "one": one, "other": other})
    match = _FROM_TO.fullmatch(said)
    first, last = map(int, match.groups()) if match else (0, 0)
    if not first < last:
        return Refused("number.range", {"text": said})
    return _all([by_number(str(number), choices) for number in range(first, last + 1)])


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
        return by_number(match[1], choices, placed=bool(_PLACED.match(core) or _PLACED.match(said)))
    known = _labelled(said, choices) or _labelled(core, choices) or _other(said, choices)
    if not known and (match := _NUMBER_AND_LABEL.fullmatch(said)) and not choices.by_other_name.find(words(core)):
        place = int(match[1])
        if 1 <= place <= len(choices) and choices[place - 1][0] in _labelled(match[2], choices):
            return Value(choices[place - 1][0])
        return Refused("choice.ambiguous", {"text": said}) if _labelled(match[2], choices) else _unknown(said)
    found, sure = (known, True) if known or not loosely else _loosely(core, choices)
    if found and not known and " " in core and (other := _same_letters(core, choices) - {*found}):
        # "chú hộ" holds the word "chú", and is "chủ hộ" with another mark.
        return _which(said, [*found, *other], choices)
    if len(found) > 1 or (found and not sure):
        return _which(said, found, choices)
    if not found:
        found = _answered(said, choices)
    return Value(found[0]) if len(found) == 1 else _mistyped(core, said, choices)


_SHORT_NAME = 6
"""Letters: what is shorter has too many words beside it that differ in their marks alone."""


def _mistyped(core: str, said: str, choices: Choices) -> Read[str]:
    """What has the letters of one choice's name and other marks ("thiéu vốn"): taken where it is long and no other name is near, else asked about."""
    meant = set() if _signs(said) else _same_letters(core, choices)
    if not meant:
        return _unknown(said)
    letters = fold(" ".join(_spelt_out(core)))
    is_near = nearness(letters)
    beside = {value for value, name in choices.phrases if is_near(" ".join(name))} - meant
    sure = (
        choices.shown
        and len(meant) == 1
        and not beside
        and " " in letters
        and len(letters.replace(" ", "")) >= _SHORT_NAME
    )
    return Value(meant.pop()) if sure else _which(said, [*meant, *beside], choices)


def _same_letters(core: str, choices: Choices) -> set[str]:
    """The values with a name of these letters, where some marks were typed."""
    letters = fold(" ".join(_spelt_out(core)))
    if is_plain(core) or not letters:
        return set()
    return choices.of_letters(letters)


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
    return choices.labelled(name) or choices.by_other_name.find(name)


def _loosely(said: str, choices: Choices) -> tuple[list[str], bool]:
    """The values that another name, a part of a label, or a label among words of no weight speaks of; whether the one is sure."""
    typed = _spelt_out(said)
    if not typed or _signs(said):
        return [], False
    exact = [value for _, value in choices.labelled(typed)]
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
    if len(numbered) > 4 or choices.numbered_by_labels:
        return Refused("choice.ambiguous", {"text": normalise(said)[:40]})
    return Refused("choice.which", {"text": normalise(said)[:40], "labels": " · ".join(numbered)})


def _labelled(said: str, choices: Choices) -> list[str]:
    """Values of the choices with this label; typed without diacritics, of all that could be meant."""
    typed = words(said)
    if not typed or _signs(said):
        return []
    found = choices.labelled(typed)
    same = [value for _, value in found]
    exact = [value for label, value in found if list(map(spell, typed)) == list(map(spell, label))]
    if not is_plain(" ".join(typed)) or len(same) < 2:
        same = exact or same
    # "ba" is the label "bà" without its mark, or another name of "bố" as it is written.
    others = choices.by_other_name.find(typed) if same and not exact else []
    named = [value for _, value in others]
    # What the form itself names without marks ("con dau") is not asked about.
    plain = [value for name, value in others if list(typed) == list(name)]
    if plain and set(plain) <= set(same):
        return list(dict.fromkeys(plain))
    return list(dict.fromkeys([*same, *named]))


def _signs(said: str) -> bool:
    """Whether a text holds signs beyond letters, digits and usual punctuation, such as emoji or a question mark."""
    return bool(re.search(r"[^\w\s.,;:()/\"'“”‘’!%²–-]", said))


def _unknown(text: str) -> Refused:
    return Refused("choice.unknown", {"text": normalise(text[:200])[:40]})
