"""Neither stricter nor more trusting than XLSForm: what pyxform takes is taken, with a warning at most; what it refuses is told with its place."""

from io import BytesIO

import pytest
from openpyxl import Workbook as Book

from survey.sheet import Problem, check, marked, to_xform
from survey.xform import load_form
from tests.survey.sheet.support.sheets import CHOICES, found, survey

NBSP = "\N{NO-BREAK SPACE}"
PLAIN = "type | name | label | required"


def codes(problems: list[Problem]) -> list[tuple[str, int, str]]:
    assert not [one for one in problems if not one.warning], problems
    return [(one.code, one.row, one.column) for one in problems]


TAKEN: list[tuple[str, str, list[tuple[str, int, str]]]] = [
    ("headers in capitals", survey("text | a | A | yes", header="Type | NAME | Label | Required"), []),
    ("headers with blanks", survey("integer | a | A | . < 9 | x", header="type|name|label|constraint|Constraint  Message"), []),
    ("old names of headers", survey("text | a | A | 1=1", header="command | tag | caption | relevance"), []),
    ("translated headers with blanks", survey("text | a | A", header="type | name | Label :: Tiếng Việt (vi)"), []),
    ("single colons", survey("text | a | A", header="type | name | label:English"), []),
    ("old metadata", survey("imei | m", "start time | s", "uri:deviceid | d", "text | a | A"), []),
    ("a note without a name", survey("note | | Phần A", "text | a | A"), []),
    (
        "the author's own row",
        survey(" | | | phần về người", "text | a | A", header="type | name | label | ghi_chu"),
        [("row.note", 3, "")],
    ),
    ("blanks of a web page", survey(f"select_one{NBSP}yn | a | A", f"text | b | B | | ${{a}}{NBSP}=\u2003'y'"), []),
    ("cells right of the header", survey("text | a | A | | | | x"), [("row.long", 3, "")]),
    ("names that differ in case", survey("text | ten | A", "text | Ten | B"), [("name.case", 4, "name")]),
    ("required by a Vietnamese word", survey("text | a | A | có", "text | b | B | X", header=PLAIN),
     [("flag.word", 3, "required"), ("flag.word", 4, "required")]),
    ("required by another word", survey("text | a | A | luôn", header=PLAIN), [("flag.unknown", 3, "required")]),
    ("a disabled row", survey("texxt | a | A | yes", "text | b | B |", header="type | name | label | disabled"), []),
    ("a default that does not fit", survey("decimal | a | A | 1,5", header="type | name | label | default"),
     [("default", 3, "default")]),
    ("triggers with too many commas", survey("text | a | A |", "text | b | B | ,${a},,", header="type | name | label | trigger"), []),
    ("indexed-repeat", survey("begin_repeat | m | M", "text | a | A", "end_repeat",
                              "calculate | c | | indexed-repeat(${a}, ${m}, 2)", "note | n | ${c}"), []),
    ("what every form has", survey("note | n | ${instanceID}", "text | a | A"), []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in TAKEN], ids=[case[0] for case in TAKEN])
