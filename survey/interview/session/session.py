"""One interview in memory for one turn: what stands in it, and what the turn changes."""

from collections.abc import Mapping
from datetime import datetime

from survey.interview.asks.outline import Outline, Question
from survey.interview.session.changes import AnswerChanged, Change, ItemAdded, ItemRemoved
from survey.interview.session.reading import Reading, Source
from survey.state import AnswerKey, Item, ItemPath, Record, Stored
from survey.xform import Repeat, stored_value
from survey.xform.form.definition import FormNode
from survey.xform.form.errors import Failure, LimitError

CONFIRMED = Stored("du")


class Session(Reading):
    """Reads and changes one interview. Nothing is stored here: `drain` hands the changes to the caller."""

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
        super().__init__(outline, record, now=now, seed=seed, language=language, source=source)
        self._changes: list[Change] = []
        self._highest: dict[tuple[ItemPath, str], int] = {}
        """The highest number below a place, as long as members only come."""
        self.over: LimitError | None = None
        """The limit for which the last answer was not taken."""

    def put(self, items: ItemPath, question: Question, value: str) -> bool:
        """Answer a question (ODK lexical form); False, and nothing changed, where the form's constraint or a limit (`over`) refuses it."""
        node = self.node(items, question)
        assert node is not None
        before = stored_value(node)
        try:
            self.over = None
            self.instance.set(node, value)
        except LimitError as error:
            self.over = error
            self._begin_anew()
            return False
        self._forget()
        if value and not self.instance.constraint_ok(node):
            self._undo(node, before)
            return False
        # As the engine writes it ("24.0"): else the same answer would stand twice in the history.
        self._store(self.key(items, question), Stored(stored_value(node)))
        self._actions()
        return True

    def _undo(self, node: FormNode, before: str) -> None:
        """A value that was only tried is gone without a trace: entries that it made, what the form's actions wrote."""
        if self._leaves_traces:
            self._begin_anew()
            return
        self.instance.set(node, before)
        self.instance.drain()
        self._forget()

    @property
    def _leaves_traces(self) -> bool:
        return self.outline.counts or bool(self.outline.form.model.triggers)

    def _begin_anew(self) -> None:
        """The interview as it follows from its answers."""
        record = Record(dict(self.answers), tuple(self.items.values()))
        self.instance.close()
        self.instance = self._restored(record)
        self._forget(items=True)
        self._leaves.clear()

    def takes(self, items: ItemPath, question: Question, value: str) -> bool:
        """Whether the form's constraint would take this answer; nothing changes."""
        node = self.node(items, question)
        if node is None:
            return False
        before = stored_value(node)
        try:
            self.instance.set(node, value)
        except LimitError:
            self._begin_anew()
            return True  # the answer itself is refused for that, with the limit
        taken = self.instance.constraint_ok(node)
        self._undo(node, before)
        return taken

    def skip(self, items: ItemPath, question: Question, reason: str = "") -> None:
        """Leave a question without an answer, on purpose; `reason` where it was not the person who said so."""
        node = self.node(items, question)
        assert node is not None
        self.instance.set(node, "")
        self._forget()
        self._store(self.key(items, question), Stored("", skipped=True), reason)
        self._actions()
        if self.outline.counts:
            # A count that was cleared leaves its entries in memory; of answers alone they do not follow.
            self._begin_anew()

    def take_back(self, before: Mapping[tuple[ItemPath, Question], Stored | None]) -> None:
        """Put answers back to what they were, as if they had not been given; their changes of this turn are forgotten."""
        for (items, question), stored in before.items():
            key = self.key(items, question)
            node = self.node(items, question)
            if node is not None:
                self.instance.set(node, stored.value if stored else "")
            self._restore_answer(key, stored)
        self.instance.drain()
        for change in reversed(self._changes):
            # What the form's actions wrote beside them.
            if isinstance(change, AnswerChanged) and change.key not in {self.key(*place) for place in before}:
                self._restore_answer(change.key, change.before)
        self._changes.clear()
        self._forget()
        if self._leaves_traces:
            self._begin_anew()

    def _restore_answer(self, key: AnswerKey, stored: Stored | None) -> None:
        if stored is None:
            self.answers.pop(key, None)
        else:
            self.answers[key] = stored

    def keep(self, items: ItemPath, question: Question) -> None:
        """What was answered last time is said to be so still: from now on it is an answer of this interview."""
        carried = self.answers[self.key(items, question)]
        assert carried.carried, "only what was so last time is kept"
        self._store(self.key(items, question), Stored(carried.value, carried.skipped))

    def vouch(self, items: ItemPath, question: Question) -> None:
        """Somebody says of an answer that came from the register that it is so: its line in the history names who, and when."""
        key = self.key(items, question)
        stored = self.answers.get(key)
        if stored is not None and stored.is_given:
            self._changes.append(AnswerChanged(key, stored, stored))

    def confirm(self, repeat: Repeat, items: ItemPath) -> None:
        """The roster's list is complete."""
        self._store(AnswerKey(items, repeat.name), CONFIRMED)

    def reopen(self, repeat: Repeat, items: ItemPath) -> None:
        """The roster's list is to be looked at again."""
        if self.confirmed(repeat, items):
            self._store(AnswerKey(items, repeat.name), Stored(""))

    def add(self, repeat: Repeat, parent: ItemPath) -> ItemPath:
        """A new roster item with the next number; a number is never given twice, also not after a removal."""
        place = (parent, repeat.name)
        if place not in self._highest:
            used = [path[len(parent)][1] for path in self._paths() if self._below(path, repeat, parent)]
            self._highest[place] = max((int(item) for item in used if item.isdecimal()), default=0)
        number = self._highest[place] = self._highest[place] + 1
        path = (*parent, (repeat.name, str(number)))
        self._without_inner(self.instance.add_item(repeat, self.instance.item(parent), str(number)))
        self.items[path] = Item(path, number, added=True)
        self._forget(items=True)
        self._changes.append(ItemAdded(path, number))
        self._actions(begun=True)
        return path

    def _without_inner(self, item: FormNode) -> None:
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
        self._highest.clear()
        self._forget(items=True)
        self._changes.append(ItemRemoved(item, reason))

    def failed(self) -> tuple[Failure, ...]:
        """The form's calculations that have no result with the answers as they are; texts are left out, they show it themselves."""
        return tuple(one for one in self.instance.failures() if one.part != "label")

    def finish(self) -> None:
        """The interview is handed in: what only now is known (the time of its end) is stored like an answer."""
        self.instance.finish()
        self._forget()
        self._actions()

    def drain(self) -> list[Change]:
        """The changes since the last call, oldest first."""
        changes, self._changes = self._changes, []
        if changes:
            self.instance.remember()
        return changes

    def close(self) -> None:
        """Nobody asks this session again: what names itself in it is taken apart."""
        self._leaves.clear()
        self.derived.clear()
        self.instance.close()

    def _forget(self, *, items: bool = False) -> None:
        """After a change; `items` where members came or went, as they may with any answer of a form that counts its members."""
        if items or self.outline.counts:
            self._leaves.clear()
        self.derived.clear()

    def _store(self, key: AnswerKey, stored: Stored, reason: str = "") -> None:
        before = self.answers.get(key)
        if before != stored:
            self.answers[key] = stored
            self.derived.clear()
            self._changes.append(AnswerChanged(key, stored, before, reason))

    def _actions(self, *, begun: bool = False) -> None:
        """What the form's own actions (setvalue) wrote is stored like an answer; what they put into a question that was just `begun` is offered."""
        model = self.outline.form.model
        for change in self.instance.drain():
            known = self.answers.get(change.key)
            if known is None or (known.value != change.value and (known.is_offered or not known.skipped)):
                is_offered = begun and change.value != "" and model.leaf(change.key) in model.offered
                self._store(change.key, Stored(change.value, skipped=is_offered))

    def _paths(self) -> set[ItemPath]:
        return {key.items for key in self.answers} | set(self.items)

    @staticmethod
    def _below(path: ItemPath, repeat: Repeat, parent: ItemPath) -> bool:
        return len(path) > len(parent) and path[: len(parent)] == parent and path[len(parent)][0] == repeat.name
