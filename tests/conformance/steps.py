"""Random steps for a form, chosen by what the form shows: answers of the right kind mostly, items added and taken away, restarts."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

Step = dict[str, object]

TEXTS = ("a", "12", "yes", "no", "x y", "Ba Tơ", "0905 123 456", "2025-02-03", "-1", "3.50", "foo at example", " b ")
TYPED: Mapping[str, Sequence[str]] = {
    "int": ("0", "1", "2", "3", "4", "5", "7", "12", "18", "35", "60", "99", "150", "-3", "007"),
    "decimal": ("0", "0.5", "1", "2.25", "3.5", "10", "36.6", "99.9", "-1.5"),
    "date": ("1950-01-01", "1987-05-12", "2020-02-29", "2024-12-31", "2025-09-01", "2026-11-23", "2026-11-24"),
    "time": ("07:30:00.000+00:00", "23:59:00.000+00:00"),
    "dateTime": ("2024-12-31T07:30:00.000+00:00", "2026-11-23T23:59:00.000+00:00"),
    "geopoint": ("14.76 108.73 12 5", "-1.5 30.25 0 0"),
    "geotrace": ("14.7 108.7 0 0;14.8 108.7 0 0",),
    "geoshape": ("14.7 108.7 0 0;14.8 108.7 0 0;14.8 108.8 0 0;14.7 108.7 0 0",),
}
SILENT = frozenset({"model-value", "note", "upload", "attribute"})
MOST_ITEMS = 4


def next_step(state: Mapping[str, Any], rng: random.Random) -> Step | None:
    """A step that suits the state; None where the form asks nothing."""
    nodes = [node for node in state["nodes"] if node["type"] not in SILENT]
    repeats = state["repeats"]
    luck = rng.random()
    if luck < 0.03:
        return {"op": "restart"}
    if repeats and luck < 0.15:
        return _item_step(rng.choice(repeats), rng)
    askable = [node for node in nodes if node["relevant"] and not node["readonly"]] if luck < 0.97 else nodes
    if not askable:
        return {"op": "restart"} if nodes or repeats else None
    node = rng.choice(askable)
    return {"op": "answer", "ref": node["ref"], "value": value(node, rng)}


def _item_step(repeat: Mapping[str, Any], rng: random.Random) -> Step:
    items = repeat["items"]
    if items and (items >= MOST_ITEMS or rng.random() < 0.4):
        return {"op": "remove", "ref": repeat["ref"], "index": rng.randrange(items)}
    return {"op": "add", "ref": repeat["ref"]}


def value(node: Mapping[str, Any], rng: random.Random) -> str:
    """An answer for a question, "" (cleared) now and then."""
    if rng.random() < 0.1:
        return ""
    kind = node["type"]
    if kind == "trigger":
        return "OK"
    if kind == "rank":
        ranked = list(node.get("ranked", ()))
        rng.shuffle(ranked)
        return " ".join(ranked)
    if kind == "select":
        return _chosen(node, rng)
    if kind == "range":
        return rng.choice(("1", "2", "3", "4", "5", "30"))
    return rng.choice(TYPED.get(node["valueType"], TEXTS))


def _chosen(node: Mapping[str, Any], rng: random.Random) -> str:
    choices = list(dict.fromkeys(node.get("choices", ())))
    if not choices:
        return ""
    if not node.get("several"):
        return str(rng.choice(choices))
    chosen = rng.sample(choices, rng.randint(1, min(3, len(choices))))
    return " ".join(sorted(chosen, key=choices.index))
