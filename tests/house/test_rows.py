"""Rows of the database are read by the names of their columns: one that is added in the middle must not shift the others in silence."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import python_files, syntax


def _by_position(path: Path) -> Iterator[str]:
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Subscript | ast.Starred) and _is_row(node):
            yield f"{path}:{node.lineno} {ast.unparse(node)}"


def _is_row(node: ast.Subscript | ast.Starred) -> bool:
    """Of names in small letters only: a constant may hold columns, and conditions are spread."""
    if not isinstance(node.value, ast.Name) or node.value.id.strip("_").isupper():
        return False
    if isinstance(node, ast.Starred):
        return True
    return isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, int)


def test_no_row_is_read_by_position() -> None:
    queries = [path for path in python_files("storage") if path.parts[:2] == ("storage", "queries")]
    assert len(queries) > 20
    assert not [hit for path in queries for hit in _by_position(path)]
