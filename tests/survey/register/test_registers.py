"""The workbooks of the shared folder against what must come out of each; skipped where the folder is not there."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.bot.support.command import *  # noqa: F403 - a fixture
from tests.bot.support.command import Command

FOLDER = Path(__file__).parents[4] / "shared" / "registers"
EXPECTED = FOLDER / "expected.json"
CASES: list[dict[str, Any]] = json.loads(EXPECTED.read_text("utf-8")) if EXPECTED.exists() else []

pytestmark = pytest.mark.skipif(not CASES, reason="the folder of lists beside the project is not there")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One demo for all workbooks: a look changes nothing."""
    return tmp_path_factory.mktemp("demo")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["file"]))
def test_a_workbook_gives_what_is_expected(case: Mapping[str, Any], command: Command, folder: Path) -> None:
    answers = folder / "answers.json"
    answers.write_text(json.dumps(case.get("answers", {})), "utf-8")
    said = command(folder, "import", str(FOLDER / case["file"]), "--dry-run", "--json", "--answers", str(answers))
    found = json.loads(said.out)
    assert found["kind"] == case["kind"]
    if case["refused"]:
        assert found["why"]
        return
    for key in ("households", "people", "units", "unknown_columns"):
        assert found[key] == case.get(key, [])
    for key in ("errors", "warnings"):
        assert _told(found[key]) == _told(case[key])
    assert _rows(found["duplicates"]) == _rows(case["duplicates"])
    assert found["questions"] == []


def _told(complaints: list[Mapping[str, Any]]) -> list[tuple[int, str]]:
    return sorted((one["row"], one["about"]) for one in complaints)


def _rows(twins: list[Mapping[str, Any]]) -> list[tuple[str, list[int]]]:
    return sorted((one["about"], sorted(one["rows"])) for one in twins)
