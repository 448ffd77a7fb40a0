"""Tokens to the syntax tree: precedence climbing for operators, recursive descent for paths and calls."""

from collections.abc import Collection, Container
from functools import lru_cache
from typing import NoReturn, cast, get_args

from survey.xpath.errors import XPathSyntaxError
from survey.xpath.lexer import Token, tokens
from survey.xpath.syntax import Axis, Call, Expr, Literal, Negation, Operation, Path, Step

_LONGEST = 100_000
_DEEPEST = 80
_LEVELS = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
}
_NEGATION_LEVEL = 7
_AXES = frozenset(get_args(Axis))
_NODE_TESTS = frozenset({"node", "text", "comment", "processing-instruction"})
_STEP_STARTS = frozenset({"name", "*", "@", ".", ".."})


_SHORT = 200
"""Characters: what is written so often in forms is parsed once, each time that the check or a form needs it."""


def parse(source: str, prefixes: Collection[str] | None = None) -> Expr:
    """The syntax tree of `source`; names may have only the namespace `prefixes`, where given. Raises `XPathSyntaxError` at the first fault."""
    if len(source) > _LONGEST:
        raise XPathSyntaxError(f"Biểu thức dài quá {_LONGEST} ký tự", _LONGEST)
    if len(source) > _SHORT:
        return _parsed(source, prefixes)
    return _parsed_once(source, None if prefixes is None else frozenset(prefixes))


@lru_cache(maxsize=8192)
def _parsed_once(source: str, prefixes: frozenset[str] | None) -> Expr:
    return _parsed(source, prefixes)


def _parsed(source: str, prefixes: Container[str] | None) -> Expr:
    parser = _Parser(tokens(source), prefixes)
    tree = parser.expression(0)
    parser.expect("end", "Thừa phần sau đây")
    return tree


