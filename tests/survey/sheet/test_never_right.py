"""What runs and can never be right is named: comparisons, defaults, open patterns, columns that a list lacks, texts that are missing."""

import pytest

from survey.sheet import check, form_flaws, to_xform
from survey.xform import Control, Instance, load_form
from tests.survey.sheet.support.sheets import found, survey
from tests.survey.xform.support.forms import NOW
from tests.survey.xform.support.forms import xform as form_xml

CHOICES = "\n| choices |\n| | list_name | name | label |\n| | yn | co | Có |\n| | yn | khong | Không |\n"
ASKED = ("select_one yn | a | A", "select_multiple yn | m | M", "date | d | D", "integer | n | N")
REVIEW = '\n| settings |\n| | form_id | version | namespaces |\n| | f | 1 | rasoat="http://rasoat.vn/xforms" |\n'
HEADER = "type | name | label | relevant | constraint | default"


def codes(row: str) -> list[tuple[str, str, bool]]:
    problems = found(survey(*ASKED, row, header=HEADER) + CHOICES)
    assert all(one.row == 7 for one in problems), problems
    return [(one.code, one.column, one.warning) for one in problems]


NAMED = [
    ("text | b | B | ${a} = 'cco'", [("compare.choice", "relevant", True)]),
    ("text | b | B | 'cco' != ${a}", [("compare.choice", "relevant", True)]),
    ("text | b | B | selected(${a}, 'khog')", [("compare.choice", "relevant", True)]),
    ("text | b | B | not(${n} > 3 and ${a} = 'Có')", [("compare.choice", "relevant", True)]),
    ("text | b | B | ${m} = 'co'", [("compare.several", "relevant", True)]),
    ("text | b | B | ${d} > '31/12/2025'", [("compare.date", "relevant", True)]),
    ("text | b | B | ${d} > '2025-13-01'", [("compare.date", "relevant", True)]),
    ("text | b | B | ${d} > date('31/12/2025')", [("compare.date", "relevant", True)]),
    ("date | b | B | | . <= '31/12/2025'", [("compare.date", "constraint", False)]),
    ("date | b | B | | . <= 2025-12-31", [("compare.date", "constraint", False)]),
    ("date | b | B | | . <= 31/12/2025", [("expression", "constraint", False)]),
    ("integer | b | B | | . < 'mười'", [("compare.number", "constraint", False)]),
    ("text | b | B | | regex(., '[0-9]{10}')", [("regex.open", "constraint", True)]),
    ("text | b | B | | regex(., '^[0-9]{10}')", [("regex.open", "constraint", True)]),
    ("select_one yn | b | B | | | Có", [("default", "default", True)]),
    ("select_multiple yn | b | B | | | co,khong", [("default", "default", True)]),
    ("range | b | B | | | 99", [("default", "default", True)]),
]
FINE = [
    "text | b | B | ${a} = 'co' or selected(${m}, 'khong')",
    "text | b | B | ${d} > '2025-12-31' and ${d} < today() and ${a} != ''",
    "text | b | B | ${d} > date('2025-12-31') - 3",
    "text | b | B | ${n} > '3' and ${n} - 1 - 2 > 3",
    "text | b | B | | regex(., '^[0-9]{10}$')",
    "text | b | B | | regex(., '.*@.*')",
    "select_multiple yn | b | B | | . = 'khong' or not(selected(., 'khong'))",
    "select_multiple yn | b | B | | | co khong",
    "range | b | B | | | 9",
]


@pytest.mark.parametrize(("row", "expected"), NAMED, ids=[row for row, _ in NAMED])
def test_what_can_never_be_right_is_named(row: str, expected: list[tuple[str, str, bool]]) -> None:
    assert [one[:2] for one in codes(row)][: len(expected)] == [one[:2] for one in expected]
    assert codes(row)[0][2] is expected[0][2]


@pytest.mark.parametrize("row", FINE)
def test_what_may_be_right_is_left_alone(row: str) -> None:
    assert codes(row) == []


def test_the_cure_names_the_value_that_was_meant() -> None:
    (one,) = found(survey(*ASKED, "text | b | B | ${a} = 'Không'", header=HEADER) + CHOICES)
    assert one.cure == "Có phải là “khong” không?"


FILE = survey(
    "select_one_from_file xa.csv | a | A |", "calculate | c | | pulldata('xa', 'ten', 'name', ${a})",
    header="type | name | label | calculation",
)  # fmt: skip
LINES = [
    (b"name,label,ten\nx1,Ba Xa,q\n", []),
    (b"name,label,ten\nx1,Ba Xa, Ba Ti\xc3\xaau,q\n", [("file.long", 2, False)]),
    (b"name,label,ten\nx1,Ba Xa\n", [("file.short", 2, True)]),
    (b"name,label,ten\nx1,A,q\nx1,B,q\n", [("file.twice", 3, True)]),
    (b"name,label,ten\n,A,q\n", [("file.name", 2, True)]),
    (b"name,label,ten,ten\nx1,A,q,q\n", [("file.header", 1, True)]),
    (b"name,label,tem\nx1,A,q\n", [("file.column", 4, True)]),
    (b"sep=;\nname;label;ten\nx1;A;q\n", []),
    (b"sep=;\nname;label;ten\nx1;A;q;z\n", [("file.long", 3, False)]),
    (b"sep=\t\r\nname\tlabel\tten\r\nx1\tA\tq\r\n", []),
    (b"name\tlabel\tten\nx1\tA\tq\n", []),
    (b"\xef\xbb\xbfname;label;ten\nx1;A, B;q\n", []),
    ("name\tlabel\tten\r\nx1\tBa Xa\tq\r\n".encode("utf-16"), []),
    (b'name,label,ten\nx1,"Ba Xa, Ba Ti\xc3\xaau",q\n', []),
    (b"", [("file.empty", 0, False)]),
    (b"name,label,ten\nx1,\xff,q\n", [("file-unreadable", 0, False)]),
]


