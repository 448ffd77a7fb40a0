"""The sizes that keep a room readable, and the names that no room may have."""

import ast
from pathlib import Path

from tests.house.tree import ROOT, python_files, syntax, text

FILE_LINES = 300
TEST_FILE_LINES = 400
FUNCTION_LINES = 30
DRAWERS = {"utils", "util", "helpers", "common", "misc"}


def test_no_file_is_longer_than_its_budget() -> None:
    def allowed(path: Path) -> int:
        return TEST_FILE_LINES if path.parts[0] == "tests" else FILE_LINES

    lengths = {path: len(text(path).splitlines()) for path in python_files()}
    long = [
        f"{path}: {lines} lines, {allowed(path)} allowed" for path, lines in lengths.items() if lines > allowed(path)
    ]
    assert not long, "split by meaning:\n" + "\n".join(long)


def test_no_function_is_longer_than_its_budget() -> None:
    long = []
    for path in python_files():
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    long.append(f"{path}:{node.lineno} {node.name}: {lines} lines")
    assert not long, f"more than {FUNCTION_LINES} lines, split by meaning:\n" + "\n".join(long)


def test_no_drawer_for_everything() -> None:
    drawers = [str(path) for path in python_files() if DRAWERS & {*path.parts[:-1], path.stem}]
    folders = [
        path
        for path in ("services", "libs", "lib")
        if any((ROOT / room / path).is_dir() for room in ("bot", "handlers"))
    ]
    assert not drawers + folders, "a name that says what is inside, please"
