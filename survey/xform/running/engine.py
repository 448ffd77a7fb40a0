"""What happens inside an instance when a value is put into it: recalculation, actions, and which stored values changed."""

import random
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime

from survey.xform.form.clauses import SET_GEOPOINT, SET_VALUE
from survey.xform.form.definition import Action, Control, FormNode, NodeDefinition, is_filtered
from survey.xform.form.errors import Failure, Failures, InstanceError, LimitError
from survey.xform.form.lexical import MAX_LENGTH, canonical, within_range
from survey.xform.form.model import Choice, Form
from survey.xform.form.names import show
from survey.xform.running.choosing import Choosing
from survey.xform.running.failing import spent
from survey.xform.running.items import Items
from survey.xform.running.places import Places
from survey.xform.running.recalculation import Recalculation
from survey.xform.running.wording import Wording
from survey.xpath import XPathContext
from survey.xpath.context import Purse
from survey.xpath.errors import SpentError, XPathError

_MAX_ROUNDS = 50
_END = ("timestamp", "end")


class Engine:
    """The parts of one interview wired together. `changed` holds the leaves whose stored value changed, in order.

    `unmet`: what actions asked for and the chat did not know yet, as (kind of the action, leaf).
    """

    def __init__(
        self,
        form: Form,
        now: datetime,
        person: Mapping[str, str],
        seed: int,
        *,
        with_items: bool,
        last_saved: FormNode | None = None,
        steps: int | None = None,
    ) -> None:
        self.form = form
        self.failures = Failures()
        purse = None if steps is None else Purse(steps)
        self.places = Places(form, with_items=with_items)
        self.wording = Wording(form, now, dict(person), last_saved, self.failures, purse)
        self.context = XPathContext(self.places.document, now, host=self.wording, seed=seed, purse=purse)
        self.choosing = Choosing(form, self.context, seed, self.failures)
        self.items = Items(self.places)
        self.recalculation = Recalculation(
            self.places, self.context, self.items.set_count, self.items.recorded, self.choosing.shown, self.failures
        )
        self.items.listener = self.recalculation
        self.changed: dict[int, FormNode] = {}
        self.unmet: dict[int, tuple[str, FormNode]] = {}

    def preload(self, now: datetime, *, seed: int = 0, at_end: bool = False) -> None:
        """Put in what the device knows: date, start time, person and a new id, or at the end the time of the end."""
        for definition in self.form.model.preloaded:
            preload = definition.bind.preload or ("", "")
            if (preload == _END) is not at_end:
                continue
            value = _preload(preload, now, seed, self.wording.person)
            if value:
                for node in self.places.nodes(definition):
                    self.put(node, value)

    def compute_all(self, *, restored: bool = False) -> None:
        """Compute everything once: selects show what is on offer, and all else follows; a `restored` interview may use what is remembered."""
        for definition in self.form.model.filtered:
            for node in self.places.nodes(definition):
                if node.value and definition.choices is None:
                    self.recalculation.show_answer(node, node.value)
        model = self.form.model
        self.recalculation.run_all(*((model.remembered, model.outside) if restored else ()))

    def load(self, event: str) -> None:
        """Run the actions of a load event."""
        for action in self.form.model.actions:
            if event in action.events:
                self._act(action, None)
                self.settle()

    def put(self, node: FormNode, value: str) -> None:
        """Store a value in a leaf and schedule what reads it."""
        definition = node.definition
        assert definition is not None, "the nodes of an interview have definitions"
        if len(value) > MAX_LENGTH:
            raise LimitError(f"{show(definition.ref)}: dài hơn {MAX_LENGTH} ký tự", "length", MAX_LENGTH)
        text = canonical(value, definition.bind.type)
        if definition.control is not None and definition.control.kind == "range":
            text = within_range(text, definition.control.attributes)
        before = node.value if node.kept is None else node.kept
        if text != before and (definition.is_stored or definition.may_be_typed):
            self.changed[id(node)] = node
        if text != before and definition.may_be_typed:
            self.recalculation.typed[id(node)] = node
        if is_filtered(definition):
            self.recalculation.show_answer(node, text)
        elif text != node.value:
            node.value = text
            self.recalculation.changed(node)
        if text != before:
            self.recalculation.touched.append(node)

    def settle(self) -> None:
        """Recalculate and run actions until nothing changes any more."""
        for _ in range(_MAX_ROUNDS):
            self.recalculation.run()
            touched, self.recalculation.touched = self.recalculation.touched, []
            fresh, self.items.fresh = self.items.fresh, []
            if not touched and not fresh:
                return
            for item in fresh:
                self._new_item(item)
            for node in touched:
                self._value_changed(node)
        raise InstanceError("các hành động setvalue gọi nhau không dứt")

    def _new_item(self, item: FormNode) -> None:
        """Run `odk-new-repeat` for an item, and for the items of repeats inside it that came with it."""
        for node in item.walk():
            if node.item_id is None or node.definition is None:
                continue
            for action in self.form.model.new_item_actions.get(node.definition.ref, ()):
                self._act(action, node)

    def _value_changed(self, node: FormNode) -> None:
        definition = node.definition
        if definition is None:
            return
        if definition.kept or id(node) in self.recalculation.typed:
            self.changed[id(node)] = node
        for action in self.form.model.triggers.get(definition.ref, ()):
            self._act(action, node)

    def _act(self, action: Action, place: FormNode | None) -> None:
        self.recalculation.run()
        for target in self.places.nodes(action.target, place):
            if action.kind != SET_VALUE:
                self._measure(action, target)
                continue
            value = action.text
            if action.expression is not None:
                try:
                    value = action.expression.string(self.context.at(target))
                except SpentError as error:
                    raise spent(SET_VALUE, action.target.ref, error, action.expression.source, self.context) from error
                except XPathError as error:
                    failure = Failure(SET_VALUE, action.target.ref, str(error), action.expression.source)
                    self.failures.note(failure, target)
                    continue
            self.put(target, value)

    def _measure(self, action: Action, target: FormNode) -> None:
        """Put in the person's place where it is known; what a chat cannot tell is noted."""
        place = canonical(self.wording.person.get("location", ""), "geopoint") if action.kind == SET_GEOPOINT else ""
        if place:
            self.put(target, place)
        elif not target.value:
            self.unmet[id(target)] = (action.kind, target)

    def choices(self, control: Control, node: FormNode, lang: str | None) -> tuple[Choice, ...]:
        """The choices on offer with their labels; lists that are the same in every interview are worded once for the form."""
        cache = self.form.model.choice_labels
        found = cache.get((control.ref, lang))
        if found is None:
            listed = self.choosing.listed(control, node)
            known = self.form.model.worded.setdefault((control.ref, lang), {})
            found = tuple([known.get(id(one[1])) or self._choice(control, node, one, lang) for one in listed])
            if self.wording.has_fixed_labels(control):
                cache[control.ref, lang] = found
        return found

    def _choice(
        self, control: Control, node: FormNode, listed: tuple[str, FormNode | None], lang: str | None
    ) -> Choice:
        value, item = listed
        choice = Choice(value, self.wording.choice_label(control, node, value, item, lang), item)
        # What the form's own lists hold is worded once; nodes of an interview, also of one saved before, have definitions.
        if item is not None and item.definition is None and self.wording.is_plain(control):
            self.form.model.worded[control.ref, lang][id(item)] = choice
        return choice

    def stored_leaves(self) -> Iterator[tuple[FormNode, NodeDefinition]]:
        """All leaves whose values an interview's rows hold."""
        for node in self.places.document.walk():
            definition = node.definition
            if definition is None or node.children:
                continue
            if definition.is_stored or id(node) in self.recalculation.typed:
                yield node, definition


def _preload(preload: tuple[str, str], now: datetime, seed: int, person: Mapping[str, str]) -> str:
    """The value of a `jr:preload`; "" for what a chat does not know."""
    kind, parameter = preload
    if kind == "uid":
        return f"uuid:{uuid.UUID(int=random.Random(f'uid {seed}').getrandbits(128), version=4)}"  # noqa: S311 - unique, not secret
    if kind == "date" and parameter == "today":
        return now.date().isoformat()
    if kind == "timestamp" and parameter in {"start", "end"}:
        return now.isoformat(timespec="milliseconds")
    return person.get(parameter, "") if kind == "property" else ""
