"""What is written into buttons, and how a turn is answered, has one owner: nobody else puts such a string or a response together."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import python_files, syntax

OWNERS = {"handlers/talk/buttons.py": "buttons", "handlers/talk/texts.py": "phrases that a sentence lists"}
"""Files that may know the sign between parts, with what they write with it."""

PARTS = re.compile(r"\||[qwcf]\|.*")

ANSWERING = ("handlers/talk/", "handlers/interview/")
"""Where a `Response` is made; elsewhere by `ctx.say`, `stay`, `close` and `ask`, whose names say what becomes of the open question."""


def strings(path: Path) -> Iterator[str]:
    constants = (node.value for node in ast.walk(syntax(path)) if isinstance(node, ast.Constant))
    return (value for value in constants if isinstance(value, str))


def test_only_its_owner_writes_the_sign_between_the_parts_of_a_button() -> None:
    writing = {path.as_posix() for path in python_files("handlers", "bot") if any(map(PARTS.fullmatch, strings(path)))}
    assert writing == set(OWNERS), "a button is made by handlers/talk/buttons.py"


def test_what_is_pending_is_never_taken_apart_by_position() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path in python_files("handlers", "survey", "tests")
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith(".pending")
    ]
    assert not found


def test_what_becomes_of_the_open_question_is_said_by_name() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path in python_files("handlers")
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Response"
        if not path.as_posix().startswith(ANSWERING)
    ]
    assert not found, "by ctx.say, ctx.stay, ctx.close or ctx.ask"
