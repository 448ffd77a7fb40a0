"""A filter that is worked out for all items at once keeps what looking at each of them keeps."""

from itertools import product

import pytest

from survey.tree import AnyNode
from tests.survey.xpath.support.trees import document, only, value_of

REPEATS = frozenset({("data", "m")})
OTHERS = (
    *("20", "'20'", "''", "'Bình'", "'2025-01-02'", "20 + 0", "true()", "false()", "number('x')"),
    *("/data/limit", "/data/nobody", "/data/all/one", "current()/../age", "current()/../name", "if(true(), 20, 'x')"),
    *("coalesce(/data/nobody, 20)", "concat(/data/limit, '')"),
)


def people() -> AnyNode:
    found = document(
        {
            "data": {
                "limit": "20",
                "all": {"one": ["20", "5"]},
                "m": [
                    {"name": "An", "age": "50", "born": "2025-01-02"},
                    {"name": "Bình", "age": "20", "born": ""},
                    {"name": "Chi", "age": "", "phone": ["20", "7"]},
                    {"name": "20", "age": "5.0", "born": "2024-12-31"},
                    {"age": "20"},
                ],
            }
        }
    )
    only(found, "data").by_name["m"][4].by_name["age"][0].relevant = False
    return found


def kept(predicate: str) -> list[int]:
    root = people()
    members = only(root, "data").by_name["m"]
    found = value_of(f"/data/m[{predicate}]", only(members[1], "age"), repeats=REPEATS)
    assert isinstance(found, list)
    return [[id(one) for one in members].index(id(node)) for node in found]


@pytest.mark.parametrize("symbol", ["=", "!=", "<", "<=", ">", ">="])
@pytest.mark.parametrize("column", ["name", "age", "born", "phone", "nothing"])
def test_both_ways_keep_the_same(column: str, symbol: str) -> None:
    for other, swapped in product(OTHERS, (False, True)):
        comparison = f"{other} {symbol} {column}" if swapped else f"{column} {symbol} {other}"
        assert kept(comparison) == kept(f"boolean({comparison})"), comparison
        assert kept(f"{comparison} and name != 'Chi'") == kept(f"boolean({comparison}) and boolean(name != 'Chi')")


def test_a_condition_on_the_place_is_not_looked_at_apart() -> None:
    assert kept("age >= 20 and position() = 2") == [1]
    assert kept("position() = 1 and age < 20") == []
    assert kept("age >= 5 and last() = 5") == [0, 1, 3]
