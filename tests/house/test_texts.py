"""Every sentence that the code says exists, with the slots that the code fills."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from handlers.talk.texts import slots_of
from tests.house.support.sentences import LISTING, listing, sentences
from tests.house.tree import python_files, syntax

SAYERS = {"texts"}


class Said(NamedTuple):
    """One call texts("key", slot=…): where, which key, which slots; `open` where ** hides some."""

    where: str
    key: str
    slots: frozenset[str]
    open: bool


def keys_of(node: ast.expr) -> Iterator[str]:
    """The literal keys that an argument may be: "a", or "a" if … else "b"."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from keys_of(node.body)
        yield from keys_of(node.orelse)


def said_in(path: Path) -> Iterator[Said]:
    for node in ast.walk(syntax(path)):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in SAYERS:
            slots = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
            hidden = any(keyword.arg is None for keyword in node.keywords)
            yield from (Said(f"{path}:{node.lineno}", key, slots, hidden) for key in keys_of(node.args[0]))


ALL = sentences()
SAID = [said for path in python_files("handlers", "bot") for said in said_in(path)]


def test_every_sentence_that_is_said_exists() -> None:
    assert not [f"{said.where} {said.key}" for said in SAID if said.key not in ALL]


def test_every_place_of_a_sentence_is_filled() -> None:
    lacking = [
        f"{said.where} {said.key}: {sorted(slots_of(ALL[said.key]) - said.slots)}"
        for said in SAID
        if said.key in ALL and not said.open and not slots_of(ALL[said.key]) <= said.slots
    ]
    assert not lacking


def test_the_bot_knows_every_sentence_with_its_places() -> None:
    """So that a slip in `content/texts/` is told at the start, and not in the middle of a conversation."""
    assert LISTING.read_text(encoding="utf-8") == listing(ALL), "python -m tests.house.support.sentences"


def test_places_are_named() -> None:
    assert not [
        key for key, sentence in ALL.items() if any(name.isdigit() for name in slots_of(sentence)) or "{}" in sentence
    ]


def test_sentences_are_clean() -> None:
    """No blank ends of lines, no doubled blanks inside a sentence, one way of writing three dots."""
    spoiled = [
        key
        for key, sentence in ALL.items()
        if any(line != line.rstrip() for line in sentence.splitlines()) or "..." in sentence
    ]
    assert not spoiled


def test_no_sentence_is_longer_than_the_weakest_channel() -> None:
    assert not [key for key, sentence in ALL.items() if len(sentence) > 1500]


def test_no_sentence_is_never_said() -> None:
    """A key counts as used where its text, or the part before its last dot in an f-string, stands in the code."""
    literals: set[str] = set()
    beginnings: set[str] = set()
    for path in python_files("handlers", "bot", "survey"):
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
    starts = tuple(start for start in beginnings if "." in start)
    unused = [key for key in ALL if key not in literals and not key.startswith(starts or ("\0",))]
    assert not unused, "\n".join(unused)


def test_every_sentence_can_be_filled() -> None:
    for key, sentence in ALL.items():
        assert sentence.format(**dict.fromkeys(slots_of(sentence), "x")).strip(), key
