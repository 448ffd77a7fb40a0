"""Writes docs/storage.md, what can be asked of storage, from its signatures and docstrings: python -m tests.house.support.storage_page."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import storage
from storage import errors, records, work
from storage.archive import faults, filling, noting, snapshot
from storage.serving import bells, outage, right
from storage.work import Database, Work

PAGE = Path(__file__).parents[3] / "docs" / "storage.md"
HEAD = """# What can be asked of storage

Made from signatures and docstrings (`python -m tests.house.support.storage_page`), not written by hand. Times are aware (any zone in, UTC out), local
dates are `date`s. What a caller gets are the frozen values of `storage.records`, at the end of this page.
"""


def page() -> str:
    return "\n".join([HEAD, *_doors(), *_serving(), *_subjects(), *_values(), *_errors()]).rstrip() + "\n"


def _doors() -> Iterator[str]:
    yield "## Opening\n"
    for one in (storage.open_database, storage.new_key, storage.conversation_of):
        yield _line(_tree(one), one)
    yield from _methods(Database, "database.")
    yield from _methods(Work, "work.")
    yield ""


def _serving() -> Iterator[str]:
    """What a process needs beside the units of work."""
    yield from _modules("Serving", (right, bells, outage))
    yield from _modules("Archive", (snapshot, filling, faults, noting))


def _modules(title: str, modules: tuple[ModuleType, ...]) -> Iterator[str]:
    yield f"## {title}\n"
    for module in modules:
        yield f"{_text(module)}\n"
        for name, one in vars(module).items():
            if inspect.isfunction(one) and one.__module__ == module.__name__ and not name.startswith("_"):
                yield _line(_tree(one), one)
        yield ""


def _subjects() -> Iterator[str]:
    """In the order in which a unit of work has them."""
    for node in ast.walk(_tree(Work)):
        if not isinstance(node, ast.Assign):
            continue
        for target, value in zip(_each(node.targets[0]), _each(node.value), strict=True):
            if isinstance(value, ast.Call):
                name, subject = ast.unparse(target).removeprefix("self."), getattr(work, ast.unparse(value.func))
                yield from _subject(name, subject)


def _each(node: ast.expr) -> list[ast.expr]:
    return node.elts if isinstance(node, ast.Tuple) else [node]


def _subject(name: str, subject: type) -> Iterator[str]:
    yield f"## work.{name}\n\n{_text(subject)}\n"
    yield from _methods(subject)
    yield ""


def _values() -> Iterator[str]:
    yield "## Values\n"
    for name in records.__all__:
        one = getattr(records, name)
        if inspect.isclass(one):
            yield f"- `{name}` ({', '.join(f'`{field}`' for field in _fields(one))}): {_text(one)}"
        elif inspect.isfunction(one):
            yield _line(_tree(one), one)


def _errors() -> Iterator[str]:
    yield "\n## Errors\n"
    for one in vars(errors).values():
        if inspect.isclass(one) and issubclass(one, errors.StorageError):
            yield f"- `{one.__name__}`: {_text(one)}"


def _fields(one: type[Any]) -> list[str]:
    return list(getattr(one, "__members__", None) or one.__annotations__)


def _methods(owner: type[Any], before: str = "") -> Iterator[str]:
    for node in _tree(owner).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield _line(node, inspect.getattr_static(owner, node.name), before)


def _line(node: Any, one: object, before: str = "") -> str:
    taken = ast.unparse(node.args).removeprefix("self").removeprefix(", ")
    given = "" if isinstance(one, property) else f"({taken})"
    returned = ast.unparse(node.returns).replace("'", "") if node.returns else "None"
    said = _text(one)
    return f"- `{before}{node.name}{given} -> {returned}`" + (f": {said}" if said else "")


def _tree(one: Any) -> Any:
    (node,) = ast.parse(inspect.getsource(one)).body
    return node


def _text(one: object) -> str:
    """The docstring on one line; "" where the name says enough."""
    return " ".join((inspect.getdoc(one) or "").split()) if getattr(one, "__doc__", None) else ""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
