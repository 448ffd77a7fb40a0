"""Replays what ODK's web forms engine computed and compares every node of every state."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from survey.commands.replay import read_script, replay
from survey.xform import load_form
from tests.conformance.comparison import DIFFERENCES, compare, kept_in_trace

HERE = Path(__file__).parent
MATERIAL = HERE.parents[2] / "shared" / "conformance"
NOT_YET = {line for line in (HERE / "not_yet.txt").read_text().splitlines() if line and not line.startswith("#")}
KEPT = [one for one in DIFFERENCES if "trace" in one]
TRACES = sorted(path.stem for path in (MATERIAL / "traces").glob("*.json"))

pytestmark = pytest.mark.skipif(not TRACES, reason="the conformance material is not beside the repository")


def _files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (MATERIAL / "forms").iterdir() if path.suffix != ".xml"}


def _differences(name: str) -> list[str]:
    trace = json.loads((MATERIAL / "traces" / f"{name}.json").read_bytes())
    form = load_form((MATERIAL / "forms" / trace["form"]).read_bytes(), _files())
    states = replay(form, read_script(trace))
    assert len(states) == len(trace["states"])
    return [
        line
        for got, wanted in zip(states, trace["states"], strict=True)
        for line in _compare(name, got, wanted, trace["volatile"])
    ]


def _compare(name: str, got: dict[str, Any], wanted: dict[str, Any], volatile: list[str]) -> list[str]:
    ours = [node for node in got["nodes"] if node["ref"] not in volatile]
    theirs = [node for node in wanted["nodes"] if node["ref"] not in volatile]
    after = wanted["after"]
    return [f"after {after}: {one}" for one in compare(theirs, ours) if not kept_in_trace(one, name, after)]


@pytest.mark.parametrize("name", TRACES)
def test_states_are_those_of_odk(name: str) -> None:
    if name in NOT_YET:
        pytest.skip("listed in not_yet.txt")
    assert _differences(name) == []


def test_lists_name_only_traces_that_exist() -> None:
    assert set(TRACES) >= NOT_YET
    assert set(TRACES) >= {one["trace"] for one in KEPT}
    assert all(one["rule"].strip() for one in DIFFERENCES)


@pytest.mark.parametrize("place", range(len(KEPT)))
def test_every_kept_difference_is_still_one(place: int) -> None:
    one = KEPT[place]
    trace = json.loads((MATERIAL / "traces" / f"{one['trace']}.json").read_bytes())
    form = load_form((MATERIAL / "forms" / trace["form"]).read_bytes(), _files())
    found: list[dict[str, Any]] = replay(form, read_script(trace))
    assert any(
        _nodes(got, one["ref"], one["fields"]) != _nodes(wanted, one["ref"], one["fields"])
        for got, wanted in zip(found, trace["states"], strict=True)
        if wanted["after"] >= one.get("from", 0)
    )


def _nodes(state: dict[str, Any], ref: str, fields: list[str]) -> list[list[Any]]:
    return [
        [node["ref"], *(node.get(name) for name in fields)] for node in state["nodes"] if re.fullmatch(ref, node["ref"])
    ]
