"""Authors' mistakes come as sentences with sheet, row and column, all of them at once, and never as a traceback."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.sheet import Problem, check, convert
from tests.survey.sheet.support.sheets import CHOICES, EVERYTHING, SETTINGS, found, survey

FILTERED = "type | name | label | choice_filter"


CASES: list[tuple[str, str, list[tuple[str, int, str]]]] = [
    ("a form in order", survey("text | a | A", "select_one yn | b | B", "calculate | c | | ${a}"), []),
    ("unknown type", survey("texxt | a | A"), [("type.unknown", 3, "type")]),
    ("type missing", survey(" | a | A"), [("type.missing", 3, "type")]),
    ("name missing", survey("text | | A"), [("name.missing", 3, "name")]),
    ("name with a blank", survey("text | a b | A"), [("name.invalid", 3, "name")]),
    ("name twice", survey("text | a | A", "text | a | B"), [("name.twice", 4, "name")]),
    ("unknown list", survey("select_one yes_no | a | A"), [("choices.missing", 3, "type")]),
    ("group left open", survey("begin_group | g | G", "text | a | A"), [("group.open", 3, "type")]),
    ("end without begin", survey("text | a | A", "end_group"), [("group.end", 4, "type")]),
    ("crossed groups", survey("begin_group | g | G", "text | a | A", "end_repeat"), [("group.end", 5, "type")]),
    ("unknown reference", survey("text | a | A | | ${b} = 1"), [("reference.unknown", 3, "relevant")]),
    ("reference in a label", survey("text | a | Chào ${b}"), [("reference.unknown", 3, "label")]),
    ("unknown function", survey("text | a | A", "calculate | c | | summ(${a})"), [("expression", 4, "calculation")]),
    ("bracket missing", survey("text | a | A", "calculate | c | | (1 + 2"), [("expression", 4, "calculation")]),
    ("too few arguments", survey("calculate | c | | if(true())", "text | a | A"), [("expression", 3, "calculation")]),
    (
        "a cycle",
        survey("text | t | T", "calculate | a | | ${b} + 1", "calculate | b | | ${a} + 1"),
        [("cycle", 5, "calculation")],
    ),
    ("overlong row", survey("text | a | A", "text | b | B | | | | zuviel"), [("row.long", 4, "")]),
    (
        "misspelt column",
        survey("text | a | A | 1", header="type | name | label | relevent"),
        [("column.unknown", 2, "relevent")],
    ),
    (
        "column missing",
        survey("text | A", header="type | label"),
        [("column.missing", 2, "name"), ("name.missing", 3, "name")],
    ),
    (
        "data file missing",
        survey("calculate | c | | pulldata('x', 'a', 'b', '1')", "text | a | A"),
        [("file-missing", 3, "")],
    ),
    ("half a reference", survey("text | a | ${a } and ${ b"), [("reference.form", 3, "label")]),
    (
        "a name that two questions have",
        survey("begin_group | g | G", "text | a | A", "end_group", "text | a | A", "text | b | B | | ${a} = 1"),
        [("reference.ambiguous", 7, "relevant")],
    ),
    ("control character", survey("text | a | A\x01"), [("cell.character", 3, "label")]),
    ("no label", survey("text | a | "), [("label.missing", 3, "label")]),
    (
        "column that nobody reads",
        survey("text | a | A | x", header="type | name | label | mau"),
        [("column.ignored", 2, "mau")],
    ),
    ("remarks are free", survey("text | a | A | x", header="type | name | label | notes"), []),
    (
        "column without a name",
        survey("text | a | A | x", header="type | name | label | bind::"),
        [("column.invalid", 2, "bind::")],
    ),
    (
        "default of another type",
        survey("integer | a | A | x", header="type | name | label | default"),
        [("default", 3, "default")],
    ),
    (
        "defaults that fit",
        survey(
            "integer | a | A | 5",
            "date | b | B | today()",
            "date | c | C | 2025-01-31",
            header="type | name | label | default",
        ),
        [],
    ),
    ("trigger", survey("text | a | A | b", header="type | name | label | trigger"), [("trigger", 3, "trigger")]),
    (
        "filter by a column that is not there",
        survey("select_one yn | a | A | of = 1", header=FILTERED),
        [("file.column", 3, "choice_filter")],
    ),
    ("a list in a file of another kind", survey("select_one_from_file ../a.txt | a | A"), [("file.name", 3, "type")]),
    ("a list that must be loaded", survey("select_one_external x | a | A"), [("type.unsupported", 3, "type")]),
    (
        "search",
        survey("select_one yn | a | A | search('x')", header="type | name | label | appearance"),
        [("appearance.search", 3, "appearance")],
    ),
    (
        "a sheet with another name",
        survey("text | a | A") + "| setings |\n| | form_id |\n",
        [("sheet.unknown", 0, "")],
    ),
    (
        "line outside the tables",
        "hello\n" + survey("texxt | a | A"),
        [("type.unknown", 4, "type"), ("sheet.outside", 1, "")],
    ),
    ("calculation missing", survey("calculate | c | |", "text | a | A"), [("calculation.missing", 3, "calculation")]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_mistakes_are_placed(text: str, expected: list[tuple[str, int, str]]) -> None:
    problems = found(text + CHOICES)
    assert [(one.code, one.row, one.column) for one in problems] == expected
    assert all(one.cause and one.cure for one in problems)


def test_a_sentence_says_where_what_and_what_to_do() -> None:
    assert found(survey("text | dien_tich | A | | ${dien_tch} > 1"))[0].sentence() == (
        "trang survey, dòng 3, cột relevant: Nhắc đến ${dien_tch}, phiếu không có câu hỏi này. Có phải là ${dien_tich} không?"
    )


@pytest.mark.parametrize(
    ("required", "code", "warning"),
    [
        ("", "file.column", True),
        ("no", "file.column", True),
        ("yes", "filter.column", False),
        ("${b} = 1", "filter.column", False),
    ],
)
def test_a_list_that_offers_nothing_stops_a_form_only_where_an_answer_must_be_given(
    required: str, code: str, warning: bool
) -> None:
    """ODK runs such a form: it is told, and refused where nobody in a chat could go on."""
    rows = ("integer | b | B", f"select_one yn | a | A | of = 1 | {required}")
    (problem,) = found(survey(*rows, header=f"{FILTERED} | required") + CHOICES)
    assert (problem.code, problem.warning, problem.column) == (code, warning, "choice_filter")


def test_every_mistake_is_named_at_once() -> None:
    text = survey(
        "text | a | A | | ${zz} = 1",
        "calculate | b | | bogus(${a})",
        "calculate | c | | ${d}",
        "calculate | d | | ${c}",
        "select_one none | e | E",
        "texxt | f | F",
    )
    codes = {one.code for one in found(text + CHOICES)}
    assert {"reference.unknown", "expression", "choices.missing", "type.unknown"} <= codes
    fewer = survey(
        "text | a | A | | ${zz} = 1",
        "calculate | b | | bogus(${a})",
        "calculate | c | | ${d}",
        "calculate | d | | ${c}",
    )
    assert {one.code for one in found(fewer)} == {"reference.unknown", "expression", "cycle"}


def test_mistakes_of_every_kind_come_together() -> None:
    assert {(one.code, one.row) for one in found(EVERYTHING) if not one.warning} == {
        ("sheet.outside", 1),
        ("column.twice", 3),
        ("type.unknown", 5),
        ("reference.unknown", 5),
        ("name.invalid", 6),
        ("reference.form", 7),
        ("reference.unknown", 7),
        ("choices.missing", 8),
        ("cycle", 11),
        ("expression", 12),
        ("file-missing", 13),
        ("group.end", 14),
        ("group.end", 15),
        ("choice.twice", 19),
    }


def test_what_stops_the_converter_hides_nothing_behind_it() -> None:
    header = "type | name | label | parameters | save_to | calculation"
    rows = (
        "range | a | A | start=x",
        "text | b | B | | tree",
        "range | c | C | =",
        "calculate | d | | | | ${d} + bogus()",
        "calculate | h | | | | ${i}",
    )
    problems = found(survey(*rows, "calculate | i | | | | ${h}", header=header))
    assert [(one.code, one.row) for one in problems] == [
        ("parameters.range", 3),
        ("entity", 4),
        ("parameters", 5),
        ("expression", 6),
        ("cycle", 8),
    ]


def test_a_missing_data_file_hides_no_other_mistake() -> None:
    rows = ("begin_repeat | m | M", "integer | x | X", "end_repeat", "calculate | s | | sum(${x})")
    text = survey(*rows, "calculate | c | | pulldata('x', 'a', 'b', '1')")
    assert {one.code for one in found(text)} == {"file-missing", "roster.gap"}
    assert {one.code for one in check("f.md", text.encode(), "md", {"x.csv": b"a,b\n1,2\n"})} == {"roster.gap"}


def test_a_plain_path_to_nowhere_is_a_warning() -> None:
    rows = ("begin_repeat | m | M", "integer | x | X", "end_repeat", "calculate | c | | count(${m}[xx > 1])")
    assert [(one.row, one.warning) for one in found(survey(*rows))] == [(6, True)]


def test_the_choices_sheet() -> None:
    rows = "| | yn | y | có |\n| | yn | y | lại |\n| | | z | Z |\n| | yn | | Z |\n| | yn | q | |\n| | yn | a b | C |\n"
    text = survey("select_multiple yn | a | A") + "| choices |\n| | list_name | name | label |\n" + rows
    assert [(one.code, one.row) for one in found(text)] == [
        ("choice.twice", 7),
        ("choice.list", 8),
        ("choice.name", 9),
        ("choice.label", 10),
        ("choice.blank", 11),
    ]


def test_our_columns_need_their_namespace() -> None:
    text = survey("text | a | A | yes", header="type | name | label | bind::rasoat:sensitive")
    assert [one.code for one in found(text)] == ["settings.namespace"]
    assert found(text + SETTINGS) == []


def test_rows_of_excel_are_its_own() -> None:
    packed = convert(survey("text | a | A", "texxt | b | B").encode(), "md", "xlsx")
    assert [(one.code, one.row) for one in check("f.xlsx", packed, "xlsx")] == [("type.unknown", 3)]


@pytest.mark.parametrize(
    "text", ["", "hello", "| choices |\n| | list_name | name |\n", "| survey |\n", "| survey |\n| | type | name |\n"]
)
def test_what_is_no_form_is_said_to_be_none(text: str) -> None:
    assert found(text)


# --- never a traceback ---------------------------------------------------------------------------------------------------------------

CELLS = st.sampled_from(
    [
        "text",
        "calculate",
        "begin_group",
        "end_group",
        "begin_repeat",
        "end_repeat",
        "select_one yn",
        "a",
        "b",
        "${a}",
        "${",
        "1 +",
        "if(",
        "'",
        "",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=6))
def test_whatever_is_in_the_cells_the_answer_is_a_list_of_problems(rows: list[list[str]]) -> None:
    problems = found(survey(*(" | ".join(row) for row in rows)) + CHOICES)
    assert all(isinstance(one, Problem) for one in problems)
