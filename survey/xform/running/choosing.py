"""The choices of a select: their values, in order, with the nodes they come from."""

import random
from collections.abc import Callable

from survey.xform.form.clauses import Itemset
from survey.xform.form.definition import ComputationKind, Control, FormNode
from survey.xform.form.errors import Failure, Failures
from survey.xform.form.model import Form
from survey.xform.form.names import show
from survey.xform.running.failing import spent
from survey.xpath import Expression, XPathContext
from survey.xpath.errors import SpentError, XPathError
from survey.xpath.values import text_of

Listed = tuple[tuple[str, FormNode | None], ...]
"""(value, node of the list or None for a choice written into the body) in the order of the form."""


class Choosing:
    """Lists the choices of selects in one interview. `seed` gives lists shuffled without a seed of their own a lasting order."""

    def __init__(self, form: Form, context: XPathContext, seed: int, failures: Failures | None = None) -> None:
        self._failures = Failures() if failures is None else failures
        self._form = form
        self._context = context
        self._seed = seed

    def listed(self, control: Control, node: FormNode) -> Listed:
        """The choices on offer at the control's `node`."""
        itemset = control.itemset
        if itemset is None:
            return tuple((item.value, None) for item in control.items)
        if not itemset.is_fixed:
            return self._evaluate(control, itemset, node) or ()
        cache = self._form.model.choices
        found = cache.get(control.ref)
        if found is None:
            found = self._evaluate(control, itemset, node)
            if found is None:
                return ()
            cache[control.ref] = found
        return found

    def offered(self, node: FormNode) -> frozenset[str]:
        """The values of the choices on offer at a select's node."""
        definition = node.definition
        assert definition is not None, "a question's node has a definition"
        control = definition.control
        assert control is not None, "only a question has choices"
        if control.itemset is not None and not control.itemset.is_fixed:
            return frozenset(value for value, _ in self.listed(control, node))
        cache = self._form.model.choice_values
        found = cache.get(control.ref)
        if found is None:
            found = cache[control.ref] = frozenset(value for value, _ in self.listed(control, node))
        return found

    def shown(self, node: FormNode, answer: str) -> str:
        """As much of a select's stored answer as is on offer. A ranking that is begun ranks all that is on offer, the rest behind."""
        offered = self.offered(node)
        if (
            node.definition is not None
            and node.definition.control is not None
            and node.definition.control.kind == "rank"
        ):
            listed = [value for value, _ in self.listed(node.definition.control, node)]
            ranked = [value for value in answer.split() if value in offered]
            return " ".join(dict.fromkeys([*ranked, *listed])) if answer else ""
        return answer if answer in offered else " ".join(part for part in answer.split() if part in offered)

    def _evaluate(self, control: Control, itemset: Itemset, node: FormNode) -> Listed | None:
        """None where the answers allow no list, which is noted."""
        context = self._context
        before, context.random = context.random, random.Random(f"{self._seed} {show(control.ref)}")  # noqa: S311 - an order, no secret
        try:
            nodes = list(itemset.nodeset.nodes(context.at(node)))
            value = child_text(itemset.value) or (lambda item: itemset.value.string(context.at(item)))
            return tuple((text, item) for item in nodes if (text := value(item)))
        except SpentError as error:
            raise spent(ComputationKind.CHOICES.value, control.ref, error, itemset.nodeset.source, context) from error
        except XPathError as error:
            failure = Failure(ComputationKind.CHOICES.value, control.ref, str(error), itemset.nodeset.source)
            self._failures.note(failure, node)
            return None
        finally:
            context.random = before


def child_text(expression: Expression) -> Callable[[FormNode], str] | None:
    """Most lists name a child: reading it directly saves an evaluation for each choice."""
    name = expression.source
    if not name.replace("_", "").replace("-", "").isalnum() or name[0].isdecimal():
        return None

    def text(item: FormNode) -> str:
        found = item.by_name.get(name)
        return text_of(found[0]) if found else ""

    return text
