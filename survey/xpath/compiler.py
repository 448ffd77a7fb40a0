"""The syntax tree to closures, with a record of the nodes and functions that the expression uses."""

from survey.tree import Ref
from survey.xpath import operators
from survey.xpath.axes import in_document_order
from survey.xpath.code import BELOW, Code, Scope, as_nodes, constant
from survey.xpath.context import XPathContext
from survey.xpath.errors import UnknownFunctionError
from survey.xpath.functions import Library, call_code
from survey.xpath.paths import path_code
from survey.xpath.syntax import Call, Expr, Literal, Negation, Operation
from survey.xpath.values import Value


class Compiler:
    """Compiles one expression that belongs to the node `at`; `references`, `crossing`, `placed` and `uses` fill up on the way."""

    def __init__(self, functions: Library, at: Ref | None, repeats: frozenset[Ref]) -> None:
        self.at: Ref | None = at
        self.references: set[Ref] = set()
        self.crossing: set[Ref] = set()
        self.placed: set[Ref] = set()
        self.uses: set[str] = set()
        self._functions = functions
        self._around = sorted(
            (ref for ref in repeats if at is not None and at[: len(ref)] == ref), key=len, reverse=True
        )

    def code(self, expr: Expr, scope: Scope) -> Code:
        """The code of one part."""
        if isinstance(expr, Literal):
            return constant(expr.value)
        if isinstance(expr, Negation):
            return operators.negative(self.code(expr.operand, scope))
        if isinstance(expr, Operation):
            return self._operation(expr, scope)
        if isinstance(expr, Call):
            return self._call(expr, scope)
        return path_code(self, expr, scope)

    def shared_item(self, names: Ref) -> int | None:
        """The depth of the innermost repeat around `at` that a path `names` goes through to something below it."""
        for repeat in self._around:
            if len(names) > len(repeat) and names[: len(repeat)] == repeat:
                return len(repeat)
        return None

    def reads(self, ref: Ref, from_level: int) -> None:
        """Note that the nodes at `ref` are read, reached from the ancestor of `at` at depth `from_level`."""
        self.references.add(ref)
        for repeat in self._around:
            if from_level < len(repeat) and _meets(ref, repeat):
                self.crossing.add(ref)
                return

    def stands_in(self, ref: Ref) -> None:
        """Note that the place among its siblings is read of the node at `ref` that is `at` itself or around it, and nothing else of it."""
        self.placed.add(ref)

    def _operation(self, expr: Operation, scope: Scope) -> Code:
        parts = [self.code(operand, scope) for operand in expr.operands]
        if expr.operator == "and":
            return operators.both(parts)
        if expr.operator == "or":
            return operators.either(parts)
        if expr.operator == "|":
            return _union(parts)
        left, right = parts
        if expr.operator in {"+", "-", "*", "div", "mod"}:
            return operators.arithmetic(expr.operator, left, right)
        return operators.compared(expr.operator, left, right)

    def _call(self, call: Call, scope: Scope) -> Code:
        function = self._functions.get(call.name)
        if function is None:
            raise UnknownFunctionError(call.name, call.position, self._functions)
        self.uses.add(call.name)
        return call_code(self, function, call, scope)


def _meets(ref: Ref, repeat: Ref) -> bool:
    """Whether nodes at `ref` lie in items of `repeat`; a reference to everything below a node may start above the repeat."""
    if ref[-1:] == (BELOW,):
        return repeat[: len(ref) - 1] == ref[:-1] or ref[: len(repeat)] == repeat
    return ref[: len(repeat)] == repeat


def _union(parts: list[Code]) -> Code:
    sets = [as_nodes(part) for part in parts]

    def run(context: XPathContext) -> Value:
        return in_document_order(context, [node for nodes in sets for node in nodes(context)])

    return Code("nodes", run)
