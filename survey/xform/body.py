"""The body of a form: what is asked, in which groups and repeats. Immutable and shared between interviews."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from survey.xform.definition import Bind, NodeDefinition, Ref
from survey.xform.text import Label
from survey.xpath import Expression

NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})

FIRST_LOAD = "odk-instance-first-load"
LOAD = "odk-instance-load"
NEW_REPEAT = "odk-new-repeat"
VALUE_CHANGED = "xforms-value-changed"

SET_VALUE, SET_GEOPOINT, RECORD_AUDIO = "setvalue", "setgeopoint", "recordaudio"
ACTIONS = frozenset({SET_VALUE, SET_GEOPOINT, RECORD_AUDIO})


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices that come from a node-set: its expression, and value and label within each of its nodes."""

    nodeset: Expression
    value: Expression
    label: Label | None
    is_fixed: bool
    """No answer of this interview and no chance changes the list."""


@dataclass(frozen=True, slots=True)
class StaticItem:
    """A choice written into the body itself."""

    value: str
    label: Label | None


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

    @property
    def is_screen(self) -> bool:
        """Whether all its questions are asked at once."""
        return "field-list" in self.appearance.split()


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
