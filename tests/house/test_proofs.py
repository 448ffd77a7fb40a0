"""The page of proofs gets the figures of a run, and a proof that did not hold is not taken for one that did."""

from datetime import UTC, datetime

import pytest

from tests.house.tree import ROOT
from tests.proof.rows import failed, told, with_figures

PAGE = "| what | how much | result | when, where |\n|---|---|---|---|\n| rain falls | - | - | - |\n"
AT = datetime(2026, 11, 27, tzinfo=UTC)


def test_figures_come_into_their_row() -> None:
    page = with_figures(PAGE, {"rain": ("3 mm", "0 lost, 0 doubled")}, AT)
    row = page.splitlines()[-1]
    assert row.startswith("| rain falls | 3 mm | 0 lost, 0 doubled | 2026-11-27, ")
    assert row.count("|") == 5
    assert with_figures(page, {"rain": ("4 mm", "x")}, AT).count("4 mm") == 1


def test_a_row_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(LookupError, match="'snow'"):
        with_figures(PAGE, {"snow": ("", "")}, AT)


def test_what_went_wrong_is_told_and_fails_the_proof() -> None:
    wrong = told(["a | b\nc", "d"])
    assert wrong == "2 PROBLEMS: a / b c; d"
    assert failed({"rain": ("", wrong)})
    assert not failed({"rain": ("", told([]))})


def test_every_row_of_the_page_has_a_figure() -> None:
    rows = [line for line in (ROOT / "docs/proofs.md").read_text("utf-8").splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 10
    assert not [row[:60] for row in rows if row.endswith("| - | - | - |")]
