"""What stands in one interview in memory: the engine's instance over the stored record, and what it says in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from survey.coded import Words, coded
from survey.interview.asks.outline import Outline, Question
from survey.read import Open, read_open
from survey.state import AnswerKey, ItemPath, Record, Stored
from survey.xform import Control, Element, Form, Group, Instance, Repeat
from survey.xform.form.definition import FormNode

TURN_STEPS = 6_000_000
"""Steps that all expressions of one turn may take together: some seconds, also where each of them keeps within its own limit."""
_SPECIFIED = "Specify other."
"""The question that `or_other` adds; its English words are the converter's, no author has written them."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of the person who fills the form in: properties (username, phonenumber, deviceid), and their last answers."""

    person: Mapping[str, str] = field(default_factory=dict)
    last_saved: Record | None = None

    def saved(self, form: Form, now: datetime) -> Instance | None:
        """The last answers, opened."""
        return None if self.last_saved is None else Instance.restore(form, self.last_saved, now)


class Reading:
    """One interview to look at: what applies, what is answered, who is on the list, and how it is worded."""

    def __init__(
        self,
        outline: Outline,
        record: Record,
        *,
        now: datetime,
        seed: int = 0,
        language: str | None = None,
        source: Source | None = None,
    ) -> None:
        self.outline = outline
        self.language = language or outline.language
        self.now = now
        self.answers = dict(record.answers)
        self.items = {item.path: item for item in record.items}
        given = source or Source()
        self._saved = given.saved(outline.form, now)
        self._person, self._seed = given.person, seed
        self.instance = self._restored(record)
        self._leaves: dict[tuple[ItemPath, Question], tuple[AnswerKey, FormNode | None]] = {}
        self.derived: dict[str, Any] = {}
        """What was worked out of the answers and holds until the next change: the path is asked for many times in a turn."""

    def _restored(self, record: Record) -> Instance:
        form = self.outline.form
        return Instance.restore(
            form, record, self.now, self._person, self._seed, last_saved=self._saved, steps=TURN_STEPS
        )

    def _leaf(self, items: ItemPath, question: Question) -> tuple[AnswerKey, FormNode | None]:
        """The key and the node of a question of the household, or of one item; the path asks for them many times in a turn."""
        position = items, question
        known = self._leaves.get(position)
        if known is None:
            control = question.control
            known = self._leaves[position] = self.control_key(items, control), self.instance.leaf(control, items)
        return known

    def node(self, items: ItemPath, question: Question) -> FormNode | None:
        return self._leaf(items, question)[1]

    def key(self, items: ItemPath, question: Question) -> AnswerKey:
        return self._leaf(items, question)[0]

    def control_key(self, items: ItemPath, control: Control) -> AnswerKey:
        return AnswerKey(items, control.definition.key)

    def applies(self, node: FormNode) -> bool:
        return node.relevant and not self.instance.readonly(node)

    def asks(self, items: ItemPath, question: Question) -> bool:
        """Whether the question is on the path of the household, or of this item."""
        node = self.node(items, question)
        return node is not None and self.applies(node) and not self._spares(items, question, node)

    def _spares(self, items: ItemPath, question: Question, node: FormNode) -> bool:
        """Whether the form says that this need not be asked here (`bind::rasoat:ask_when`); an answer that is there stays on the path."""
        when = self.outline.trace.by_name.get(question.hint_of("ask_when"))
        if when is None or self.answered(items, question) or self._is_told(items, question):
            return False
        return all(one.value in {"", "0"} for one in self.instance.nodes(when.ref, node))

    def shows(self, control: Control, items: ItemPath) -> bool:
        """Whether a note is on the path of the household, or of this item."""
        node = self.instance.find(self.control_key(items, control))
        return node is not None and node.relevant

    def stored(self, items: ItemPath, question: Question) -> Stored | None:
        """The answer as it counts: of choices only those that are on offer; None for what the form alone has put there."""
        key, node = self._leaf(items, question)
        stored = self.answers.get(key)
        if stored is None or stored.is_offered:
            return None
        if node is None or node.kept is None:
            return stored
        return Stored(node.value) if node.value else None

    def answered(self, items: ItemPath, question: Question) -> bool:
        """Whether the person (or the register) gave an answer that counts, or said "bỏ qua"."""
        stored = self.stored(items, question)
        return stored is not None and stored.is_given

    def is_off_offer(self, items: ItemPath, question: Question) -> bool:
        """Whether there was an answer whose choices are not all on offer any more."""
        key, node = self._leaf(items, question)
        stored = self.answers.get(key)
        return stored is not None and stored.is_given and node is not None and node.kept is not None

    def _is_told(self, items: ItemPath, question: Question) -> bool:
        """Whether there was an answer last time."""
        stored = self.answers.get(self.key(items, question))
        return stored is not None and stored.carried and stored.value != ""

    @property
    def carries(self) -> bool:
        """Whether anything stands here as it was last time."""
        known: bool | None = self.derived.get("carries")
        if known is None:
            known = self.derived["carries"] = any(stored.carried for stored in self.answers.values())
        return known

    def confirmed_record(self) -> Record:
        """All that was answered in this interview, and nothing that was only so last time."""
        answers = {key: stored for key, stored in self.answers.items() if not stored.carried}
        return Record(answers, tuple(self.items.values()))

    def carried(self, items: ItemPath, question: Question) -> Stored | None:
        """What was answered last time and may be confirmed as it is: the form still takes it, and it says more than "không rõ"."""
        key, node = self._leaf(items, question)
        stored = self.answers.get(key)
        if stored is None or not stored.carried or node is None or node.kept is not None:
            return None
        if not stored.value:
            return None if self.instance.required(node) else stored
        fits = self.instance.constraint_ok(node) and not self._says_unknown(question, node, stored.value)
        return stored if fits else None

    def _says_unknown(self, question: Question, node: FormNode, value: str) -> bool:
        if not question.control.is_select:
            return False
        said = set(value.split()) if question.control.kind == "select" else {value}
        choices = self.instance.choices(question.control, node, self.language)
        return any(one.value in said and read_open(one.label, exact=True) is Open.UNKNOWN for one in choices)

    def fixed_value(self, items: ItemPath, question: Question) -> str:
        """The value of a question that is on the path and may not be answered; "" where it may, or holds nothing."""
        if question.control.definition.is_free:
            return ""
        node = self.node(items, question)
        shown = node is not None and node.relevant and node.value != ""
        return node.value if shown and node is not None and self.instance.readonly(node) else ""

    def given(self, items: ItemPath, question: Question) -> str:
        """What the form itself put there before the person answered; "" where nothing, or where there is an answer."""
        key, node = self._leaf(items, question)
        stored = self.answers.get(key)
        if stored is not None and stored.carried and self.carried(items, question) is None:
            return ""
        return node.value if node is not None and not self.answered(items, question) else ""

    def settled(self, items: ItemPath, question: Question) -> bool:
        """Answered, and the form still takes the answer: correcting another one may have made it impossible."""
        key, node = self._leaf(items, question)
        stored = self.answers.get(key)
        if stored is None or not stored.is_given:
            return False
        return node is None or (node.kept is None and self.instance.constraint_ok(node))

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

    def _offered(self, repeat: Repeat, around: FormNode) -> bool:
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

    def was_confirmed(self, repeat: Repeat, items: ItemPath) -> bool:
        """Whether it was said before that the list is complete, also where it was changed since."""
        return AnswerKey(items, repeat.name) in self.answers

    def group_label(self, group: Group, items: ItemPath) -> str:
        """The title of a screen."""
        nodes = self.instance.nodes(group.ref, self.instance.item(items)) if group.ref else []
        position = nodes[0] if nodes else self.instance.item(items) if items else self.instance.root
        return self.label(group, position)

    def label(self, element: Element, node: FormNode | None) -> str:
        """The label in the language of this interview; "" where the element is not there."""
        return self.instance.label(element, node, self.language) if node is not None else ""

    def label_at(self, items: ItemPath, question: Question) -> Words:
        """The question in words; its name where the form gives it none."""
        label = self.label(question.control, self.node(items, question)) or question.name
        return coded("ask.specify_other") if label == _SPECIFIED else label

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

    def _in_words(self, control: Control, node: FormNode) -> str:
        """The value of a note or of a question that may not be answered."""
        if not control.is_select or not node.value:
            return node.value
        labels = {one.value: one.label for one in self.instance.choices(control, node, self.language)}
        values = [node.value] if control.kind == "select1" else node.value.split()
        return ", ".join(labels.get(value, value) for value in values)
