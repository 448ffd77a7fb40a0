"""Documents made of templates: what was given comes out letter by letter, what is missing is told."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from survey.exports.document import TemplateMistakeError, asked_for, document


def template(lines: Sequence[str], row: Sequence[str] = ()) -> bytes:
    """Paragraphs, and a table with one row for each of `rows`."""
    made: Any = Document()
    for line in lines:
        made.add_paragraph(line)
    if row:
        table = made.add_table(rows=0, cols=len(row))
        for texts in (["{%tr for row in rows %}"], row, ["{%tr endfor %}"]):
            for cell, text in zip(table.add_row().cells, texts, strict=False):
                cell.text = text
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def shown(content: bytes) -> list[str]:
    made: Any = Document(BytesIO(content))
    rows = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return [*(one.text for one in made.paragraphs), *rows]


def test_signs_of_xml_come_out_as_they_were_typed() -> None:
    """Without escaping, "<Danh>" swallows the rest of the cell, and "&" is lost."""
    said = "A & B < C <Danh> \"x\" 'y'"
    made = document(
        template(["Ông {{ name }}"], ["{{ row.a }}"]), {"name": said, "rows": [{"a": said}, {"a": "\x00ổ"}]}
    )
    assert shown(made) == [f"Ông {said}", said, "ổ"]


def test_what_the_template_wants_and_nobody_gives_is_an_error() -> None:
    with pytest.raises(TemplateMistakeError, match="namee"):
        document(template(["{{ namee }}"]), {"name": "x"})


@pytest.mark.parametrize("line", ["{{ name", "{% if %}", "{{ ''.__class__.__mro__[1].__subclasses__()[0]('x') }}"])
def test_a_template_that_is_wrong_is_told(line: str) -> None:
    with pytest.raises(TemplateMistakeError):
        document(template([line]), {"name": "x"})


def test_no_document_is_told() -> None:
    with pytest.raises(TemplateMistakeError):
        asked_for(b"PK\x03\x04 nothing")


def test_a_template_says_what_it_wants() -> None:
    assert asked_for(template(["{{ name }}"], ["{{ row.a }}"])) == {"name", "rows"}


def test_values_carry_nothing_out() -> None:
    assert shown(document(template(["{{ name }}"]), {"name": "{{ 7 * 7 }}"})) == ["{{ 7 * 7 }}"]
