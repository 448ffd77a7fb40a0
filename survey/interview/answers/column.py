"""Reading one reply that answers a roster question for all members at once."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from survey.interview.path.events import Refusal
from survey.interview.path.screens import Spot
from survey.read import fold

NOBODY = frozenset({"khong ai", "khong co ai", "ko ai", "ko co ai", "khong nguoi nao", "khong co nguoi nao"})
BARE_NO = frozenset({"khong", "khong co", "ko", "k", "0"})
"""May mean "nobody" or "that is not so, all of them have one": asked back."""

EVERYBODY = frozenset({"tat ca", "ca nha", "moi nguoi", "het"})
_SEPARATORS = re.compile(r"[\s,;+]+|\bva\b")
_PAIR = re.compile(r"(\d+)\s*[:=]\s*")
_UNKNOWN = re.compile(r"(?:khong ro|chua ro|\?)\s*:?\s*([\d\s,;]+)?")
_REST = re.compile(r"(?:con lai|tat ca|moi nguoi)\s*[:=]?\s*(.+)")


@dataclass(frozen=True, slots=True)
class Picked:
    """Members named for the picked choice, and those about whom the person said that it is not known."""

    named: frozenset[str]
    unknown: frozenset[str]


def read_pick(text: str, members: Sequence[str]) -> Picked | Refusal:
    """Which members a "Ai …?" question names: "2,5", "không ai", "tất cả", "2 không rõ 3". Members are their numbers."""
    words = fold(text).strip(" .")
    if words in NOBODY:
        return Picked(frozenset(), frozenset())
    if words in BARE_NO:
        return Refusal("people.nobody")
    if words in EVERYBODY:
        return Picked(frozenset(members), frozenset())
    doubt = _UNKNOWN.search(words)
    if doubt is None:
        return _picked(text, words, frozenset(), members)
    if not doubt.group(1) and words[: doubt.start()].strip(" ,;"):
        return Refusal("column.unknown_whom", {"number": members[0]})
    unknown = frozenset(_numbers(doubt.group(1) or " ".join(members)) or ())
    return _picked(text, words[: doubt.start()] + words[doubt.end() :], unknown, members)


def _picked(text: str, words: str, unknown: frozenset[str], members: Sequence[str]) -> Picked | Refusal:
    named = _numbers(words)
    wrong = _first_stranger((named or []) + sorted(unknown), members)
    if named is None:
        return Refusal("column.pick_numbers", {"text": text, "example": _example(members)})
    if wrong:
        return Refusal("column.no_member", {"number": wrong, "members": ", ".join(members)})
    if unknown & set(named):
        return Refusal("column.twice", {"number": min(unknown & set(named))})
    return Picked(frozenset(named), unknown)


def _numbers(words: str) -> list[str] | None:
    parts = [part for part in _SEPARATORS.split(words) if part]
    if not all(part.isdigit() for part in parts):
        return None
    return [str(int(part)) for part in parts]


def _first_stranger(numbers: Sequence[str], members: Sequence[str]) -> str:
    return next((number for number in numbers if number not in members), "")


def _example(members: Sequence[str]) -> str:
    return ",".join([*members[1:2], *members[-1:]]) if len(members) > 2 else members[0]


ReadOne = Callable[[Spot, str], str | Refusal]


def read_each(text: str, spots: Sequence[Spot], read_one: ReadOne, *, one_word: bool) -> dict[Spot, str] | Refusal:
    """One answer for each member: "1 1 3" or "tự làm; có việc" in their order, "2: 3" by number, "còn lại 1", or one line a member.

    `read_one` reads a single member's answer; `one_word` says that an answer is a single word or number, so that blanks separate answers.
    """
    by_number = {spot.items[-1][1]: spot for spot in spots}
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if any(_PAIR.match(line) for line in lines):
        return _by_number(lines, by_number, read_one, one_word=one_word)
    rest = _REST.fullmatch(fold(text).strip())
    if rest:
        raw = text.strip()[-len(rest.group(1)) :]
        return _collect([(spot, raw) for spot in spots], read_one)
    if len(spots) == 1:
        return _collect([(spots[0], text.strip())], read_one)
    answers = lines if len(lines) > 1 else _answers(text, one_word=one_word)
    if len(answers) != len(spots):
        return Refusal(
            "column.count", {"got": str(len(answers)), "want": str(len(spots)), "member": list(by_number)[-1]}
        )
    return _collect(list(zip(spots, answers, strict=True)), read_one)


def _answers(text: str, *, one_word: bool) -> list[str]:
    """The answers on one line. Blanks part figures, and words where nothing else does; labels of several words need a semicolon or a comma."""
    words = [part for part in re.split(r"[\s,;]+", text.strip()) if part]
    if one_word and all(word[0].isdigit() for word in words):
        return words
    separator = next((sign for sign in ";," if sign in text), None)
    if separator is not None:
        return [part.strip() for part in text.split(separator) if part.strip()]
    return words if one_word else [text.strip()]


def _by_number(
    lines: Sequence[str], by_number: dict[str, Spot], read_one: ReadOne, *, one_word: bool
) -> dict[Spot, str] | Refusal:
    pairs: list[tuple[Spot, str]] = []
    others = ""
    for number, answer in _split_pairs(lines):
        tail = re.search(r"[,;\s]+(?:còn lại|con lai)\s*[:=]?\s*(.+)$", answer, re.IGNORECASE) if one_word else None
        own = answer[: tail.start()].strip() if tail else answer
        others = tail.group(1).strip() if tail else others
        spot = by_number.get(number)
        if spot is None:
            return Refusal("column.no_member", {"number": number, "members": ", ".join(by_number)})
        if any(spot is known for known, _ in pairs):
            return Refusal("column.twice", {"number": number})
        pairs.append((spot, own))
    if others:
        named = [spot for spot, _ in pairs]
        pairs += [(spot, others) for spot in by_number.values() if spot not in named]
    return _collect(pairs, read_one)


def _split_pairs(lines: Sequence[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in lines:
        marks = list(_PAIR.finditer(line))
        ends = [mark.start() for mark in marks[1:]] + [len(line)]
        found += [(str(int(m.group(1))), line[m.end() : end].strip(" ,;")) for m, end in zip(marks, ends, strict=True)]
    return found


def _collect(pairs: Sequence[tuple[Spot, str]], read_one: ReadOne) -> dict[Spot, str] | Refusal:
    values: dict[Spot, str] = {}
    for spot, answer in pairs:
        value = read_one(spot, answer)
        if isinstance(value, Refusal):
            return Refusal(value.code, value.params, spot, value.message)
        values[spot] = value
    return values
