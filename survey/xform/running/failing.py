"""Expressions that cannot be evaluated with the answers as they are: what has no result, and when nothing more may be computed."""

from collections.abc import Callable
from typing import TypeVar

from survey.tree import Ref
from survey.xform.form.definition import Computation, FormNode
from survey.xform.form.errors import Failure, Failures, LimitError
from survey.xform.form.names import show
from survey.xpath import XPathContext
from survey.xpath.errors import SpentError, XPathError

T = TypeVar("T")


def evaluated(
    failures: Failures,
    computation: Computation,
    node: FormNode,
    evaluate: Callable[[XPathContext], T],
    context: XPathContext,
) -> T | None:
    """The result of a computation at a node; None where the answers allow none, which is noted and loses nothing."""
    part, source = computation.kind.value, computation.expression.source
    try:
        found = evaluate(context.at(node))
    except SpentError as error:
        raise spent(part, computation.target.ref, error, source, context) from error
    except XPathError as error:
        failures.note(Failure(part, computation.target.ref, str(error), source), node)
        return None
    if failures:
        failures.passed(part, source, node)
    return found


def spent(part: str, ref: Ref, error: SpentError, source: str, context: XPathContext) -> LimitError:
    """The turn has no steps left."""
    where = f"{part} của {show(ref)}"
    most = context.purse.whole if context.purse is not None else context.steps
    return LimitError(f"{where}: {error}, trong biểu thức: {source}", "steps", most, ref, part)