@pytest.mark.parametrize(("content", "expected"), LINES)
def test_data_files_are_checked_line_by_line(content: bytes, expected: list[tuple[str, int, bool]]) -> None:
    problems = check("f.md", FILE.encode(), "md", {"xa.csv": content})
    told = [(one.code, one.row, one.warning) for one in problems]
    assert told[: len(expected)] == expected
    if not expected:
        assert told == []
        form = load_form(to_xform("f.md", FILE.encode(), "md"), {"xa.csv": content})
        instance = Instance.new(form, NOW)
        instance.set(instance.nodes(("data", "a"))[0], "x1")
        assert instance.nodes(("data", "c"))[0].value == "q"


def test_cells_of_a_data_file_are_composed() -> None:
    form = load_form(to_xform("f.md", FILE.encode(), "md"), {"xa.csv": "name,label,ten\nHoa\u0300,A,q\n".encode()})
    instance = Instance.new(form, NOW)
    instance.set(instance.nodes(("data", "a"))[0], "Ho\u00e0")
    assert instance.nodes(("data", "c"))[0].value == "q"


TRANSLATED = """| survey |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | constraint | constraint_message::English (en) |
| | text | a | Tên? | Name? | | |
| | text | b | | Address? | | |
| | integer | c | Tuổi? | Age? | . < 120 | Too old |
| | select_one l | d | Chọn? | Pick? | | |
| | text | e | - | - | | |
| choices |
| | list_name | name | label::Tiếng Việt (vi) | label::English (en) |
| | l | 1 | Một | One |
| | l | 2 | | Two |
"""


def test_a_text_that_is_missing_in_one_language_is_shown_in_another_and_the_author_told() -> None:
    assert [(one.code, one.row, one.column, one.warning) for one in found(TRANSLATED)] == [
        ("translation.missing", 4, "label::Tiếng Việt (vi)", True),
        ("translation.missing", 5, "constraint_message::Tiếng Việt (vi)", True),
        ("translation.missing", 11, "label::Tiếng Việt (vi)", True),
    ]
    form = load_form(to_xform("f.md", TRANSLATED.encode(), "md"))
    instance = Instance.new(form, NOW)
    shown = {element.ref[-1]: element for element in form.body if element.ref}

    def label(name: str, language: str) -> str:
        return instance.label(shown[name], instance.nodes(("data", name))[0], language)

    vietnamese = form.languages[0]
    assert label("b", vietnamese) == "Address?"
    assert label("e", vietnamese) == "-", "an author's own dash stays"
    node = instance.nodes(("data", "c"))[0]
    assert instance.constraint_message(node, vietnamese) == "Too old"
    asked = shown["d"]
    assert isinstance(asked, Control)
    choices = instance.choices(asked, instance.nodes(("data", "d"))[0], vietnamese)
    assert [one.label for one in choices] == ["Một", "Two"]


LISTED = ("begin_repeat | r | R", "integer | t | T", "integer | u | U", "end_repeat")


@pytest.mark.parametrize(
    ("calculation", "cure"),
    [
        ("count(${r}[${t} > 15])", "viết t trong"),
        ("sum(${u}[${t} > 15]) + 1", "viết ../t trong"),
        ("sum(${u}[${u} > 15])", "viết . trong"),
        ("sum(${r}[not(${t} = 1)]/u)", "viết t trong"),
        ("count(${r}[t > 15])", ""),
        ("sum(${u}[../t > 15])", ""),
        ("sum(${u}[. > 15])", ""),
        ("count(${r}[position() > 1])", ""),
        ("count(${r}[t > ${x}])", ""),
    ],
)
@pytest.mark.parametrize("review", [False, True], ids=["any form", "review form"])
def test_a_reference_within_brackets_to_the_items_that_are_looked_at_is_named(
    calculation: str, cure: str, *, review: bool
) -> None:
    """In a review form it is a mistake: people would be counted who do not count."""
    text = survey(
        *LISTED, "integer | x | X", f"calculate | c | | {calculation}", header="type | name | label | calculation"
    )
    text += REVIEW if review else ""
    told = next((one for one in found(text) if one.code == "predicate.absolute"), None)
    if not cure:
        assert told is None
        return
    assert told is not None
    assert (told.row, told.warning) == (8, not review)
    assert cure in told.cure


def test_a_question_with_a_value_of_its_own_as_an_attribute_is_refused() -> None:
    xml = form_xml(
        instance='<ten luc=""/>',
        binds='<bind nodeset="/data/ten/@luc" type="dateTime" calculate="now()"/>',
        body='<input ref="/data/ten"><label>Tên?</label></input>',
    )
    assert [(one.code, one.never) for one in form_flaws(load_form(xml))] == [("question.attribute", True)]
