"""A loaded form: immutable, parsed once and shared between all interviews."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from survey.state import AnswerKey
from survey.tree import Ref
from survey.xform.form.compiler import Compiler
from survey.xform.form.definition import Action, Computation, Element, FormNode, NodeDefinition, Outcomes
from survey.xform.form.errors import FormProblem
from survey.xform.form.remembered import Outside, Remembered
from survey.xform.form.shape import Shape
from survey.xform.form.text import Translations
from survey.xpath.context import Index


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice on offer: stored value, label in the language asked for, and its node in the list (None: written into the body)."""

    value: str
    label: str
    node: FormNode | None


@dataclass(frozen=True, eq=False, slots=True)
class Model:
    """What interviews need beside the body: definitions, computations in order, lists, translations and actions.

    What is the same in every interview is worked out once: `choices`, `choice_labels` and `choice_values` of fixed lists, `worded` choices of
    lists that are filtered (by the id of their node), `indexes` into lists, and the results of the `fixed` computations (None = not asked for
    yet). `judged` are constraints as `judging` keeps them.
    `offered`: questions into which the form itself puts a first value (a default that is an expression), to be kept or replaced.
    """

    shape: Shape
    computations: tuple[Computation, ...]
    translations: Translations
    instances: Mapping[str, FormNode]
    actions: tuple[Action, ...]
    compiler: Compiler
    scopes: Mapping[tuple[Ref, str], NodeDefinition]
    repeats_in: Mapping[Ref, tuple[NodeDefinition, ...]]
    preloaded: tuple[NodeDefinition, ...]
    filtered: tuple[NodeDefinition, ...]
    triggers: Mapping[Ref, tuple[Action, ...]]
    new_item_actions: Mapping[Ref, tuple[Action, ...]]
    indexes: Index = field(default_factory=dict)
    choices: dict[Ref, tuple[tuple[str, FormNode | None], ...]] = field(default_factory=dict)
    choice_labels: dict[tuple[Ref, str | None], tuple[Choice, ...]] = field(default_factory=dict)
    worded: dict[tuple[Ref, str | None], dict[int, Choice]] = field(default_factory=dict)
    choice_values: dict[Ref, frozenset[str]] = field(default_factory=dict)
    fixed: dict[Computation, str | None] = field(default_factory=dict)
    judged: Outcomes = field(default_factory=dict)
    remembered: tuple[Remembered, ...] = ()
    outside: Outside | None = None
    last_saved: frozenset[str] = frozenset()
    offered: frozenset[NodeDefinition] = frozenset()

    def leaf(self, key: AnswerKey) -> NodeDefinition | None:
        """The definition of the question that a stored answer belongs to; None where the form has no such question."""
        scope: Ref = ()
        for name, _ in key.items:
            repeat = self.scopes.get((scope, name))
            if repeat is None or not repeat.is_repeat:
                return None
            scope = repeat.ref
        found = self.scopes.get((scope, key.name))
        return None if found is None or found.is_repeat else found


@dataclass(frozen=True, eq=False, slots=True)
class Form:
    """A form as an interview uses it. `id` and `version` are the root element's; `languages` are those of the translations."""

    id: str
    version: str
    title: str
    body: tuple[Element, ...]
    model: Model
    warnings: tuple[FormProblem, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    rosters: tuple[NodeDefinition, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages with translations, in the order of the form; empty where it has one language only."""
        return self.model.translations.languages

    def definition(self, ref: Ref) -> NodeDefinition | None:
        """What the form says about a node."""
        return self.model.shape.by_ref.get(ref)

    def repeats(self) -> tuple[NodeDefinition, ...]:
        """All repeats that the body shows, outer ones first."""
        return self.rosters
