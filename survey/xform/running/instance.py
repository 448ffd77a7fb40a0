"""One interview's instance of a form: values, relevance and repeat items, kept up to date after each change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from survey.state import AnswerKey, Item, ItemPath, Record, Stored
from survey.tree import Ref
from survey.xform.form.clauses import FIRST_LOAD, LOAD, SET_GEOPOINT
from survey.xform.form.definition import Control, Element, FormNode, NodeDefinition, Repeat
from survey.xform.form.errors import Failure, InstanceError, LimitError
from survey.xform.form.lexical import canonical
from survey.xform.form.model import Choice, Form
from survey.xform.running.engine import Engine
from survey.xform.running.failing import spent
from survey.xform.running.judging import Judge
from survey.xpath import Expression
from survey.xpath.errors import SpentError, XPathError

_NOBODY: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Change:
    """A stored value that is now another one: the caller writes it to its rows."""

    key: AnswerKey
    value: str


class Instance:
    """A form with answers. Make one with `new` or `restore`; `now` must be aware: its zone is the zone of local dates.

    `seed` decides random(), uuid() and shuffled choices: give each interview its own, and the same one each time it is restored.
    `steps` is what all evaluations of it may take together. Raises LimitError where a limit is passed (1,000 items of a repeat, 50,000
    nodes, 100,000 characters, steps). An expression that fails has no result and loses nothing: see `failures`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._places = engine.places
        self._judge = Judge(engine.places, engine.context.zone, engine.form.model.judged, engine.failures)
        self._skipped: set[AnswerKey] = set()
        self._known: set[AnswerKey] = set()

    @classmethod
    def new(
        cls,
        form: Form,
        now: datetime,
        person: Mapping[str, str] = _NOBODY,
        seed: int = 0,
        last_saved: "Instance | None" = None,
        steps: int | None = None,
    ) -> "Instance":
        """A new interview: defaults, preloads and the actions of the first load.

        `person`: username, phonenumber, deviceid, location ("latitude longitude altitude accuracy"), … `last_saved`: the person's last
        finished interview of this form, for `${last-saved#name}`; None = all its answers are empty.
        """
        engine = Engine(form, now, person, seed, with_items=True, last_saved=_document(last_saved), steps=steps)
        engine.preload(now, seed=seed)
        engine.compute_all()
        engine.settle()
        engine.load(FIRST_LOAD)
        engine.load(LOAD)
        return cls(engine)

    @classmethod
    def restore(
        cls,
        form: Form,
        record: Record,
        now: datetime,
        person: Mapping[str, str] = _NOBODY,
        seed: int = 0,
        last_saved: "Instance | None" = None,
        steps: int | None = None,
    ) -> "Instance":
        """An interview from its stored rows; the actions of the first load do not run again, and nothing counts as changed."""
        engine = Engine(form, now, person, seed, with_items=False, last_saved=_document(last_saved), steps=steps)
        instance = cls(engine)
        engine.items.restore(record)
        for key, stored in record.answers.items():
            instance._put_back(key, stored)
        engine.compute_all(restored=True)
        engine.items.forget_record()
        engine.recalculation.touched.clear()
        engine.settle()
        engine.load(LOAD)
        return instance

    def _put_back(self, key: AnswerKey, stored: Stored) -> None:
        """A stored answer on its node; one without a place in the form is kept aside."""
        engine = self._engine
        node = engine.places.find(key)
        definition = node.definition if node is not None else None
        if node is None or definition is None or not (definition.is_stored or definition.may_be_typed):
            engine.items.aside.put(key, stored)
        else:
            is_cleared = definition.kept and definition.control is not None and not stored.value
            if definition.may_be_typed or is_cleared:
                engine.recalculation.hold(node)
            node.value = canonical(stored.value, definition.bind.type)
        self._known.add(key)
        if stored.skipped:
            self._skipped.add(key)

    @property
    def form(self) -> Form:
        """The form."""
        return self._engine.form

    @property
    def root(self) -> FormNode:
        """The root element of the instance."""
        return self._places.document.children[0]

    def nodes(self, ref: Ref, within: FormNode | None = None) -> list[FormNode]:
        """All nodes of a ref in order; with `within` those in the innermost repeat items that the ref shares with that node."""
        definition = self.form.definition(ref)
        return [] if definition is None else self._places.nodes(definition, within)

    def find(self, key: AnswerKey) -> FormNode | None:
        """The leaf of a stored answer; None where the form has no such question or the item is not there."""
        return self._places.find(key)

    def leaf(self, control: Control, items: ItemPath) -> FormNode | None:
        """The node of a question in the repeat item at `items`; None where the item is not there."""
        return self._places.leaf(control.definition, items)

    def item(self, path: ItemPath) -> FormNode | None:
        """The repeat item at a path; None where it is not there."""
        return self._places.item(path)

    def key(self, node: FormNode) -> AnswerKey:
        """The key under which the answer of a leaf is stored."""
        return self._places.key(node)

    def item_path(self, node: FormNode) -> ItemPath:
        """The repeat items around a node from the outside in, itself included."""
        return self._places.item_path(node)

    def set(self, node: FormNode, value: str) -> None:
        """Answer a question in ODK's lexical form ("" clears): recalculates what depends on it and runs its actions.

        Where that goes over a limit, the answer is taken back before LimitError is raised; where no steps are left, the instance is of no more use.
        """
        if node.definition is None or node.children or node.definition.is_repeat:
            raise ValueError(f"{node!r} is not a question")
        self._skipped.discard(self.key(node))
        before = stored_value(node)
        try:
            self._engine.put(node, value)
            self._engine.settle()
        except InstanceError as error:
            if isinstance(error, LimitError) and error.code == "steps":
                raise
            self._engine.recalculation.forget()
            self._engine.put(node, before)
            self._engine.settle()
            raise

    def add_item(self, repeat: Repeat, parent: FormNode | None = None, item_id: str | None = None) -> FormNode:
        """A new item at the end of a repeat; `parent` is any node in the item of the outer repeat, where there is one."""
        definition = repeat.definition
        item = self._engine.items.add(definition, self._places.parent_of_items(definition, parent), item_id)
        self._engine.settle()
        return item

    def remove_item(self, node: FormNode) -> None:
        """Take an item out of its repeat; no other item changes its id, and its answers stay in the record."""
        self._engine.items.remove(node)
        self._engine.settle()

    def finish(self) -> None:
        """The interview is handed in: sets what is known only now (`jr:preload="timestamp"` with `end`)."""
        self._engine.preload(self._engine.context.now, at_end=True)
        self._engine.settle()

    def failures(self) -> tuple[Failure, ...]:
        """The expressions that have no result with the answers as they are."""
        return self._engine.failures.all()

    def unmet(self) -> tuple[tuple[str, FormNode], ...]:
        """What actions asked for and a chat could not give: ("setgeopoint" or "recordaudio", the leaf that stays empty)."""
        return tuple(one for one in self._engine.unmet.values() if not one[1].value)

    def locate(self, place: str) -> None:
        """The person has shared where they are ("latitude longitude altitude accuracy"): fills what `setgeopoint` asked for."""
        for kind, node in self.unmet():
            if kind == SET_GEOPOINT:
                self.set(node, canonical(place, "geopoint"))

    def close(self) -> None:
        """The instance is not used any more: its memory is free at once, without the garbage collector."""
        self._engine.items.listener = None
        self._places.document.dissolve()

    def remember(self) -> None:
        """Let the next restoring of these answers find what was computed now."""
        self._engine.recalculation.remember(self.form.model.remembered, self.form.model.outside)

    def drain(self) -> list[Change]:
        """Stored values that changed since the last drain, by answers, actions and preloads; calculated values are not stored."""
        changed, self._engine.changed = self._engine.changed, {}
        document = self._places.document
        found = [Change(self.key(node), stored_value(node)) for node in changed.values() if node.document() is document]
        self._known.update(change.key for change in found)
        return found

    def record(self) -> Record:
        """All that has to be stored to restore this interview, with answers that have no place in it now."""
        answers = dict(self._engine.items.aside.answers)
        known = self._known | {self.key(node) for node in self._engine.changed.values()}
        for node, definition in self._engine.stored_leaves():
            value, key = stored_value(node), self.key(node)
            if value or definition.default or key in known:
                answers[key] = Stored(value, skipped=key in self._skipped)
        added = self._engine.items.added
        items = [(self.item_path(node), node) for node in self._places.document.walk() if node.item_id is not None]
        return Record(
            answers, tuple(Item(path, self._places.order(node), added.get(path, False)) for path, node in items)
        )

    def required(self, node: FormNode) -> bool:
        """Whether an answer must be given."""
        return self._holds(node, node.definition.bind.required if node.definition else None, "required")

    def readonly(self, node: FormNode) -> bool:
        """Whether the node or a group around it may not be answered by a person."""
        if node.definition is not None and node.definition.is_free:
            return False
        place: FormNode | None = node
        while place is not None:
            if self._holds(place, place.definition.bind.readonly if place.definition else None, "readonly"):
                return True
            place = place.parent
        return False

    def constraint_ok(self, node: FormNode) -> bool:
        """Whether the answer fulfils its constraint; nothing is asked of an empty or irrelevant answer."""
        definition = node.definition
        constraint = definition.bind.constraint if definition else None
        if definition is None or constraint is None or not node.value or not node.relevant:
            return True
        return self._judge.holds(node, definition, lambda: self._holds(node, constraint, "constraint", instead=True))

    def label(self, element: Element, node: FormNode, lang: str | None = None) -> str:
        """The label as plain text; `node` is the element's node, or for a group without one any node in its place."""
        return self._engine.wording.text(element.label, node, lang)

    def hint(self, element: Element, node: FormNode, lang: str | None = None, form: str = "") -> str:
        """The hint as plain text; `form="guidance"` gives the longer hint for the trained."""
        return self._engine.wording.text(element.hint, node, lang, form)

    def constraint_message(self, node: FormNode, lang: str | None = None) -> str:
        """What to say where the constraint does not hold; "" where the form says nothing."""
        return self._engine.wording.text(_definition(node).bind.constraint_message, node, lang)

    def required_message(self, node: FormNode, lang: str | None = None) -> str:
        """What to say where a required answer is missing; "" where the form says nothing."""
        return self._engine.wording.text(_definition(node).bind.required_message, node, lang)

    def choices(self, control: Control, node: FormNode, lang: str | None = None) -> tuple[Choice, ...]:
        """The choices on offer at a select's node, in order; the very same tuple each time where no interview changes list or labels."""
        return self._engine.choices(control, node, lang)

    def keeps_choices(self, control: Control, choices: tuple[Choice, ...]) -> bool:
        """Whether these choices of a control hold nothing of this interview, so that what is made of them may outlive it."""
        return self._engine.wording.is_lasting(control, choices)

    def choice_values(self, control: Control, node: FormNode) -> tuple[str, ...]:
        """The values of the choices on offer, without their labels."""
        return tuple(value for value, _ in self._engine.choosing.listed(control, node))

    def _holds(self, node: FormNode, expression: Expression | None, part: str, *, instead: bool = False) -> bool:
        if expression is None:
            return False
        try:
            return expression.boolean(self._engine.context.at(node))
        except SpentError as error:
            raise spent(part, _definition(node).ref, error, expression.source, self._engine.context) from error
        except XPathError as error:
            self._engine.failures.note(Failure(part, _definition(node).ref, str(error), expression.source), node)
            return instead


def _document(instance: Instance | None) -> FormNode | None:
    return None if instance is None else instance.root.document()


def stored_value(node: FormNode) -> str:
    """The answer as it was given: with parts whose choices are not on offer now."""
    return node.value if node.kept is None else node.kept


def _definition(node: FormNode) -> NodeDefinition:
    assert node.definition is not None, "the nodes of an interview have definitions"
    return node.definition
