"""States of households and interviews are written in one place, by what the table of moves says."""

import ast
from pathlib import Path

from tests.house.tree import python_files, syntax, text

WRITER = Path("storage/queries/interviews/moving.py")
STATES = ("storage/queries/interviews", "storage/queries/review")


def sets_state(path: Path) -> list[str]:
    """Calls .values(state=…), .values({"state": …}) and set_state(…)."""
    found = []
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            named = any(keyword.arg == "state" for keyword in node.keywords)
            if node.func.attr == "set_state" or (node.func.attr == "values" and named):
                found.append(f"{path}:{node.lineno}")
    return found


def test_no_handler_sets_a_state() -> None:
    assert not [line for path in python_files("handlers") for line in sets_state(path)]


def test_one_file_of_storage_writes_states() -> None:
    others = [path for path in python_files("storage") if path.as_posix().startswith(STATES) and path != WRITER]
    assert len(others) > 5
    assert not [line for path in others for line in sets_state(path)]
    assert not [f"{path}" for path in others if "update(_A)" in text(path)]


def test_no_query_writes_a_state_of_its_own_hand() -> None:
    """Conditions on states are made of the named sets."""
    words = ("'submitted'", "'checked'", '"submitted"', '"checked"', '"not_started"', '"cancelled"')
    assert not [
        path.as_posix()
        for path in python_files("storage")
        for word in words
        if path.as_posix().startswith("storage/queries") and word in text(path)
    ]
