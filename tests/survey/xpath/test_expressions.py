"""Grammar, operators, conversions, errors and limits."""

import json
import math
from pathlib import Path

import pytest

from survey.commands.evaluate import run_eval
from survey.xpath import (
    DEFAULT,
    ArgumentCountError,
    EvaluationError,
    Function,
    UnknownFunctionError,
    XPathContext,
    XPathSyntaxError,
    compile_xpath,
)
from tests.survey.xpath.support.fuzz import run
from tests.survey.xpath.support.trees import NOW, document, only, value_of

ROOT = Path(__file__).resolve().parents[3]
TABLE = ROOT.parent / "shared" / "conformance" / "xpath" / "javarosa-even.json"
DATA = only(
    document({"data": {"div": "6", "a": ["1", "2"], "b": ["2", "3"], "mod-x": "4", "none": "", "day": "2025-01-02"}}),
    "data",
)


@pytest.mark.skipif(not TABLE.exists(), reason="the conformance material is not beside the repository")
def test_javarosa_agrees() -> None:
    rows = json.loads(TABLE.read_text("utf-8"))
    answers = [json.loads(line) for line in run_eval(json.dumps(row["expression"]) for row in rows)]
    kept = json.loads((Path(__file__).parent / "differences.json").read_text("utf-8"))
    different = [
        (row, answer)
        for row, answer in zip(rows, answers, strict=True)
        if not _same(row, answer) and row["expression"] not in kept
    ]
    assert different == []


def _same(row: dict[str, object], answer: dict[str, object]) -> bool:
    wanted, value = row["expected"], answer["value"]
    if row["kind"] != answer["kind"]:
        return False
    if isinstance(wanted, float) and isinstance(value, float):
        return math.isclose(wanted, value, rel_tol=1e-12, abs_tol=1e-12)
    return row["kind"] == "error" or wanted == value


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("2 + 3 * 4 - 5", 9.0),
        ("10 div 4 div 5", 0.5),
        ("7 - 2 - 1", 4.0),
        ("--3", 3.0),
        ("-2 * -2", 4.0),
        ("div div 2", 3.0),
        ("mod-x - 1", 3.0),
        ("div*2", 12.0),
        ("1 div 0", math.inf),
        ("-1 div 0", -math.inf),
        ("0 div 0", math.nan),
        ("5 mod 0", math.nan),
        ("(1 div 0) mod 2", math.nan),
        (".5 + 1.", 1.5),
        ("1 < 2 = true()", True),
        ("1 = 1 and 2 = 2 and 3 = 4", False),
        ("1 = 2 or 2 = 3 or 3 = 3", True),
        ("a = b", True),
        ("a != b", True),
        ("a > 2", False),
        ("2 > a", True),
        ("a < b", True),
        ("none = ''", True),
        ("none = 0", False),
        ("none != 0", True),
        ("nothing = ''", False),
        ("nothing != ''", False),
        ("nothing = false()", True),
        ("none = true()", True),
        ("nothing < true()", True),
        ("a = 'x'", False),
        ("'x' != a", True),
        ("day > '2025-01-01'", True),
        ("day + 1 = '2025-01-03' + 0", True),
        ("day = '2025-01-02'", True),
        ("number('NaN') = number('NaN')", False),
        ("1 div 0 = 1 div 0", True),
        ("0.1 + 0.2 = 0.3", True),
        ('"it\'s"', "it's"),
        ("string(1000000000000000000000)", "1000000000000000000000"),
        ("string(0.000001)", "0.000001"),
        ("string(1.10)", "1.1"),
        ("string(-0.5)", "-0.5"),
        ("string(0.1 + 0.2)", "0.30000000000000004"),
        ("string(a)", "1"),
        ("not(true() and false())", True),
        ("\n 1\t+\r1 ", 2.0),
    ],
)
def test_operators_and_conversions(source: str, expected: object) -> None:
    found = value_of(source, DATA)
    if isinstance(expected, float):
        assert found == pytest.approx(expected, nan_ok=True)
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("source", "position"),
    [
        ("", 0),
        ("1 +", 3),
        ("(1", 2),
        ("1)", 1),
        ("'abc", 0),
        ("a[1", 3),
        ("concat('a',)", 11),
        ("concat('a' 'b')", 11),
        ("a b", 2),
        ("$x", 0),
        ("a#b", 1),
        ("“a”", 0),
        ("/data/", 6),
        ("sideways::a", 0),
        ("comment()", 0),
        ("a/text(1)", 7),
        ("count()", 0),
        ("true(1)", 0),
        ("if(1, 2)", 0),
        ("1 + round()", 4),
        ("indexed-repeat(/d/r/a, /d/r, 1, /d/r)", 0),
        ("indexed-repeat('a', /d/r, 1)", 15),
        ("indexed-repeat(/d/a, /d/r, 1)", 21),
        ("jr:choice-name('a', '/data/[')", 20),
    ],
)
def test_a_syntax_error_says_where(source: str, position: int) -> None:
    with pytest.raises(XPathSyntaxError) as caught:
        compile_xpath(source)
    assert caught.value.position == position
    assert f"ký tự {position + 1}" in caught.value.message


def test_an_unknown_function_comes_with_the_nearest_name() -> None:
    with pytest.raises(UnknownFunctionError) as caught:
        compile_xpath("1 + selectd(., 'a')")
    assert (caught.value.name, caught.value.position, caught.value.suggestion) == ("selectd", 4, "selected")
    with pytest.raises(UnknownFunctionError) as far:
        compile_xpath("zzzzzz()")
    assert far.value.suggestion is None


