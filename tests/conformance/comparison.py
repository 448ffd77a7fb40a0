"""Compares the states of two engines node by node, and knows the differences that are kept."""

import re
import tomllib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DIFFERENCES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("differences.toml").read_text(encoding="utf-8")
)["difference"]
FIELDS = ("type", "valueType", "relevant", "required", "readonly", "value", "constraint_ok", "choices")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one node that the engines see differently; `field` is "presence" where only one of them has the node."""

    ref: str
    field: str
    odk: object = None
    ours: object = None

    @property
    def place(self) -> tuple[str, str]:
        """Reference without positions, and field: what makes two differences the same mistake."""
        return re.sub(r"\[\d+\]", "", self.ref), self.field

    def __str__(self) -> str:
        if self.field == "presence":
            return f"{self.ref} is in {'ours' if self.ours else 'ODK'} only"
        return f"{self.ref} {self.field}: ODK {self.odk!r}, ours {self.ours!r}"


def compare(
    odk: Sequence[Mapping[str, Any]], ours: Sequence[Mapping[str, Any]], fields: Container[str] = FIELDS
) -> Iterator[Difference]:
    """The differences of two states, in the order of ODK's nodes."""
    own = {node["ref"]: node for node in ours}
    theirs = {node["ref"]: node for node in odk}
    for ref in theirs.keys() ^ own.keys():
        yield Difference(ref, "presence", ref in theirs, ref in own)
    for ref, node in theirs.items():
        for field, value in node.items():
            if field in fields and ref in own and own[ref].get(field) != value:
                yield Difference(ref, field, value, own[ref].get(field))


def kept_in_trace(found: Difference, trace: str, after: int) -> bool:
    """Whether a difference to a recorded trace, after so many steps, is listed."""
    return any(one.get("trace") == trace and after >= one.get("from", 0) and _covers(one, found) for one in DIFFERENCES)


def kept_in_play(found: Difference, form: str, odk: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a difference of a fresh play of a form is listed for the state `odk`."""
    return any(
        "from" not in one
        and re.fullmatch(one.get("form") or one["trace"], form) is not None
        and _covers(one, found)
        and _holds(one.get("when"), odk)
        for one in DIFFERENCES
    )


def _covers(one: Mapping[str, Any], found: Difference) -> bool:
    return found.field in one["fields"] and re.fullmatch(one["ref"], found.ref) is not None


def _holds(when: Mapping[str, str] | None, odk: Sequence[Mapping[str, Any]]) -> bool:
    return when is None or any(node["ref"] == when["ref"] and node["value"] == when["value"] for node in odk)
