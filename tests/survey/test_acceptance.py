"""A form that was sent is examined once: what comes of it is all that trying it out and publishing it need."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from survey.acceptance import Accepted, SentBack, examine, found_from_json, found_to_json, outcome, task
from survey.review import lacking, load_ruleset
from survey.sheet import SheetFormat, convert, to_xform
from tests.support.conversation import content

SHIPPED = content()["forms/phieu-ra-soat-2022-2025.md"]
RULESET = load_ruleset(content()["rulesets/nd07-2021.toml"])
FILES = {"nguong.csv": RULESET.threshold_csv()}
WRONG = b"| survey |\n| | type | name | label | relevant |\n| | text | a | A | ${b} = '1' |\n"


def examined(name: str, sent: bytes, kind: SheetFormat) -> tuple[Accepted | SentBack, list[tuple[int, int]]]:
    told: list[tuple[int, int]] = []
    made = examine(task(name, sent, kind, FILES), lambda done, total: told.append((done, total)))
    return outcome(made), told


@pytest.mark.parametrize("kind", ["md", "xlsx"])
def test_a_sound_form_is_what_its_author_wrote(kind: SheetFormat) -> None:
    sent = SHIPPED if kind == "md" else convert(SHIPPED, "md", "xlsx")
    made, told = examined(f"phieu.{kind}", sent, kind)
    assert isinstance(made, Accepted)
    assert made.id == "phieu_ra_soat_2022_2025"
    assert made.version in SHIPPED.decode()
    assert made.xform == to_xform(f"phieu.{kind}", sent, kind)
    assert made.found.questions > 20
    assert lacking(made.found.offers, RULESET) == ()
    assert found_from_json(found_to_json(made.found)) == made.found
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_a_wrong_workbook_comes_back_with_its_mistakes_in_it() -> None:
    made, _ = examined("sai.xlsx", convert(WRONG, "md", "xlsx"), "xlsx")
    assert isinstance(made, SentBack)
    assert ["${b}" in one.cause for one in made.mistakes] == [True]
    assert made.name == "sai.xlsx"
    assert made.workbook is not None
    assert "_loi" in load_workbook(BytesIO(made.workbook)).sheetnames


@pytest.mark.parametrize(("name", "sent", "kind"), [("sai.md", WRONG, "md"), ("hong.xlsx", b"PK\x03\x04", "xlsx")])
def test_what_is_no_workbook_comes_back_in_words(name: str, sent: bytes, kind: SheetFormat) -> None:
    made, _ = examined(name, sent, kind)
    assert isinstance(made, SentBack)
    assert made.mistakes
    assert made.workbook is None
