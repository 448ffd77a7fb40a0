"""Where an expression is evaluated: the node, the clock, the form's hooks and the budget."""

from collections.abc import MutableMapping
from datetime import datetime
from random import Random
from typing import Protocol

from survey.tree import AnyNode
from survey.xpath.errors import EvaluationError, SpentError
from survey.xpath.values import short_enough

Index = MutableMapping[tuple[int, str, str], tuple[AnyNode, dict[str, list[AnyNode]]]]
"""Built by the engine for look-ups in secondary instances: (id of the parent, item name, column) -> (parent, value -> items)."""


STEPS = 2_000_000
"""Steps (nodes visited, functions that run over them) that one evaluation may take."""


class Purse:
    """Steps that all evaluations of one turn may take together."""

    __slots__ = ("left", "whole")

    def __init__(self, steps: int) -> None:
        self.whole = self.left = steps


_LONG = 64
"""Characters of text that cost a step where they are copied or searched."""


class Host(Protocol):
    """What only the form knows. `indexes` is kept as long as the form, so that look-ups in its lists are built once."""

    indexes: "Index"

    def instance(self, name: str) -> AnyNode | None:
        """The document of a secondary instance (its only child is the instance's root element)."""

    def itext(self, name: str) -> str:
        """The text of an itext id in the active language, outputs filled."""

    def choice_name(self, node: AnyNode, value: str) -> str:
        """The label in the active language of the choice `value` of the question at `node`; "" where there is none."""

    def property(self, name: str) -> str:
        """A property of the device or person: deviceid, username, phonenumber, …; "" where unknown."""

    def version(self) -> str:
        """The version of the form."""


class NoForm:
    """The host of an expression outside every form."""

    def __init__(self) -> None:
        self.indexes: Index = {}

    def instance(self, name: str) -> AnyNode | None:
        """There is none."""
        raise EvaluationError(f"Không có danh sách {name}: biểu thức không thuộc phiếu nào")

    def itext(self, name: str) -> str:
        """There is none."""
        raise EvaluationError(f"Không có lời văn {name}: biểu thức không thuộc phiếu nào")

    def choice_name(self, node: AnyNode, value: str) -> str:
        """There is none."""
        raise EvaluationError(f"Không có lựa chọn {value} của {node.name}: biểu thức không thuộc phiếu nào")

    def property(self, name: str) -> str:
        """Nothing is known."""
        del name
        return ""

    def version(self) -> str:
        """There is none."""
        return ""


class XPathContext:
    """One place of evaluation, reusable: `at(node)` moves it. `now` is aware; its zone is the zone of dates without one.

    `node`, `position` and `size` are XPath's context; `current` is the node of `current()`; `root` is the document of the primary instance.
    `budget` is what is left of the steps `granted` to the evaluation that runs; all of them together take from the `purse`, where there is one.
    """

    __slots__ = (
        "_random",
        "_seed",
        "budget",
        "current",
        "granted",
        "host",
        "node",
        "now",
        "position",
        "purse",
        "root",
        "size",
        "steps",
        "zone",
    )

    def __init__(
        self,
        node: AnyNode | None,
        now: datetime,
        *,
        host: Host | None = None,
        rng: Random | None = None,
        seed: int = 0,
        steps: int = STEPS,
        purse: Purse | None = None,
    ) -> None:
        if now.tzinfo is None:
            raise ValueError("now must be aware")
        self.node = node
        self.current = node
        self.root = None if node is None else node.document()
        self.position = 1
        self.size = 1
        self.now = now
        self.zone = now.tzinfo
        self.host: Host = NoForm() if host is None else host
        self._seed = seed
        self._random = rng
        self.steps = steps
        self.budget = self.granted = steps
        self.purse = purse

    def begin(self) -> None:
        """A new evaluation: it may take its own steps, and what the turn has left."""
        purse = self.purse
        if purse is not None:
            purse.left -= self.granted - self.budget
            self.granted = self.budget = min(self.steps, max(purse.left, 0))
        else:
            self.budget = self.steps

    @property
    def random(self) -> Random:
        """The source of chance; begun when it is first asked for: most contexts never are, and seeding costs more than an evaluation."""
        if self._random is None:
            self._random = Random(self._seed)  # noqa: S311 - questions are shuffled, nothing is secret
        return self._random

    @random.setter
    def random(self, rng: Random) -> None:
        self._random = rng

    def at(self, node: AnyNode) -> "XPathContext":
        """Itself, moved to `node` of the same document."""
        self.node = self.current = node
        self.position = self.size = 1
        return self

    def text(self, node: AnyNode) -> str:
        """The string-value of `node`; what is long or gathered from many nodes is paid for."""
        if not node.relevant:
            return ""
        if node.children:
            self.spend(sum(1 for _ in node.walk()))
            return node.text()
        text = node.value
        if len(text) > _LONG:
            self.spend(len(text) // _LONG)
        return text

    def spend(self, steps: int) -> None:
        """Take `steps` from the budget; raises `EvaluationError` when it is spent."""
        self.budget -= steps
        if self.budget < 0:
            if self.purse is not None and self.granted < self.steps:
                raise SpentError(f"Cả lượt tính quá {self.purse.whole} bước")
            raise EvaluationError(f"Biểu thức tính quá {self.steps} bước")

    def paid(self, text: str) -> str:
        """`text` itself, its length paid for; raises `EvaluationError` where it is longer than an answer may be."""
        self.spend(len(text) // _LONG)
        return short_enough(text)