def test_what_the_standard_takes_is_taken(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert codes(found(text + CHOICES)) == expected
    load_form(to_xform("f.md", (text + CHOICES).encode(), "md"))


def test_choices_with_remarks_and_without_a_label_are_taken() -> None:
    choices = "| choices |\n| | List Name | Name | Label | ghi chú riêng |\n| | l | 1 | Một | x |\n| | l | 2 | | |\n| | | | | y |\n"
    assert codes(found(survey("select_one l | a | A") + choices)) == [
        ("column.invalid", 5, "ghi chú riêng"),
        ("choice.label", 7, "label"),
        ("choice.list", 8, "list_name"),
    ]


@pytest.mark.parametrize(
    ("word", "required"), [("có", True), ("Có", True), ("x", True), ("YES", True), ("không", False), ("No", False)]
)
def test_a_word_for_yes_is_taken_as_yes(word: str, *, required: bool) -> None:
    form = load_form(to_xform("f.md", survey(f"text | a | A | {word}", header=PLAIN).encode(), "md"))
    definition = form.definition(("data", "a"))
    assert definition is not None
    assert (definition.bind.required is not None) is required


def test_cells_are_composed_when_a_form_comes_in() -> None:
    text = survey("select_one n | a | A", "text | b | B | | ${a} = 'Hoa\u0300'").replace("a | A", "a | Tha\u0300nh")
    choices = "| choices |\n| | list_name | name | label |\n| | n | Ho\u00e0 | Ho\u00e0 |\n| | n | Hoa\u0300i | Hoa\u0300i |\n"
    xform = to_xform("f.md", (text + choices).encode(), "md").decode()
    assert "Ho\u00e0i" in xform
    assert "Th\u00e0nh" in xform
    assert "\u0300" not in xform


REFUSED = [
    ("text | a | A | rows=x", ("parameters", 3, "parameters")),
    ("range | a | A | start=1 end=x", ("parameters.range", 3, "parameters")),
    ("select_one yn | a | A | randomize=vi", ("parameters", 3, "parameters")),
    ("select_one yn | a | A | seed=1", ("parameters", 3, "parameters")),
    ("geopoint | a | A | capture-accuracy=x", ("parameters", 3, "parameters")),
    ("audio | a | A | quality=vip", ("parameters", 3, "parameters")),
    ("audit | | | location-priority=balanced", ("parameters", 3, "parameters")),
    ("audit | b | |", ("name.audit", 3, "name")),
    ("image | a | A | max-pixels=to", ("parameters", 3, "parameters")),
    ("text | meta | A |", ("name.reserved", 3, "name")),
    ("text | a | A | la=1", ("parameters", 3, "parameters")),
]


@pytest.mark.parametrize(("row", "expected"), REFUSED, ids=[row for row, _ in REFUSED])
def test_what_the_converter_refuses_is_told_in_vietnamese_with_its_place(
    row: str, expected: tuple[str, int, str]
) -> None:
    text = survey(row, "text | z | Z | |", header="type | name | label | parameters") + CHOICES
    wrong = [one for one in found(text) if not one.warning]
    assert [(one.code, one.row, one.column) for one in wrong] == [expected]
    assert "nguyên văn" not in wrong[0].cause


def test_mistakes_that_the_converter_does_not_place_are_placed_all_of_them() -> None:
    rows = [f"audio | a{n} | A | quality=vip" if n % 2 else f"text | a{n} | A |" for n in range(30)]
    wrong = found(survey(*rows, header="type | name | label | parameters"))
    assert [one.row for one in wrong] == [n + 3 for n in range(30) if n % 2]


def test_two_names_of_one_column_are_one_column() -> None:
    text = survey("text | a | A | 1 | 1", header="type | name | label | relevant | relevance")
    assert [(one.code, one.row, one.column) for one in found(text)] == [("column.twice", 2, "relevant")]


def test_a_workbook_with_capital_headers_is_marked_in_the_right_cell() -> None:
    book = Book()
    page = book.active
    assert page is not None
    page.title = "Survey "
    for row in (("Type", "Name", "Label"), ("texxt", "a", "A")):
        page.append(list(row))
    stream = BytesIO()
    book.save(stream)
    problems = check("f.xlsx", stream.getvalue(), "xlsx")
    assert [(one.code, one.row, one.column) for one in problems] == [("type.unknown", 2, "type")]
    marks = marked(stream.getvalue(), problems)
    assert marks is not None
    assert [one.code for one in check("f.xlsx", marks, "xlsx")] == ["type.unknown"]


def test_a_workbook_of_one_sheet_is_the_survey_whatever_its_name() -> None:
    text = survey("text | a | A").replace("| survey |", "| Sheet1 |")
    assert found(text) == []
    load_form(to_xform("f.md", text.encode(), "md"))
    assert [one.code for one in found("| Sheet1 |\n| | a | b |\n| | 1 | 2 |\n")] == ["sheet.survey"]


def test_a_drawing_over_places_of_its_own_list_is_taken() -> None:
    rows = ("begin_repeat | r | R", "geoshape | g | G | reference-geometry=${r}", "end_repeat")
    assert codes(found(survey(*rows, header="type | name | label | parameters"))) == []