class _Parser:
    def __init__(self, found: list[Token], prefixes: Container[str] | None) -> None:
        self._prefixes = prefixes
        self._tokens = found
        self._next = 0
        self._depth = 0

    @property
    def token(self) -> Token:
        return self._tokens[self._next]

    def _advance(self) -> Token:
        token = self._tokens[self._next]
        self._next += 1
        return token

    def _accept(self, kind: str, text: str | None = None) -> bool:
        token = self._tokens[self._next]
        if token.kind != kind or (text is not None and token.text != text):
            return False
        self._next += 1
        return True

    def expect(self, kind: str, message: str) -> None:
        if not self._accept(kind):
            self._fail(message)

    def _fail(self, message: str) -> NoReturn:
        token = self.token
        seen = f": “{token.text}”" if token.text else ", nhưng biểu thức đã hết"
        raise XPathSyntaxError(message + seen, token.position)

    def expression(self, level: int) -> Expr:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise XPathSyntaxError(f"Biểu thức lồng nhau quá {_DEEPEST} tầng", self.token.position)
        left = self._operand()
        while self.token.kind == "operator" and _LEVELS.get(self.token.text, 0) > level:
            operator = self._advance()
            right = self.expression(_LEVELS[operator.text])
            left = _joined(operator, left, right)
        self._depth -= 1
        return left

    def _operand(self) -> Expr:
        minus = self.token
        if self._accept("operator", "-"):
            return Negation(self.expression(_NEGATION_LEVEL - 1), minus.position)
        first = self._path()
        if not (self.token.kind == "operator" and self.token.text == "|"):
            return first
        parts = [first]
        while self._accept("operator", "|"):
            parts.append(self._path())
        return Operation("|", tuple(parts), minus.position)

    def _path(self) -> Expr:
        start = self.token
        if self._accept("operator", "/"):
            steps = self._steps() if self.token.kind in _STEP_STARTS else ()
            return Path("/", (), steps, start.position)
        if self._accept("operator", "//"):
            return Path("/", (), (_anywhere(start), *self._steps()), start.position)
        if not self._begins_primary():
            return Path(".", (), self._steps(), start.position)
        primary = self._primary()
        predicates = self._predicates()
        steps = self._more_steps()
        if not predicates and not steps:
            return primary
        return Path(primary, predicates, steps, start.position)

    def _begins_primary(self) -> bool:
        token = self.token
        if token.kind == "name":
            return self._tokens[self._next + 1].kind == "(" and token.text not in _NODE_TESTS
        return token.kind not in _STEP_STARTS

    def _primary(self) -> Expr:
        token = self._advance()
        if token.kind == "number":
            return Literal(float(token.text), token.position)
        if token.kind == "string":
            return Literal(token.text, token.position)
        if token.kind == "name":
            return self._call(token)
        if token.kind == "(":
            inside = self.expression(0)
            self.expect(")", "Thiếu dấu ) ở đây")
            return inside
        if token.kind == "$":
            raise XPathSyntaxError(
                "Không dùng được biến $…; tên câu hỏi trong bảng tính viết là ${tên}", token.position
            )
        self._next -= 1
        return self._fail("Ở đây phải là một giá trị, một câu hỏi hoặc một hàm")

    def _call(self, name: Token) -> Expr:
        self.expect("(", "Thiếu dấu ( ở đây")
        arguments: list[Expr] = []
        if not self._accept(")"):
            arguments.append(self.expression(0))
            while self._accept(","):
                arguments.append(self.expression(0))
            self.expect(")", f"Thiếu dấu ) để đóng hàm {name.text}")
        return Call(name.text, tuple(arguments), name.position)

    def _predicates(self) -> tuple[Expr, ...]:
        found: list[Expr] = []
        while self._accept("["):
            found.append(self.expression(0))
            self.expect("]", "Thiếu dấu ] ở đây")
        return tuple(found)

    def _steps(self) -> tuple[Step, ...]:
        return (self._step(), *self._more_steps())

    def _more_steps(self) -> tuple[Step, ...]:
        found: list[Step] = []
        while self.token.kind == "operator" and self.token.text in {"/", "//"}:
            slash = self._advance()
            if slash.text == "//":
                found.append(_anywhere(slash))
            found.append(self._step())
        return tuple(found)

    def _step(self) -> Step:
        token = self.token
        if self._accept("."):
            return Step("self", "node()", self._predicates(), token.position)
        if self._accept(".."):
            return Step("parent", "node()", self._predicates(), token.position)
        axis = self._axis()
        name = self._node_test()
        return Step(axis, name, self._predicates(), token.position)

    def _axis(self) -> Axis:
        if self._accept("@"):
            return "attribute"
        token = self.token
        if token.kind != "name" or self._tokens[self._next + 1].kind != "::":
            return "child"
        if token.text not in _AXES:
            self._fail("Không có trục này trong XPath")
        self._next += 2
        return cast("Axis", token.text)

    def _node_test(self) -> str:
        if self._accept("*"):
            return "*"
        token = self.token
        if token.kind != "name":
            self._fail("Thiếu tên câu hỏi ở đây")
        self._next += 1
        if self.token.kind == "(":
            return self._type_test(token)
        prefix, _, name = token.text.rpartition(":")
        if prefix and self._prefixes is not None and prefix not in self._prefixes:
            raise XPathSyntaxError(f"Không có không gian tên {prefix}", token.position)
        # ODK expressions say `orx:meta`; nodes of the tree carry local names.
        return name

    def _type_test(self, token: Token) -> str:
        if token.text not in {"node", "text"}:
            raise XPathSyntaxError(f"ODK không dùng {token.text}() trong đường dẫn", token.position)
        self._next += 1
        self.expect(")", "Thiếu dấu ) ở đây")
        return f"{token.text}()"


def _joined(operator: Token, left: Expr, right: Expr) -> Operation:
    if operator.text in {"and", "or"} and isinstance(left, Operation) and left.operator == operator.text:
        return Operation(operator.text, (*left.operands, right), left.position)
    return Operation(operator.text, (left, right), operator.position)


def _anywhere(slash: Token) -> Step:
    return Step("descendant-or-self", "node()", (), slash.position)
