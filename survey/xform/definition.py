"""What a form says about each node of its primary instance: binds, defaults and the computations that read other nodes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

from survey.xpath import Expression

if TYPE_CHECKING:
    from survey.xform.body import Control, Repeat
    from survey.xform.text import Label

Ref = tuple[str, ...]
"""A node's place in the form by names from the root, without positions: ("data", "members", "age")."""

_NONE: Mapping[str, str] = MappingProxyType({})


class Kind(Enum):
    """What a computation decides."""

    RELEVANT = "relevant"
    COUNT = "jr:count"
    CALCULATE = "calculate"
    CHOICES = "choice filter"


@dataclass(eq=False, repr=False, slots=True)
class Computation:
    """An expression whose result other nodes may read. `rank` orders all computations so that what is read comes first.

    `grows`: a count that follows from its own items ("one more as long as the last was not the last"); it has no place in the order.
    `extra` are references beside those of the expression itself (the value of an itemset's nodes).
    """

    kind: Kind
    target: "NodeDefinition"
    expression: Expression
    extra: frozenset[Ref] = frozenset()
    rank: int = -1
    grows: bool = False

    @property
    def references(self) -> frozenset[Ref]:
        """The refs of all nodes whose text or number the result depends on."""
        return self.expression.references | self.extra

    def __str__(self) -> str:
        return f"{self.kind.value} của {show(self.target.ref)}"

    def __repr__(self) -> str:
        return f"<Computation {self}>"


@dataclass(frozen=True, slots=True)
class Bind:
    """The bind of a node. `type` is ODK's data type without prefix; `attributes` are those of foreign namespaces, ours as "rasoat:name"."""

    type: str = "string"
    relevant: Expression | None = None
    required: Expression | None = None
    readonly: Expression | None = None
    calculate: Expression | None = None
    constraint: Expression | None = None
    constraint_message: "Label | None" = None
    required_message: "Label | None" = None
    preload: tuple[str, str] | None = None
    attributes: Mapping[str, str] = field(default_factory=lambda: _NONE)


@dataclass(eq=False, repr=False, slots=True)
class NodeDefinition:
    """One node of the primary instance's shape; built at load and not changed afterwards.

    `readers` are the computations that read its text, `wide_readers` those of them that look into other items of a repeat.

    `key` names it in stored answers. `repeats` are the repeats around it from the outside in, itself included where it is one. `steps` lead
    down to it from its innermost repeat item (from the document where there is none). `kept`: a calculated value that is stored because
    computing it again would give another one (`once()`, `uuid()`, `random()`, or an expression that reads its own node). `tag` and
    `attributes` are those of the form's own element, with namespaces as lxml writes them, for the XML of an interview. `is_free`: neither it
    nor a group around it is ever readonly. `is_private`: its values must not outlive the interview in memory. `judged_by`: the other leaves
    from which the outcome of its constraint follows; None where it has none or more than that decides.
    """

    index: int
    ref: Ref
    qname: str
    parent: "NodeDefinition | None"
    default: str = ""
    key: str = ""
    is_repeat: bool = False
    kept: bool = False
    bind: Bind = field(default_factory=Bind)
    children: dict[str, "NodeDefinition"] = field(default_factory=dict)
    repeats: tuple["NodeDefinition", ...] = ()
    steps: Ref = ()
    control: "Control | None" = None
    repeat: "Repeat | None" = None
    relevant: Computation | None = None
    count: Computation | None = None
    calculate: Computation | None = None
    choices: Computation | None = None
    readers: tuple[Computation, ...] = ()
    wide_readers: frozenset[Computation] = frozenset()
    tag: str = ""
    attributes: Mapping[str, str] = field(default_factory=lambda: _NONE)
    is_free: bool = False
    is_private: bool = False
    judged_by: tuple["NodeDefinition", ...] | None = None

    @property
    def name(self) -> str:
        """The local name."""
        return self.ref[-1] if self.ref else ""

    @property
    def scope(self) -> Ref:
        """The innermost repeat around it, itself left out; () outside every repeat."""
        around = self.repeats[:-1] if self.is_repeat else self.repeats
        return around[-1].ref if around else ()

    @property
    def computations(self) -> tuple[Computation, ...]:
        """The computations that decide this node."""
        return tuple(one for one in (self.relevant, self.count, self.calculate, self.choices) if one is not None)

    @property
    def is_stored(self) -> bool:
        """Whether an interview's rows hold the value: a leaf that nobody calculates, or whose calculated value must not change."""
        return not self.children and not self.is_repeat and (self.calculate is None or self.kept)

    @property
    def may_be_typed(self) -> bool:
        """Whether a person may put an answer over a calculated value; it is stored from then on."""
        return self.calculate is not None and not self.kept and self.control is not None and not self.children

    def __repr__(self) -> str:
        # The fields lead from every node of a form to every other.
        return f"<NodeDefinition {show(self.ref)}>"

    def walk(self) -> Iterator["NodeDefinition"]:
        """The definition itself and all below it, in document order."""
        yield self
        for child in self.children.values():
            yield from child.walk()


Outcomes = dict[NodeDefinition, dict[tuple[object, ...], bool]]
"""What came of the constraint of a question, by the values from which that follows."""


def show(ref: Ref) -> str:
    """A ref as a form's author writes it: /data/members/age."""
    return "/" + "/".join(ref)
