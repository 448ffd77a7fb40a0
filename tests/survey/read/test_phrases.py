"""The table of typed phrases: every line is read as it says, or refused; nothing is accepted that should not be."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from survey.commands.read import run_read
from survey.read import Refused, read_appointment

TODAY = date(2025, 11, 3)
TABLE: dict[str, dict[str, int | float | bool | str]] = tomllib.loads(
    Path(__file__).with_name("phrases.toml").read_text("utf-8")
)
PHRASES = [(kind, text, expected) for kind, phrases in TABLE.items() for text, expected in phrases.items()]


def _read(kind: str, text: str) -> int | float | bool | str:
    """The value as the command line prints it, or "!" and the code."""
    if kind == "appointment":
        found = read_appointment(text, TODAY)
        return f"!{found.code}" if isinstance(found, Refused) else found.value.isoformat()
    task = json.dumps({"kind": kind, "text": text, "today": TODAY.isoformat()})
    answer = json.loads(next(run_read([task])))
    return f"!{answer['refused']}" if "refused" in answer else answer["value"]


def test_the_table_is_large_and_half_of_it_are_traps() -> None:
    traps = [text for _, text, expected in PHRASES if str(expected).startswith("!")]
    assert len(PHRASES) >= 1200
    assert len(traps) >= 700


@pytest.mark.parametrize("kind", [kind for kind in TABLE if kind not in {"money_month", "cccd"}])
def test_every_kind_has_its_traps(kind: str) -> None:
    traps = [text for text, expected in TABLE[kind].items() if str(expected).startswith("!")]
    assert len(traps) >= 15


@pytest.mark.parametrize(("kind", "text", "expected"), PHRASES)
def test_a_phrase_is_read_as_the_table_says(kind: str, text: str, expected: float | str) -> None:
    found = _read(kind, text)
    if expected == "!":
        assert str(found).startswith("!")
    else:
        assert found == expected
        assert type(found) is type(expected) or kind == "area"


@pytest.mark.parametrize("kind", TABLE)
@pytest.mark.parametrize(
    "text", ["x" * 10_000, "9" * 10_000, "một " * 3000, "1." * 5000, " " * 10_000 + "5", "\n" * 9999]
)
def test_ten_thousand_characters_are_refused(kind: str, text: str) -> None:
    assert str(_read(kind, text)) in {"!text.long", "!text.empty"}
