"""Plays a recorded list of steps on a form and prints the states it goes through, to compare engines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from zoneinfo import ZoneInfo

from survey.xform.form.definition import Control, FormNode, NodeDefinition, Repeat
from survey.xform.form.model import Form
from survey.xform.running.instance import Instance

Json = dict[str, object]

_KINDS = {"select1": "select"}


@dataclass(frozen=True, slots=True)
class Script:
    """Steps to play. `at`: after how many steps a state is wanted; `now`: the clock."""

    steps: tuple[Mapping[str, object], ...]
    at: tuple[int, ...]
    now: datetime


def read_script(data: object) -> Script:
    """A trace's `steps`, `at`, `recorded` (a date, taken at 12:00) and `timezone`. Raises ValueError where they do not fit."""
    if not isinstance(data, dict):
        raise ValueError("tệp các bước phải là một đối tượng JSON")  # noqa: TRY004 - a mistake in a file, not in the program
    steps, at = data.get("steps"), data.get("at")
    if not isinstance(steps, list) or not isinstance(at, list) or not all(isinstance(step, dict) for step in steps):
        raise ValueError('tệp các bước cần "steps" (các đối tượng) và "at" (các số)')
    zone_name = str(data.get("timezone", "UTC"))
    try:
        zone: tzinfo = UTC if zone_name == "UTC" else ZoneInfo(zone_name)
    except KeyError:
        raise ValueError(f"không có múi giờ {zone_name}") from None
    recorded = date.fromisoformat(str(data.get("recorded", "2000-01-01")))
    return Script(tuple(steps), tuple(int(number) for number in at), datetime.combine(recorded, time(12), zone))


def replay(form: Form, script: Script, seed: int = 0) -> list[Json]:
    """The wanted states, each {"after", "nodes"}."""
    instance = Instance.new(form, script.now, seed=seed)
    states: list[Json] = []
    for done in range(len(script.steps) + 1):
        states += [{"after": done, "nodes": node_states(instance)} for wanted in script.at if wanted == done]
        if done < len(script.steps):
            play_step(instance, script.steps[done])
    return states


def play_step(instance: Instance, step: Mapping[str, object]) -> None:
    """One step; a step that was refused when it was recorded, or that has no place, changes nothing."""
    if step.get("result", "ok") != "ok":
        return
    reference = str(step.get("ref", ""))
    kind = step.get("op")
    if kind == "answer":
        node = at_reference(instance, reference)
        if node is not None and not instance.readonly(node):
            instance.set(node, str(step.get("value", "")))
        return
    repeat, parent = _repeat_at(instance, reference)
    if repeat is None:
        return
    if kind == "add":
        instance.add_item(repeat, parent)
    elif kind == "remove":
        items = parent.by_name.get(repeat.ref[-1], []) if parent is not None else []
        index = int(str(step.get("index", 0)))
        if index < len(items):
            instance.remove_item(items[index])


def at_reference(instance: Instance, reference: str) -> FormNode | None:
    """The node at a reference with positions, like /data/person[2]/name."""
    node: FormNode | None = instance.root.document()
    for part in reference.strip("/").split("/"):
        name, _, position = part.rpartition(":")[2].partition("[")
        index = int(position.rstrip("]")) - 1 if position else 0
        found = node.by_name.get(name, []) if node is not None else []
        node = found[index] if 0 <= index < len(found) else None
    return node


def _repeat_at(instance: Instance, reference: str) -> tuple[Repeat | None, FormNode | None]:
    parent_reference, _, name = reference.rpartition("/")
    parent = at_reference(instance, parent_reference)
    definition = (
        parent.definition.children.get(name.partition("[")[0]) if parent is not None and parent.definition else None
    )
    return (definition.repeat if definition is not None else None), parent


def node_states(instance: Instance) -> list[Json]:
    """What is known of every leaf, in document order."""
    return [
        _state(instance, node, node.definition)
        for node in instance.root.walk()
        if node.definition is not None and not node.definition.children and not node.definition.is_repeat
        if not node.definition.name.startswith("@")
    ]


def _state(instance: Instance, node: FormNode, definition: NodeDefinition) -> Json:
    control = definition.control
    state: Json = {
        "ref": reference_of(node),
        "type": _kind(control),
        "valueType": definition.bind.type,
        "relevant": node.relevant,
        "required": instance.required(node),
        "readonly": instance.readonly(node),
        "value": node.text(),
        "constraint_ok": instance.constraint_ok(node),
    }
    if control is not None and control.kind in ("select1", "select"):
        state["choices"] = list(instance.choice_values(control, node))
    return state


def _kind(control: Control | None) -> str:
    if control is None:
        return "model-value"
    return "note" if control.is_note else _KINDS.get(control.kind, control.kind)


def reference_of(node: FormNode) -> str:
    """The node's reference with positions inside repeats: /data/person[2]/name."""
    parts: list[str] = []
    place: FormNode | None = node
    while place is not None and place.definition is not None and place.name:
        position = ""
        if place.definition.is_repeat and place.parent is not None:
            position = f"[{1 + place.parent.by_name[place.name].index(place)}]"
        parts.append(place.definition.qname + position)
        place = place.parent
    return "/" + "/".join(reversed(parts))
