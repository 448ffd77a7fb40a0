"""Answers to several questions in one message: as many as there are questions are answers; a letter names a question by its sign, or where it answers none."""

from datetime import datetime
from functools import cache

import pytest

from survey.interview.asks.outline import Outline, outline
from survey.interview.path.events import Refusal
from survey.interview.session.session import Session
from survey.sheet import to_xform
from survey.state import Record
from survey.xform import load_form
from tests.survey.interview.conftest import Talk

NOW = datetime.fromisoformat("2025-11-03T08:00+07:00")
TYPES = {"text": "text", "int": "integer", "dec": "decimal", "pick": "select_one muc", "blood": "select_one mau"}


@cache
def form(types: str) -> Outline:
    """A screen of these questions, named a, b, c, … as their letters are."""
    rows = [f"| | {TYPES[one]} | {name} | Câu {name}? |" for name, one in zip("abcde", types.split(), strict=False)]
    sheet = "\n".join(
        [
            "| survey | | | | |", "| | type | name | label | appearance |", "| | begin_group | g | Sức khoẻ | field-list |",
            *rows, "| | end_group | | | |", "| | text | sau | Còn gì nữa? | |",
            "| choices | | | |", "| | list_name | name | label |", "| | muc | x1 | tốt |", "| | muc | x2 | kém |",
            "| | mau | ma | A |", "| | mau | mb | B |", "| | mau | mo | O |",
        ]
    )  # fmt: skip
    return outline(load_form(to_xform("g.md", sheet.encode(), "md"), {}))


NOTHING = "-"
TAKEN = [
    # As many answers as questions: that is what they are.
    ("text int", "A\n5", "A 5"),
    ("text int", "B\n5", "B 5"),
    ("text int", "B 5", "B 5"),
    ("text int", "A, 5", "A 5"),
    ("text int", "A;5", "A 5"),
    ("text int", "a 5", "a 5"),
    ("text int", "O\n45", "O 45"),
    ("int text", "5\nA", "5 A"),
    ("int text", "5 B", "5 B"),
    ("int text", "5\nA 1", "5 A 1"),
    ("text int text", "A\n5\nB", "A 5 B"),
    ("text int text int", "A 5 B 6", "A 5 B 6"),
    ("text int int", "C\n5\n6", "C 5 6"),
    ("int text int", "5\nC\n6", "5 C 6"),
    ("blood int", "A 5", "ma 5"),
    ("blood int", "B\n5", "mb 5"),
    ("int blood", "5 A", "5 ma"),
    ("text text", "A\nB", "A B"),
    ("text text", "A1\nB2", "A1 B2"),
    # A sign behind the letter names the question, whatever it may be.
    ("text int", "a) A\nb) 5", "A 5"),
    ("text int", "a. A b. 5", "A 5"),
    ("text int", "b) 5", "- 5"),
    ("text int", "a: 5", "5 -"),
    ("text int", "B) 5, A) O", "O 5"),
    ("text int", "b = 5", "- 5"),
    ("blood int", "b) 5", "- 5"),
    ("text text int", "b) B\nc) 5", "- B 5"),
    # A letter that answers nothing names its question.
    ("int int", "b 5", "- 5"),
    ("int int", "b5", "- 5"),
    ("int pick", "b 2", "- x2"),
    ("pick int", "a 1 b 7", "x1 7"),
    ("pick pick int", "a1 b2 c3", "x1 x2 3"),
    ("text pick int", "c 40", "- - 40"),
    ("text int", "a Phạm Văn Dắt\nb 5", "Phạm Văn Dắt 5"),
    ("text text text", "a 1, b 2, c 3", "1 2 3"),
    # Questions named by their number in the screen, as lines are numbered.
    ("text int", "1. A\n2. 5", "A 5"),
    ("text int", "1) B\n2) 5", "B 5"),
    ("int int", "1) 7\n2) 5", "7 5"),
    ("int int int", "1. 7\n2. 5\n3. 4", "7 5 4"),
    ("text int", "2) 5\n1) A", "A 5"),
]
REFUSED = [
    ("text int", "A5"),
    ("text int", "5\nA"),
    ("text int int", "A\n5"),
    ("text int int", "C 5"),
    ("blood int int", "B 5"),
    ("blood int", "B5"),
    ("text int", "A\n5\n6"),
    ("text int", "c) 5"),
    ("int int", "1) 7\n1) 5"),
    ("int int int", "1. 7\n2. 5"),
]


def typed(types: str, text: str) -> tuple[Talk, bool]:
    talk = Talk(Session(form(types), Record({}, ()), now=NOW))
    events = talk.type(text)
    return talk, any(isinstance(one, Refusal) for one in events)


@pytest.mark.parametrize(("types", "text", "values"), TAKEN)
def test_a_message_for_a_screen(types: str, text: str, values: str) -> None:
    talk, refused = typed(types, text)
    given = [talk.value(name) or NOTHING for name, _ in zip("abcde", types.split(), strict=False)]
    assert (" ".join(given), refused) == (values, False)


@pytest.mark.parametrize(("types", "text"), REFUSED)
def test_what_is_not_clear_is_refused_and_nothing_is_kept(types: str, text: str) -> None:
    talk, refused = typed(types, text)
    assert refused
    assert [talk.value(name) for name, _ in zip("abcde", types.split(), strict=False)] == [None] * len(types.split())
