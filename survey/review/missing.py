"""Which answers are missing for an indicator: those that would settle it, of the members of whom it is not known."""

from collections.abc import Iterator
from dataclasses import dataclass

from survey.review.classify import Finding
from survey.review.evidence import Trace, finding_of, hint
from survey.state import ItemPath
from survey.xform import Instance
from survey.xform.form.definition import FormNode, NodeDefinition

_NOT_KNOWN = frozenset({"", "khong_ro"})
_MONTHS = ("1", "12")
_BORN = ("birth_month", "birth_date")


@dataclass(frozen=True, slots=True)
class Missing:
    """An answer that is not there, or is "không rõ": the question's name, as it is read out, and of whom (() = the household)."""

    question: str
    title: str
    item: ItemPath
    member: str


def missing(trace: Trace, trial: Instance, key: str) -> tuple[Missing, ...]:
    """What to ask for an unknown indicator; other answers are tried out on `trial`, and taken back."""
    marker = trace.markers.get(key)
    if marker is None:
        return tuple(_named(trace, trial, *one) for one in _open(trace, trial, trace.indicators[key], None))
    found: list[Missing] = []
    for node in trial.nodes(marker.ref):
        if node.relevant and finding_of(node.value) is Finding.UNKNOWN:
            there = list(_open(trace, trial, marker, node))
            settling = [one for one in there if _settles(trial, node, *one)]
            found += (_named(trace, trial, *one) for one in settling or there)
    return tuple(found)


def _open(
    trace: Trace, instance: Instance, source: NodeDefinition, near: FormNode | None
) -> Iterator[tuple[NodeDefinition, FormNode]]:
    because = [trace.by_name[name] for name in hint(source, "because").split() if name in trace.by_name]
    # An age decides in many indicators whose answers are others.
    born = [one for one in trace.by_name.values() if near and hint(one, "member") in _BORN]
    for definition in dict.fromkeys([*because, *born]):
        if definition.control is not None:
            nodes = instance.nodes(definition.ref, near) if near else instance.nodes(definition.ref)
            yield from ((definition, one) for one in nodes if one.relevant and one.value in _NOT_KNOWN)


def _settles(trial: Instance, marker: FormNode, question: NodeDefinition, node: FormNode) -> bool:
    """Whether some answer to this alone would make it known."""
    before = node.value
    for value in _answers(trial, question, node):
        trial.set(node, value)
        known = finding_of(marker.value) is not Finding.UNKNOWN
        trial.set(node, before)
        if known:
            return True
    return False


def _answers(trial: Instance, question: NodeDefinition, node: FormNode) -> tuple[str, ...]:
    if question.control is not None and question.control.is_select:
        return tuple(one.value for one in trial.choices(question.control, node) if one.value not in _NOT_KNOWN)
    return _MONTHS if hint(question, "member") == "birth_month" else ()


def _named(trace: Trace, instance: Instance, question: NodeDefinition, node: FormNode) -> Missing:
    item = instance.item_path(node)
    member = trace.member_name(instance, node) if item else ""
    return Missing(question.name, hint(question, "title") or question.name, item, member)
