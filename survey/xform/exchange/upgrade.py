"""A newer version of a form opens the answers of an older one; what no longer fits is listed."""

import re
from dataclasses import dataclass, field, replace

from survey.state import AnswerKey, Item, ItemPath, Record, Stored
from survey.tree import Ref
from survey.xform.exchange.fit import Reason, Unfit, fitting
from survey.xform.form.definition import Control, FormNode, NodeDefinition
from survey.xform.form.lexical import MAX_LENGTH
from survey.xform.form.model import Form
from survey.xform.form.names import show

_LISTED = re.compile(r"^\s*(?:randomize\(\s*)?instance\(\s*['\"]([^'\"]+)['\"]\s*\)/root/item(?=\s*(?:\[|,|\)|$))")


def carry_over(record: Record, form: Form, old: Form | None = None) -> tuple[Record, tuple[Unfit, ...]]:
    """The answers of `record` that `form` can take, and the others with the reason.

    A question keeps its answer wherever it stands in the same roster scope, also in another group. `old`, the form that the answers were
    given to, is needed only where a name was or is no longer unique. Items of a roster keep their ids; where their number now follows
    from an answer they are numbered in their order.
    """
    carrying = _Carrying(form, old)
    carrying.items(record)
    for key, stored in record.answers.items():
        carrying.answer(key, stored)
    return Record(carrying.answers, tuple(carrying.kept)), tuple(carrying.unfit)


@dataclass(slots=True)
class _Carrying:
    form: Form
    old: Form | None
    answers: dict[AnswerKey, Stored] = field(default_factory=dict)
    kept: list[Item] = field(default_factory=list)
    unfit: list[Unfit] = field(default_factory=list)
    _paths: dict[ItemPath, ItemPath] = field(default_factory=lambda: {(): ()})
    _scopes: dict[Ref, list[NodeDefinition]] = field(default_factory=dict)
    _renumbered: set[tuple[ItemPath, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        for definition in self.form.model.shape.definitions():
            if definition.key:
                self._scopes.setdefault(definition.scope, []).append(definition)

    def items(self, record: Record) -> None:
        """Where each roster item stands now."""
        ordered = sorted(record.items, key=lambda item: (len(item.path), item.path[:-1], item.path[-1][0], item.order))
        for item in ordered:
            parent = self._paths.get(item.path[:-1])
            repeat = None if parent is None else self._repeat(item.path)
            if repeat is not None and parent is not None:
                number = str(item.order + 1) if repeat.count is not None else item.path[-1][1]
                if number != item.path[-1][1]:
                    self._renumbered.add((item.path[:-1], item.path[-1][0]))
                self._paths[item.path] = (*parent, (repeat.key, number))
                self.kept.append(replace(item, path=self._paths[item.path]))

    def answer(self, key: AnswerKey, stored: Stored) -> None:
        """Put one answer into its place, or say why it has none."""
        path = self._path(key.items)
        found = "item" if path is None else self._leaf(key, self._scope(path))
        if isinstance(found, str) or path is None:
            self._miss(key, stored.value, found if isinstance(found, str) else "item")
            return
        place = AnswerKey(path, found.key)
        value = self._value(key, stored.value, found)
        if place in self.answers:
            self._miss(key, stored.value, "ambiguous")
        elif value is not None and (value or not stored.value):
            self.answers[place] = replace(stored, value=value)

    def _path(self, items: ItemPath) -> ItemPath | None:
        """The items around an answer; those of removed items are not in the record, but their answers may come back."""
        known = self._paths.get(items)
        if known is not None or not items:
            return known
        parent = self._path(items[:-1])
        repeat = None if parent is None else self._repeat(items)
        if parent is None or repeat is None or (items[:-1], items[-1][0]) in self._renumbered:
            return None
        return (*parent, (repeat.key, items[-1][1]))

    def _repeat(self, path: ItemPath) -> NodeDefinition | None:
        """The repeat that the items of a path now belong to."""
        parent = self._path(path[:-1])
        if parent is None:
            return None
        found = self._find(self._scope(parent), path[-1][0], is_repeat=True)
        return found if isinstance(found, NodeDefinition) else None

    def _leaf(self, key: AnswerKey, scope: Ref) -> "NodeDefinition | Reason":
        asked = None if self.old is None else self.old.model.leaf(key)
        found = self._find(scope, key.name if asked is None else show(asked.ref), is_repeat=False)
        if isinstance(found, NodeDefinition):
            if asked is not None and found.ref != asked.ref and self.old is not None and self.old.definition(found.ref):
                return "question"  # the older form has both: the one that was answered is gone
            return found if found.is_stored or found.may_be_typed else "calculated"
        elsewhere = (one for ones in self._scopes.values() for one in ones if not one.is_repeat)
        if found == "question" and any(one.name == _last(key.name) for one in elsewhere):
            return "scope"
        return found

    def _find(self, scope: Ref, name: str, *, is_repeat: bool) -> "NodeDefinition | Reason":
        """The definition of that name in a scope: by its full path, else by its last part where that is unique."""
        inside = [one for one in self._scopes.get(scope, ()) if one.is_repeat is is_repeat]
        exact = [one for one in inside if name in {one.key, show(one.ref), ".".join(one.ref)}]
        alike = [one for one in inside if one.name == _last(name) or (is_repeat and name.endswith("." + one.name))]
        found = exact or alike
        if not found:
            return "question"
        return found[0] if len(found) == 1 else "ambiguous"

    def _scope(self, path: ItemPath) -> Ref:
        scope: Ref = ()
        for name, _ in path:
            scope = self.form.model.scopes[scope, name].ref
        return scope

    def _value(self, key: AnswerKey, value: str, definition: NodeDefinition) -> str | None:
        """The answer as far as the question takes it; what it does not take is listed."""
        if len(value) > MAX_LENGTH:
            self._miss(key, value, "long")
            return None
        made = None if self._is_other_kind(key, definition) else fitting(value, definition.bind.type)
        if made is None:
            self._miss(key, value, "type")
            return None
        offered = offered_values(self.form, definition.control)
        if offered is None or made in offered:
            return made
        parts = made.split() if definition.control is not None and definition.control.kind != "select1" else [made]
        gone = [part for part in parts if part not in offered]
        if gone:
            self._miss(key, " ".join(gone), "choice")
        return " ".join(part for part in parts if part in offered)

    def _is_other_kind(self, key: AnswerKey, definition: NodeDefinition) -> bool:
        """Whether a file has become something else, or something else a file."""
        asked = None if self.old is None else self.old.model.leaf(key)
        return asked is not None and (asked.bind.type == "binary") is not (definition.bind.type == "binary")

    def _miss(self, key: AnswerKey, value: str, reason: Reason) -> None:
        if value:
            self.unfit.append(Unfit(key, value, reason))


def offered_values(form: Form, control: Control | None) -> frozenset[str] | None:
    """All values that a select can ever offer, filters left out; None for other questions and lists made of the interview's own answers."""
    if control is None or not control.is_select:
        return None
    if control.itemset is None:
        return frozenset(item.value for item in control.items) if control.items else None
    listed = _LISTED.match(control.itemset.nodeset.source)
    document = None if listed is None else form.model.instances.get(listed[1])
    name = control.itemset.value.source
    if document is None or not document.children:
        return None
    items = document.children[0].by_name.get("item", [])
    return frozenset(value for item in items for value in _texts(item, name)) or None


def _texts(item: FormNode, name: str) -> list[str]:
    return [one.value for one in item.by_name.get(name, ())]


def _last(name: str) -> str:
    """The question's own name out of its key, which is the full path where names repeat."""
    return name.rpartition("/")[2]
