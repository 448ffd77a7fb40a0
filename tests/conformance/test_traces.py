"""Replays what ODK's web forms engine computed and compares every node of every state."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from survey.xform import load_form
from survey.xform.replay import read_script, replay

HERE = Path(__file__).parent
MATERIAL = HERE.parents[2] / "shared" / "conformance"
NOT_YET = {line for line in (HERE / "not_yet.txt").read_text().splitlines() if line and not line.startswith("#")}
DIFFERENCES: list[dict[str, Any]] = tomllib.loads((HERE / "differences.toml").read_text())["difference"]
TRACES = sorted(path.stem for path in (MATERIAL / "traces").glob("*.json"))

pytestmark = pytest.mark.skipif(not TRACES, reason="the conformance material is not beside the repository")


def _files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (MATERIAL / "forms").iterdir() if path.suffix != ".xml"}


def _is_kept(trace: str, after: int, ref: str, field: str) -> bool:
    return any(
        one["trace"] == trace
        and field in one["fields"]
        and after >= one.get("from", 0)
        and re.fullmatch(one["ref"], ref) is not None
        for one in DIFFERENCES
    )


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
    ours = {node["ref"]: node for node in got["nodes"] if node["ref"] not in volatile}
    theirs = {node["ref"]: node for node in wanted["nodes"] if node["ref"] not in volatile}
    after = wanted["after"]
    found = [
        f"after {after}: {ref} is in one state only"
        for ref in sorted(ours.keys() ^ theirs.keys())
        if not _is_kept(name, after, ref, "presence")
    ]
    found += [
        f"after {after}: {ref} {field}: ODK {value!r}, ours {ours[ref].get(field)!r}"
        for ref, node in theirs.items()
        if ref in ours
        for field, value in node.items()
        if ours[ref].get(field) != value and not _is_kept(name, after, ref, field)
    ]
    return found


@pytest.mark.parametrize("name", TRACES)
def test_states_are_those_of_odk(name: str) -> None:
    if name in NOT_YET:
        pytest.skip("listed in not_yet.txt")
    assert _differences(name) == []


def test_lists_name_only_traces_that_exist() -> None:
    assert set(TRACES) >= NOT_YET
    assert set(TRACES) >= {one["trace"] for one in DIFFERENCES}
    assert all(one["rule"].strip() for one in DIFFERENCES)


@pytest.mark.parametrize("place", range(len(DIFFERENCES)))
def test_every_kept_difference_is_still_one(place: int) -> None:
    one = DIFFERENCES[place]
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
