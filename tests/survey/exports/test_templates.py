"""The papers that come with the bot: what a template may name, and what is told of one that an official spoilt."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document

from survey.content.mistakes import ContentError
from survey.exports.document import document
from survey.exports.templates import NAMES, SHEET, load_templates
from tests.support.conversation import content
from tests.survey.exports.test_document import shown, template

ROWS = [{"number": "12", "label": 'Nước <sạch> & "xa"', "answer": "có"}, {"number": "", "label": "x", "answer": "y"}]


def test_the_sheet_is_filled_in_with_all_that_it_may_name() -> None:
    values = {name: f"[{name}]" for name in NAMES[SHEET]} | {"rows": ROWS}
    said = shown(document(content()[SHEET], values))
    told = " ".join(said)
    assert not [name for name in NAMES[SHEET] - {"rows"} if f"[{name}]" not in told]
    assert said[-6:] == ["12", 'Nước <sạch> & "xa"', "có", "", "x", "y"]


@pytest.mark.parametrize("name", NAMES)
def test_its_font_has_vietnamese_letters_by_name(name: str) -> None:
    made: Any = Document(BytesIO(content()[name]))
    assert made.styles["Normal"].font.name == "Times New Roman"


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        (template(["{{ nummber }}"]), "{{ nummber }}"),
        (template(["{{ number"]), "cả tệp"),
        (b"nothing", "cả tệp"),
    ],
)
def test_a_spoilt_template_is_told(spoilt: bytes, told: str) -> None:
    with pytest.raises(ContentError) as caught:
        load_templates(content() | {SHEET: spoilt})
    (mistake,) = caught.value.mistakes
    assert (mistake.file, mistake.place) == (SHEET, told)
    with pytest.raises(ContentError):
        load_templates({})
