"""What the bot says: sentences by key from `content/texts/`, with named slots to fill."""

import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property, partial
from types import MappingProxyType

from survey.content.mistakes import Gathered, Mistake
from survey.content.tables import Table, read_tables

FREE = ("channel.", "left.why.")
"""Beginnings of names under which there may be more sentences than the bot knows of: a channel's, a reason's."""

_FORMATTER = string.Formatter()
_LONG_NUMBER = re.compile(r"(?<![\d/])\d(?:[ .-]?\d){8,}(?![\d/])")


_OF_A_PERSON = re.compile(r"(?<![\d/])(?:\+84|0)(?:[ .-]?\d){8,11}(?![\d/])")


def _shown(text: str) -> str:
    return text


def _mask(text: str) -> str:
    return _LONG_NUMBER.sub(_end, text)


def _mask_of_a_person(text: str) -> str:
    return _OF_A_PERSON.sub(_end, text)


def _end(found: re.Match[str]) -> str:
    return "•••" + found.group()[-3:]


@dataclass(frozen=True, slots=True)
class Public:
    """Words of the owner, a number to call among them: they are said as they are."""

    words: str

    def __str__(self) -> str:
        return self.words


class Texts:
    """Sentences by key ("interview.done"); calling it fills one in."""

    def __init__(self, sentences: Mapping[str, str], *, mask: Callable[[str], str] = _mask) -> None:
        self._sentences = dict(sentences)
        self._mask = mask

    def __call__(self, key: str, **slots: object) -> str:
        """The sentence, filled. Of a long number that nobody knows the question of (căn cước, phone) only the end is said back."""
        shown = {name: self._mask(value) if isinstance(value, str) else value for name, value in slots.items()}
        return self._sentences[key].format(**shown)

    @cached_property
    def plain(self) -> "Texts":
        """The same sentences about a question that is not sensitive: numbers are read back as they were understood."""
        return Texts(self._sentences, mask=_shown)

    @cached_property
    def careful(self) -> "Texts":
        """The same sentences about words that answer no question of a form that asks for such: a căn cước or a phone number may be among them."""
        return Texts(self._sentences, mask=_mask_of_a_person)

    def several(self, key: str) -> list[str]:
        """The phrases that a sentence lists, as it stands: "Đi làm|Đi vắng"."""
        return self(key).split("|")

    def channel(self, name: str) -> str:
        """What people call a channel; its own name where nobody wrote another."""
        return self._sentences.get(f"channel.{name}", name)

    def roles(self, roles: Iterable[StrEnum]) -> str:
        """What people call somebody with these roles."""
        return ", ".join(self(f"role.{one.value}") for one in roles)

    def __contains__(self, key: object) -> bool:
        return key in self._sentences

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._sentences)

    def slots(self, key: str) -> frozenset[str]:
        """The names that a sentence wants filled."""
        return slots_of(self._sentences[key])


def slots_of(sentence: str) -> frozenset[str]:
    """The names that a sentence wants filled. Raises ValueError where its braces do not close."""
    found: set[str] = set()
    for _, name, shape, _ in _FORMATTER.parse(sentence):
        if name is not None:
            found |= {name} | slots_of(shape or "")
    return frozenset(found)


def load_texts(files: Mapping[str, bytes], wanted: Mapping[str, frozenset[str]] = MappingProxyType({})) -> Texts:
    """Read `texts/*.toml`; a file's tables give the keys' first parts. Raises ContentError with every mistake.

    `wanted`: every sentence that the bot says, with the slots that it fills; without it any sentence is taken.
    """
    reading = _Reading(wanted)
    read = [
        reading.gathered.of(partial(reading.take, name, content), stand_in=False)
        for name, content in sorted(files.items())
    ]
    if all(read):
        reading.gathered.mistakes += reading.missing()
    reading.gathered.settle()
    return Texts(reading.sentences)


@dataclass(slots=True)
class _Reading:
    """The sentences of all files; `homes`: the file in which each stands."""

    wanted: Mapping[str, frozenset[str]]
    sentences: dict[str, str] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    gathered: Gathered = field(default_factory=Gathered)

    def take(self, name: str, content: bytes) -> bool:
        """True; ContentError where the file is no TOML at all, and nobody can say what it lacks."""
        tables = read_tables(name, content)
        self._collect(tables, "")
        self.gathered.mistakes += tables.mistakes
        return True

    def _collect(self, table: Table, prefix: str) -> None:
        for key, value in table.values.items():
            full = f"{prefix}{key}"
            if isinstance(value, Mapping):
                self._collect(table.table(key), f"{full}.")
            elif not isinstance(value, str):
                table.wrong(key, "không phải là một câu.", "Đặt câu trong dấu nháy.")
            elif full in self.sentences:
                table.wrong(key, f"câu này đã có ở {self.homes[full]}.", "Mỗi câu chỉ viết một lần.")
            else:
                self.sentences[full], self.homes[full] = value.strip("\n"), table.file
                self._check(table, key, full)

    def _check(self, table: Table, key: str, full: str) -> None:
        """Only what the bot fills may stand in braces."""
        slots = self.wanted.get(full, frozenset())
        if self.wanted and full not in self.wanted and not full.startswith(FREE):
            table.wrong(key, "bot không nói câu nào tên này.", f"{_near(full, self.wanted)}Xoá đi, hoặc sửa lại tên.")
            return
        try:
            named = slots_of(self.sentences[full])
        except ValueError:
            table.wrong(key, "dấu ngoặc { } không thành cặp.", "Viết {tên} cho chỗ điền, {{ hoặc }} cho chính dấu đó.")
            return
        if self.wanted and not named <= slots:
            listed = ", ".join(f"{{{one}}}" for one in sorted(slots)) or "không có chỗ điền nào"
            strange = ", ".join(f"{{{one}}}" for one in sorted(named - slots))
            table.wrong(key, f"bot không điền {strange} vào câu này.", f"Câu này dùng được: {listed}.")

    def missing(self) -> Iterator[Mistake]:
        """Told of the file in which the sentence's neighbours stand."""
        for key in self.wanted:
            if key not in self.sentences:
                home = next((self.homes[one] for one in self.homes if _family(one) == _family(key)), "texts/")
                yield Mistake(home, key, "thiếu câu này.", f'Thêm một dòng: "{key}" = "câu bot nói".')


def _family(key: str) -> str:
    return key.partition(".")[0]


def _near(key: str, known: Iterable[str]) -> str:
    found = get_close_matches(key, list(known), n=1)
    return f"Có phải là {found[0]} không? " if found else ""
