"""What people type at the choices of the commune's form: a table, read by the lists of the form itself."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from survey.read import Choices, Refused, fold, match_choice, match_choices
from survey.sheet.markdown import read_markdown

ROOT = Path(__file__).parents[3]
FORM = ROOT / "content/forms/phieu-ra-soat-2022-2025.md"
LONGEST_SHOWN = 20
"""Choices of the longest list here that is shown whole."""
EXCLUSIVE = frozenset({"khong_co", "khong_ro"})


@cache
def lists() -> dict[str, Choices]:
    """The lists of the form by name, with the other names of their choices."""
    sheet = next(one for one in read_markdown(FORM.read_bytes()).sheets if one.name == "choices")
    header, *rows = sheet.rows
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        cells = dict(zip(header.cells, row.cells, strict=False))
        if cells.get("list_name"):
            found.setdefault(cells["list_name"], []).append(cells)
    return {name: _choices(cells) for name, cells in found.items()}


def _choices(rows: list[dict[str, str]]) -> Choices:
    also = {
        row["name"]: [
            phrase.strip() for phrase in (row.get("short", ""), *row.get("also", "").split(";")) if phrase.strip()
        ]
        for row in rows
    }
    return Choices([(row["name"], row["label"]) for row in rows], also, shown=len(rows) <= LONGEST_SHOWN)


def table() -> Iterator[tuple[str, bool, str, str]]:
    """(list, whether several may be chosen, phrase, what it means)."""
    name, several = "", False
    for line in Path(__file__).with_name("choices.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            name, _, star = line[3:].partition(" ")
            several = star == "*"
        elif line and not line.startswith("#"):
            phrase, _, meaning = line.partition(" -> ")
            yield name, several, phrase, meaning


TABLE = list(table())


def read(name: str, phrase: str, *, several: bool) -> str:
    choices = lists()[name]
    found = match_choices(phrase, choices, EXCLUSIVE) if several else match_choice(phrase, choices)
    if not isinstance(found, Refused):
        return found.value if isinstance(found.value, str) else " ".join(found.value)
    if found.code == "choice.is_it":
        return f"? {choices[int(found.params['number']) - 1][0]}"
    if found.code == "choice.which":
        offered = [int(one.partition(".")[0]) for one in found.params["labels"].split(" · ")]
        return " ".join(["?", *(choices[number - 1][0] for number in offered)])
    return "!" if found.code == "choice.unknown" else f"!{found.code.partition('.')[2]}"


def test_the_table_is_large_and_much_of_it_are_traps() -> None:
    assert len(TABLE) >= 500
    assert sum(meaning[0] in "!?" for *_, meaning in TABLE) >= 200
    assert len({(name, phrase) for name, _, phrase, _ in TABLE}) == len(TABLE)


@pytest.mark.parametrize(
    ("name", "several", "phrase", "meaning"), TABLE, ids=[f"{name}: {phrase}" for name, _, phrase, _ in TABLE]
)
def test_a_reply_means_what_the_table_says(name: str, several: bool, phrase: str, meaning: str) -> None:
    assert read(name, phrase, several=several) == meaning


@pytest.mark.parametrize("name", sorted(lists()))
def test_every_label_and_every_other_name_is_understood_or_asked_about(name: str) -> None:
    choices = lists()[name]
    for value, label in choices:
        assert match_choice(label, choices) == match_choice(label.upper(), choices)
        assert read(name, label, several=False) == value
        for phrase in (fold(label), *choices.also.get(value, ())):
            assert value in read(name, phrase, several=False).split()
