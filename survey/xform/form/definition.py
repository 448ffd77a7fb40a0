"""What a form says about each node of its primary instance, and its body: what is asked, in which groups and repeats."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from survey.tree import Node, Ref
from survey.xform.form.clauses import NO_ATTRIBUTES, SET_VALUE, Bind, Itemset, StaticItem
from survey.xform.form.names import show
from survey.xform.form.text import Label
from survey.xpath import Expression


class ComputationKind(Enum):
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

    kind: ComputationKind
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


@dataclass(eq=False, repr=False, slots=True)
class NodeDefinition:
    """One node of the primary instance's shape; built at load and not changed afterwards.

    `readers` are the computations that read its text, `wide_readers` those of them that look into other items of a repeat, `placed` those
    inside a repeat's items that ask for the place of their own item.

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
    placed: tuple[Computation, ...] = ()
    tag: str = ""
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)
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


FormNode: TypeAlias = Node[NodeDefinition]
"""A node of an interview's instance, or of a list beside it (then without a definition)."""

Outcomes = dict[NodeDefinition, dict[tuple[object, ...], bool]]
"""What came of the constraint of a question, by the values from which that follows."""


@dataclass(frozen=True, slots=True)
class Action:
    """On each of `events` the target gets the value of `expression`, else the text. `at` = the element that holds the action.

    `kind`: a `setgeopoint` takes the place where the person is, a `recordaudio` would record unasked, which no chat does.
    """

    events: frozenset[str]
    target: NodeDefinition
    text: str
    expression: Expression | None
    at: NodeDefinition | None
    kind: str = SET_VALUE


@dataclass(frozen=True, slots=True, eq=False)
class Control:
    """A question. `kind`: input, select1, select, upload, trigger, range, rank. `attributes` hold range bounds and our own body hints."""

    definition: NodeDefinition
    kind: str
    appearance: str = ""
    mediatype: str = ""
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)
    label: Label | None = None
    hint: Label | None = None
    items: tuple[StaticItem, ...] = ()
    itemset: Itemset | None = None
    actions: tuple[Action, ...] = ()

    @property
    def ref(self) -> Ref:
        """Where the answer goes."""
        return self.definition.ref

    @property
    def name(self) -> str:
        """The question's name."""
        return self.definition.name

    @property
    def bind(self) -> Bind:
        """Type, expressions and foreign attributes."""
        return self.definition.bind

    @property
    def type(self) -> str:
        """ODK's data type of the answer."""
        return self.definition.bind.type

    @property
    def is_select(self) -> bool:
        """Whether the answer is one or several of a list of choices."""
        return self.kind in ("select1", "select", "rank")

    @property
    def is_note(self) -> bool:
        """Only to be read: a readonly text without choices, as pyxform writes a note."""
        readonly = self.bind.readonly
        return self.kind == "input" and readonly is not None and readonly.source.strip() == "true()"


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Questions that belong together. A group without a ref has no node of its own."""

    definition: NodeDefinition | None
    children: tuple["Element", ...]
    appearance: str = ""
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)
    label: Label | None = None
    hint: Label | None = None

    @property
    def ref(self) -> Ref | None:
        """The group's node, where it has one."""
        return self.definition.ref if self.definition else None


@dataclass(frozen=True, slots=True, eq=False)
class Repeat:
    """A roster. `count` is set where the number of items follows from answers; `fixed`: people may neither add nor remove items."""

    definition: NodeDefinition
    children: tuple["Element", ...]
    count: Expression | None = None
    fixed: bool = False
    appearance: str = ""
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)
    label: Label | None = None
    hint: Label | None = None
    actions: tuple[Action, ...] = ()

    @property
    def ref(self) -> Ref:
        """The node that repeats."""
        return self.definition.ref

    @property
    def name(self) -> str:
        """The repeat's name, as used in item paths."""
        return self.definition.key


Element = Group | Repeat | Control


def walk(elements: tuple[Element, ...]) -> Iterator[Element]:
    """All elements in the order of the form."""
    for element in elements:
        yield element
        if not isinstance(element, Control):
            yield from walk(element.children)


def controls(elements: tuple[Element, ...]) -> Iterator[Control]:
    """All questions in the order of the form."""
    for element in walk(elements):
        if isinstance(element, Control):
            yield element


def is_filtered(definition: NodeDefinition) -> bool:
    """Whether a stored answer of this node counts only as far as its choices are on offer."""
    control = definition.control
    return control is not None and control.is_select and (control.itemset is not None or bool(control.items))
