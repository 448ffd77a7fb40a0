"""Compiles a form's expressions, each once, and notes what is wrong with them."""

from collections.abc import Callable, Mapping

from survey.tree import Ref
from survey.xform.form.errors import FormProblem
from survey.xform.form.names import show
from survey.xform.form.text import Compile
from survey.xpath import Expression, UnknownFunctionError, XPathSyntaxError, compile_xpath

_TRUE = frozenset({"true", "true()", "1"})
_FALSE = frozenset({"false", "false()", "0", ""})


class Compiler:
    """Compiles expressions for a form whose repeats are `repeats`; mistakes go to `problems` and give None."""

    def __init__(self, repeats: frozenset[Ref], namespaces: Mapping[str, str], problems: list[FormProblem]) -> None:
        self.repeats = repeats
        self.namespaces = namespaces
        self.problems = problems
        self.warnings: list[FormProblem] = []
        self.last_saved: frozenset[str] = frozenset()
        self._compiled: dict[tuple[str, Ref | None], Expression] = {}

    def compile(self, source: str, at: Ref | None, where: str) -> Expression | None:
        """The expression, read as standing at the node `at`."""
        source = source.strip()
        if (source, at) not in self._compiled:
            try:
                self._compiled[source, at] = compile_xpath(
                    source, at=at, repeats=self.repeats, namespaces=self.namespaces
                )
            except UnknownFunctionError as error:
                self._note("function-unknown", where, source, str(error))
                return None
            except XPathSyntaxError as error:
                self._note("expression", where, source, str(error))
                return None
        return self._compiled[source, at]

    def mentions(self, name: str) -> bool:
        """Whether an expression names `name` in quotes, as `instance('name')` and `pulldata('name', …)` do."""
        return any(f"'{name}'" in source or f'"{name}"' in source for source, _ in self._compiled)

    def asks_last_saved(self, source: str) -> bool:
        """Whether an expression reads the person's last saved interview (`${last-saved#name}`)."""
        return any(f"'{name}'" in source or f'"{name}"' in source for name in self.last_saved)

    def at(self, at: Ref | None, where: str) -> Compile:
        """A compile function for texts and itemsets of the element at `at`."""

        def compile_(source: str) -> Expression | None:
            return self.compile(source, at, where)

        return compile_

    def for_bind(self, at: Ref, name: str) -> Callable[[str | None], Expression | None]:
        """A compile function for the bind of `at`."""
        where = f"{name} of {show(at)}"

        def compile_(source: str | None) -> Expression | None:
            return None if source is None or not source.strip() else self.compile(source, at, where)

        return compile_

    def flag(self, source: str | None, at: Ref, name: str) -> Expression | None:
        """A boolean property of a bind (required, readonly): None where it is always false."""
        if source is None or source.strip() in _FALSE:
            return None
        return self.for_bind(at, name)("true()" if source.strip() in _TRUE else source)

    def _note(self, code: str, where: str, source: str, reason: str) -> None:
        self.problems.append(FormProblem(code, where, f"{reason}, trong biểu thức: {source}.", "Sửa lại biểu thức."))
