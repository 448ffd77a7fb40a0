"""The clauses of a form that compute nothing themselves: binds, choices written down, and the words of events and actions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from survey.xform.form.text import Label
from survey.xpath import Expression

NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Bind:
    """The bind of a node. `type` is ODK's data type without prefix; `attributes` are those of foreign namespaces, ours as "rasoat:name"."""

    type: str = "string"
    relevant: Expression | None = None
    required: Expression | None = None
    readonly: Expression | None = None
    calculate: Expression | None = None
    constraint: Expression | None = None
    constraint_message: Label | None = None
    required_message: Label | None = None
    preload: tuple[str, str] | None = None
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)


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
