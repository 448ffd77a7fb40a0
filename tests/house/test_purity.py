"""The clock, chance and the outside world are arguments: nothing below `bot` fetches them itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import python_files, syntax

ASKS_THE_CLOCK = {"now", "utcnow", "today"}
CLOCKS = {"datetime", "date"}
DRAWS_LOTS = {"uuid1", "uuid4", "SystemRandom", "urandom", "token_hex", "token_bytes", "token_urlsafe"}
OUTSIDE = {
    "asyncio",
    "socket",
    "subprocess",
    "threading",
    "time",
    "secrets",
    "sqlite3",
    "urllib",
    "http",
    "tempfile",
}
PURE = ("survey", "chat")
COMMAND_LINE = Path("survey/__main__.py")  # the room's only input and output


def calls(path: Path) -> Iterator[tuple[int, str, str]]:
    """(line, owner, name) of each call written `owner.name(…)`."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.lineno, ast.unparse(node.func.value), node.func.attr


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


def test_nobody_below_bot_asks_the_clock() -> None:
    asked = [
        f"{path}:{line} {owner}.{name}()"
        for path in python_files("handlers", "storage", *PURE)
        for line, owner, name in calls(path)
        if owner.split(".")[-1] in CLOCKS and name in ASKS_THE_CLOCK and path != COMMAND_LINE
    ]
    assert not asked, "the time is an argument:\n" + "\n".join(asked)


def test_the_pure_rooms_draw_no_lots() -> None:
    drawn = [
        f"{path}:{line} {owner}.{name}()"
        for path in python_files(*PURE)
        for line, owner, name in calls(path)
        if name in DRAWS_LOTS or (owner == "random" and name != "Random")
    ]
    assert not drawn, "ids and chance are arguments:\n" + "\n".join(drawn)


def test_the_pure_rooms_import_nothing_impure() -> None:
    impure = [
        f"{path}:{line} {module}"
        for path in python_files(*PURE)
        for line, module in imports(path)
        if module.split(".")[0] in OUTSIDE and path != COMMAND_LINE
    ]
    assert not impure, "survey and chat take values and give values:\n" + "\n".join(impure)


def test_the_pure_rooms_open_no_file() -> None:
    opened = [
        f"{path}:{node.lineno}"
        for path in python_files(*PURE)
        if path != COMMAND_LINE
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"open", "print", "input"}
    ]
    assert not opened, "bytes come as an argument:\n" + "\n".join(opened)