def test_a_wrong_number_of_arguments_is_counted() -> None:
    for source, wanted in (("round(1, 2, 3)", "từ 1 đến 2"), ("join()", "ít nhất 1"), ("not()", "cần 1")):
        with pytest.raises(ArgumentCountError, match=wanted):
            compile_xpath(source)


def test_only_declared_prefixes_are_taken_where_they_are_given() -> None:
    compile_xpath("/data/orx:meta", namespaces={"orx": "http://openrosa.org/xforms"})
    with pytest.raises(XPathSyntaxError, match="orx"):
        compile_xpath("/data/orx:meta", namespaces={"jr": "x"})


def test_a_house_may_add_functions() -> None:
    library = {**DEFAULT, "double": Function("n", "number", lambda number: number * 2)}
    expression = compile_xpath("double(4) + 1", functions=library)
    assert expression.number(XPathContext(None, NOW)) == 9.0


def test_a_number_that_is_none_leaves_a_text_empty() -> None:
    context = XPathContext(DATA, NOW)
    assert compile_xpath("none + 1").string(context) == ""
    assert compile_xpath("if(none = '', number(''), 1)").string(context) == ""
    assert compile_xpath("string(none + 1)").string(context) == "NaN"
    assert compile_xpath("12 div 5").string(context) == "2.4"


def test_results_may_be_asked_for_in_every_type() -> None:
    context = XPathContext(DATA, NOW)
    expression = compile_xpath("a")
    assert (expression.string(context), expression.number(context), expression.boolean(context)) == ("1", 1.0, True)
    assert len(expression.nodes(context)) == 2
    with pytest.raises(EvaluationError):
        compile_xpath("1").nodes(context)
    with pytest.raises(EvaluationError):
        compile_xpath("/data").nodes(XPathContext(None, NOW))
    with pytest.raises(ValueError, match="aware"):
        XPathContext(None, NOW.replace(tzinfo=None))


def test_a_result_is_not_the_trees_own_list() -> None:
    compile_xpath("a").nodes(XPathContext(DATA, NOW)).clear()
    assert len(DATA.by_name["a"]) == 2


def test_the_budget_ends_what_would_take_too_long() -> None:
    many = only(document({"data": {"x": ["1"] * 1_000}}), "data")
    with pytest.raises(EvaluationError, match="bước"):
        compile_xpath("count(/data/x[/data/x[/data/x = 'none']])").evaluate(XPathContext(many, NOW))
    with pytest.raises(EvaluationError, match="bước"):
        compile_xpath("count(//*[//*[string(/data) = '']])").evaluate(XPathContext(many, NOW))
    assert compile_xpath("count(/data/x[. = 1])").evaluate(XPathContext(many, NOW)) == 1_000.0


def test_a_string_may_not_grow_without_end() -> None:
    long = only(document({"data": {"x": "x" * 60_000}}), "data", "x")
    with pytest.raises(EvaluationError, match="100000"):
        value_of("concat(., .)", long)
    with pytest.raises(XPathSyntaxError):
        compile_xpath("1" * 100_001)
    assert value_of("number(.)", long) != value_of("number(.)", long)


def test_deep_nesting_is_refused_and_long_chains_are_not() -> None:
    for source in (
        "(" * 5_000 + "1" + ")" * 5_000,
        "-" * 5_000 + "1",
        "not(" * 200 + "1" + ")" * 200,
        "a[" * 200 + "1" + "]" * 200,
    ):
        with pytest.raises(XPathSyntaxError, match="lồng"):
            compile_xpath(source)
    assert value_of("if(1 = 2, 1, " * 60 + "7" + ")" * 60, DATA) == 7.0
    assert value_of(" or ".join(["a = 9"] * 2_000), DATA) is False
    assert value_of(" + ".join(["1"] * 200), DATA) == 200.0
    with pytest.raises(XPathSyntaxError):
        compile_xpath(" + ".join(["a"] * 20_000))


def test_whatever_is_typed_gives_a_result_or_a_clean_error() -> None:
    """A tenth of what `make proof` runs."""
    done = run(1_000, seed=7)
    assert min(done.values, done.errors) > 200
    assert done.slowest < 2, done.source


@pytest.mark.parametrize("source", ["a[1 div 0]", "a[0 div 0]", "a[-1 div 0]", "a[1.5]", "a[0]"])
def test_a_place_that_does_not_exist_gives_nothing(source: str) -> None:
    assert value_of(f"count({source})", DATA) == 0


def test_weights_may_belong_to_conditions_without_nodes() -> None:
    assert value_of("weighted-checklist(-1, 0, nope, 1, a, 0)", DATA) is True


def test_eval_answers_line_by_line() -> None:
    lines = ['"1 + 1"', "", '"1 div 0"', "\"concat('Ba ', 'Tơ')\"", '"1 = 1"', '"/data/a"', '"nope()"', "not json", "5"]
    answers = [json.loads(line) for line in run_eval(lines, now=NOW)]
    assert answers[:4] == [
        {"kind": "number", "value": 2.0},
        {"kind": "number", "value": "Infinity"},
        {"kind": "string", "value": "Ba Tơ"},
        {"kind": "boolean", "value": True},
    ]
    assert [answer["kind"] for answer in answers[4:]] == ["error"] * 4
