"""The public face of the engine: a compiled expression."""

from collections.abc import Mapping
from types import MappingProxyType

from survey.tree import AnyNode, Ref
from survey.xpath.code import Code, Scope, as_nodes, as_number, as_text, as_truth
from survey.xpath.compiler import Compiler
from survey.xpath.context import XPathContext
from survey.xpath.errors import XPathSyntaxError
from survey.xpath.functions import Function
from survey.xpath.library import DEFAULT
from survey.xpath.parser import parse
from survey.xpath.values import Value


class Expression:
    """A compiled expression, immutable and shared between interviews.

    `references`: generic refs of the nodes of the primary instance that are read; a group's or repeat's ref stands for its text and
    for which nodes there are (count, position); (…, "*") for everything below it (wildcards, descendants, siblings). `crossing`: those of them that may be reached in other items of a repeat that the expression stands in.
    `placed`: what the expression stands in and asks for nothing but its place (`position(..)`). `uses`: the functions called. `constant`: the value, where it is the same in every context (None otherwise).
    """

    __slots__ = (
        "_boolean",
        "_evaluate",
        "_nodes",
        "_number",
        "_text",
        "constant",
        "crossing",
        "placed",
        "references",
        "source",
        "uses",
    )

    def __init__(self, source: str, code: Code, compiler: Compiler) -> None:
        self.source = source
        self.references = frozenset(compiler.references)
        self.crossing = frozenset(compiler.crossing)
        self.placed = frozenset(compiler.placed)
        self.uses = frozenset(compiler.uses)
        self.constant: Value | None = code.fixed
        self._evaluate = code.run
        self._text = as_text(code)
        self._number = as_number(code)
        self._boolean = as_truth(code)
        self._nodes = as_nodes(code)

    def evaluate(self, context: XPathContext) -> Value:
        """The value in XPath's own type; raises `EvaluationError`."""
        context.begin()
        value = self._evaluate(context)
        return list(value) if isinstance(value, list) else value

    def string(self, context: XPathContext) -> str:
        """The value as ODK stores and shows it: XPath's string, but "" for a number that is none (NaN). Raises `EvaluationError`."""
        context.begin()
        return self._text(context)

    def stored(self, context: XPathContext) -> str:
        """What a calculated node keeps: the same as `string`."""
        return self.string(context)

    def number(self, context: XPathContext) -> float:
        """The value as a number, NaN where it is none; raises `EvaluationError`."""
        context.begin()
        return self._number(context)

    def boolean(self, context: XPathContext) -> bool:
        """The value as a boolean; raises `EvaluationError`."""
        context.begin()
        return self._boolean(context)

    def nodes(self, context: XPathContext) -> list[AnyNode]:
        """The nodes, in document order; raises `EvaluationError`, also where the value is no node-set."""
        context.begin()
        return list(self._nodes(context))

    def __repr__(self) -> str:
        return f"<Expression {self.source}>"


def compile_xpath(
    source: str,
    *,
    at: Ref | None = None,
    repeats: frozenset[Ref] = frozenset(),
    namespaces: Mapping[str, str] = MappingProxyType({}),
    functions: Mapping[str, Function] = DEFAULT,
) -> Expression:
    """Compile an expression that belongs to the node at the generic ref `at` (names from the root).

    An absolute path that goes through a repeat around `at` is led to the very item that the context node is in, as in ODK. `namespaces`
    (prefix -> URI), where given, are the only prefixes that names may have. Raises `XPathSyntaxError`, `UnknownFunctionError`.
    """
    compiler = Compiler(functions, at, repeats)
    try:
        tree = parse(source, namespaces or None)
        code = compiler.code(tree, Scope(at))
        return Expression(source, code, compiler)
    except RecursionError:
        raise XPathSyntaxError("Biểu thức lồng nhau quá sâu", 0) from None
