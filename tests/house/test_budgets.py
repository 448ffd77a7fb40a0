"""The sizes that keep a room readable, and the names that no room may have."""

import ast
from collections import Counter

from tests.house.tree import ROOMS, ROOT, python_files, syntax, text

FILE_LINES = 300
REASONED_LINES = 400
ONE_MEANING: dict[str, str] = {}
"""Files of up to 400 lines that have one meaning only, with the reason."""

FOLDER_FILES = 14
FLAT = {
    "survey/xpath": "floors of a compiler, each file named after its part",
    "survey/read": "one reader a file, named after what it reads",
    "survey/sheet": "one step of reading a workbook a file",
}
"""Folders in which the names explain themselves, with the reason."""
FUNCTION_LINES = 30
DRAWERS = {"utils", "util", "helpers", "common", "misc"}


def test_a_long_file_has_one_meaning() -> None:
    """300 lines are a smell that asks for a second meaning. Where there is none, the file is named in `ONE_MEANING` with its reason."""
    lengths = {path.as_posix(): len(text(path).splitlines()) for path in python_files()}
    long = [
        f"{path}: {lines} lines, {_allowed(path)} allowed" for path, lines in lengths.items() if lines > _allowed(path)
    ]
    assert not long, "is there a second meaning in it?\n" + "\n".join(long)
    needless = [path for path in ONE_MEANING if lengths.get(path, 0) <= FILE_LINES]
    assert not needless, f"not above {FILE_LINES} lines (any more): {needless}"


def _allowed(path: str) -> int:
    return REASONED_LINES if path.startswith("tests/") or path in ONE_MEANING else FILE_LINES


def test_no_folder_holds_a_pile() -> None:
    found = Counter(path.parent.as_posix() for path in python_files(*ROOMS))
    piles = [f"{folder}: {n} files" for folder, n in found.items() if n > FOLDER_FILES and folder not in FLAT]
    assert not piles, f"more than {FOLDER_FILES}, where are the wings?\n" + "\n".join(piles)
    assert not [folder for folder in FLAT if found[folder] <= FOLDER_FILES]


def test_every_wing_says_its_duty_and_what_it_must_not_know() -> None:
    silent = [
        path.as_posix()
        for path in python_files(*ROOMS)
        if path.name == "__init__.py" and len(path.parts) > 2 and not (ast.get_docstring(syntax(path)) or "")
    ]
    assert not silent, f"duty, may import, must not: {silent}"


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
