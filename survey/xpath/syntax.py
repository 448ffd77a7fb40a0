"""The syntax tree of an XPath expression: what the parser gives and the compiler takes."""

from dataclasses import dataclass
from typing import Literal as OneOf

Axis = OneOf[
    "child",
    "parent",
    "self",
    "attribute",
    "descendant",
    "descendant-or-self",
    "ancestor",
    "ancestor-or-self",
    "following-sibling",
    "preceding-sibling",
    "following",
    "preceding",
]


@dataclass(frozen=True, slots=True)
class Literal:
    """A string or a number as written."""

    value: str | float
    position: int


@dataclass(frozen=True, slots=True)
class Negation:
    """Unary minus."""

    operand: "Expr"
    position: int


@dataclass(frozen=True, slots=True)
class Operation:
    """`operands` joined by one operator; `and`, `or` and `|` hold a whole chain, the others exactly two."""

    operator: str
    operands: tuple["Expr", ...]
    position: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function call; `name` as written, with its prefix."""

    name: str
    arguments: tuple["Expr", ...]
    position: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path. `name` is a local name, "*", or "node()" / "text()" for the node tests."""

    axis: Axis
    name: str
    predicates: tuple["Expr", ...]
    position: int


@dataclass(frozen=True, slots=True)
class Path:
    """A location path. `start`: the document ("/"), the context node (".") or an expression that gives nodes."""

    start: "OneOf['/', '.'] | Expr"
    predicates: tuple["Expr", ...]
    steps: tuple[Step, ...]
    position: int


Expr = Literal | Negation | Operation | Call | Path
