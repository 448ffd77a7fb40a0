"""One interview in memory for one turn: the engine's instance over the stored record, and what the turn changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from survey.interview.changes import AnswerChanged, Change, ItemAdded, ItemRemoved
from survey.interview.outline import Outline, Question
from survey.state import AnswerKey, Item, ItemPath, Record, Stored
from survey.xform import Control, Element, Group, Instance, Repeat, stored_value
from survey.xform.tree import Node

CONFIRMED = Stored("du")
SPECIFY_OTHER, _SPECIFIED = "Khác là gì?", "Specify other."
"""The question that `or_other` adds; its English words are the converter's, no author has written them."""


class Session:
    """Reads and changes one interview. Nothing is stored here: `drain` hands the changes to the caller."""

    def __init__(
        self, outline: Outline, record: Record, *, now: datetime, seed: int = 0, language: str | None = None
    ) -> None:
        self.outline = outline
        self.language = language or outline.language
        self.now = now
        self.answers = dict(record.answers)
        self.items = {item.path: item for item in record.items}
        self.instance = Instance.restore(outline.form, record, now=now, seed=seed)
        self._changes: list[Change] = []
        self._nodes: dict[tuple[ItemPath, Question], Node | None] = {}
        self.derived: dict[str, Any] = {}
        """What was worked out of the answers and holds until the next change: the path is asked for many times in a turn."""

    # --- looking -------------------------------------------------------------------------------------------------------------------

    def node(self, items: ItemPath, question: Question) -> Node | None:
        place = items, question
        if place not in self._nodes:
            self._nodes[place] = self.instance.find(self.key(items, question))
        return self._nodes[place]

    def key(self, items: ItemPath, question: Question) -> AnswerKey:
        return self.control_key(items, question.control)

    def control_key(self, items: ItemPath, control: Control) -> AnswerKey:
        return AnswerKey(items, control.definition.key)

    def applies(self, node: Node) -> bool:
        return node.relevant and not self.instance.readonly(node)

    def asks(self, items: ItemPath, question: Question) -> bool:
        """Whether the question is on the path at this place."""
        node = self.node(items, question)
        return node is not None and self.applies(node)

    def shows(self, control: Control, items: ItemPath) -> bool:
        """Whether a note is on the path at this place."""
        node = self.instance.find(self.control_key(items, control))
        return node is not None and node.relevant

    def stored(self, items: ItemPath, question: Question) -> Stored | None:
        return self.answers.get(self.key(items, question))

    def answered(self, items: ItemPath, question: Question) -> bool:
        """Whether the person (or the register) gave an answer, or said "bỏ qua"."""
        stored = self.stored(items, question)
        return stored is not None and (stored.skipped or stored.value != "")

    def fixed_value(self, items: ItemPath, question: Question) -> str:
        """The value of a question that is on the path and may not be answered; "" where it may, or holds nothing."""
        node = self.node(items, question)
        shown = node is not None and node.relevant and node.value != ""
        return node.value if shown and node is not None and self.instance.readonly(node) else ""

    def given(self, items: ItemPath, question: Question) -> str:
        """What the form itself put there before anybody answered; "" where nothing, or where there is an answer."""
        node = self.node(items, question)
        return node.value if node is not None and not self.answered(items, question) else ""

    def settled(self, items: ItemPath, question: Question) -> bool:
        """Answered, and the form still takes the answer: correcting another one may have made it impossible."""
        if not self.answered(items, question):
            return False
        if question.control.bind.constraint is None:
            return True
        node = self.node(items, question)
        return node is None or self.instance.constraint_ok(node)

    def required(self, items: ItemPath, question: Question) -> bool:
        node = self.node(items, question)
        return node is not None and self.instance.required(node)

    def constraint_message(self, items: ItemPath, question: Question) -> str:
        """The form author's own sentence for a refused value; "" where there is none."""
        node = self.node(items, question)
        return self.instance.constraint_message(node, self.language) if node is not None else ""

    def required_message(self, items: ItemPath, question: Question) -> str:
        """The form author's own sentence where an answer must be given; "" where there is none."""
        node = self.node(items, question)
        return self.instance.required_message(node, self.language) if node is not None else ""

    def members(self, repeat: Repeat, items: ItemPath) -> tuple[ItemPath, ...] | None:
        """The roster's items in order; None where the whole roster is off the path."""
        around = self.instance.item(items) if items else self.instance.root
        if around is None or not self._offered(repeat, around):
            return None
        nodes = self.instance.nodes(repeat.ref, around)
        return tuple(self.instance.item_path(node) for node in nodes if node.relevant)

    def _offered(self, repeat: Repeat, around: Node) -> bool:
        """Whether the groups around a roster are relevant, also while it has no item."""
        parent = repeat.definition.parent
        if parent is None or len(parent.ref) <= 1:
            return True
        groups = self.instance.nodes(parent.ref, around)
        return not groups or groups[0].relevant

    def touched(self, repeat: Repeat) -> bool:
        """Whether the list of members was already confirmed, added to or shortened in this interview."""
        if AnswerKey((), repeat.name) in self.answers or any(item.added for item in self.items.values()):
            return True
        return any(key.items and key.items not in self.items for key in self.answers)

    def is_new(self, item: ItemPath) -> bool:
        known = self.items.get(item)
        return known is not None and known.added

    def confirmed(self, repeat: Repeat, items: ItemPath) -> bool:
        stored = self.answers.get(AnswerKey(items, repeat.name))
        return stored is not None and stored.value != ""

    def group_label(self, group: Group, items: ItemPath) -> str:
        """The title of a screen."""
        nodes = self.instance.nodes(group.ref, self.instance.item(items)) if group.ref else []
        place = nodes[0] if nodes else self.instance.item(items) if items else self.instance.root
        return self.label(group, place)

    def label(self, element: Element, node: Node | None) -> str:
        """The label in the language of this interview; "" where the element is not there."""
        return self.instance.label(element, node, self.language) if node is not None else ""

    def label_at(self, items: ItemPath, question: Question) -> str:
        """The question in words; its name where the form gives it none."""
        label = self.label(question.control, self.node(items, question)) or question.name
        return SPECIFY_OTHER if label == _SPECIFIED else label

    def hint(self, items: ItemPath, question: Question, form: str = "") -> str:
        """The hint; `form="guidance"` gives the longer one for the trained."""
        node = self.node(items, question)
        return self.instance.hint(question.control, node, self.language, form) if node is not None else ""

    def note_text(self, control: Control, items: ItemPath) -> str:
        """A note with the value that stands in it, where the form puts one there."""
        node = self.instance.find(self.control_key(items, control))
        text = self.label(control, node)
        value = self._in_words(control, node) if node is not None else ""
        return f"{text.rstrip(': ')}: {value}" if value and text else text or value

    def _in_words(self, control: Control, node: Node) -> str:
        """The value of a note or of a question that may not be answered."""
        if not control.is_select or not node.value:
            return node.value
        labels = {one.value: one.label for one in self.instance.choices(control, node, self.language)}
        values = [node.value] if control.kind == "select1" else node.value.split()
        return ", ".join(labels.get(value, value) for value in values)

    # --- changing ------------------------------------------------------------------------------------------------------------------

    def put(self, items: ItemPath, question: Question, value: str) -> bool:
        """Answer a question (ODK lexical form); False, and nothing changed, where the form's constraint refuses it."""
        node = self.node(items, question)
        assert node is not None
        before = node.value
        self.instance.set(node, value)
        self._forget()
        if value and not self.instance.constraint_ok(node):
            self.instance.set(node, before)
            self.instance.drain()
            return False
        # As the engine writes it ("24.0"): else the same answer would stand twice in the history.
        self._store(self.key(items, question), Stored(stored_value(node)))
        self._actions()
        return True

    def skip(self, items: ItemPath, question: Question, reason: str = "") -> None:
        """Leave a question without an answer, on purpose; `reason` where it was not the person who said so."""
        node = self.node(items, question)
        assert node is not None
        self.instance.set(node, "")
        self._forget()
        self._store(self.key(items, question), Stored("", skipped=True), reason)
        self._actions()

    def take_back(self, before: Mapping[tuple[ItemPath, Question], Stored | None]) -> None:
        """Put answers back to what they were, as if they had not been given; their changes of this turn are forgotten."""
        for (items, question), stored in before.items():
            key = self.key(items, question)
            node = self.node(items, question)
            if node is not None:
                self.instance.set(node, stored.value if stored else "")
            if stored is None:
                self.answers.pop(key, None)
            else:
                self.answers[key] = stored
        self.instance.drain()
        self._changes.clear()
        self._forget()

    def confirm(self, repeat: Repeat, items: ItemPath) -> None:
        """The roster's list is complete."""
        self._store(AnswerKey(items, repeat.name), CONFIRMED)

    def reopen(self, repeat: Repeat, items: ItemPath) -> None:
        """The roster's list is to be looked at again."""
        if self.confirmed(repeat, items):
            self._store(AnswerKey(items, repeat.name), Stored(""))

    def add(self, repeat: Repeat, parent: ItemPath) -> ItemPath:
        """A new roster item with the next number; a number is never given twice, also not after a removal."""
        used = [path[len(parent)][1] for path in self._paths() if self._below(path, repeat, parent)]
        number = max((int(item) for item in used if item.isdigit()), default=0) + 1
        path = (*parent, (repeat.name, str(number)))
        self._without_inner(self.instance.add_item(repeat, self.instance.item(parent), str(number)))
        self.items[path] = Item(path, number, added=True)
        self._forget(items=True)
        self._changes.append(ItemAdded(path, number))
        self._actions()
        return path

    def _without_inner(self, item: Node) -> None:
        """A form may begin a repeat within the new item with one entry; here people say how many there are."""
        inner = [node for node in item.walk() if node is not item and node.item_id is not None]
        for node in inner:
            repeat = node.definition.repeat if node.definition is not None else None
            if repeat is not None and repeat.count is None and node.document() is item.document():
                self.instance.remove_item(node)

    def remove(self, item: ItemPath, reason: str) -> None:
        """Take a member off the list; the answers stay with the interview."""
        node = self.instance.item(item)
        assert node is not None
        self.instance.remove_item(node)
        self.items.pop(item, None)
        self._forget(items=True)
        self._changes.append(ItemRemoved(item, reason))

    def drain(self) -> list[Change]:
        """The changes since the last call, oldest first."""
        changes, self._changes = self._changes, []
        if changes:
            self.instance.remember()
        return changes

    def _forget(self, *, items: bool = False) -> None:
        """After a change; `items` where members came or went, as they may with any answer of a form that counts its members."""
        if items or self.outline.counts:
            self._nodes.clear()
        self.derived.clear()

    def _store(self, key: AnswerKey, stored: Stored, reason: str = "") -> None:
        before = self.answers.get(key)
        if before != stored:
            self.answers[key] = stored
            self._changes.append(AnswerChanged(key, stored, before, reason))

    def _actions(self) -> None:
        """What the form's own actions (setvalue) wrote is stored like an answer."""
        for change in self.instance.drain():
            known = self.answers.get(change.key)
            if known is None or (known.value != change.value and not known.skipped):
                self._store(change.key, Stored(change.value))

    def _paths(self) -> set[ItemPath]:
        return {key.items for key in self.answers} | set(self.items)

    @staticmethod
    def _below(path: ItemPath, repeat: Repeat, parent: ItemPath) -> bool:
        return len(path) > len(parent) and path[: len(parent)] == parent and path[len(parent)][0] == repeat.name
