"""Paths, predicates, contextual references and what an expression says it reads."""

import pytest

from survey.tree import AnyNode
from survey.xpath import EvaluationError, XPathContext, compile_xpath
from tests.survey.xpath.support.trees import NOW, Form, document, only, texts, value_of

MEMBERS = ("data", "members")
PLOTS = ("data", "members", "plots")
REPEATS = frozenset({MEMBERS, PLOTS})


def household() -> AnyNode:
    return document(
        {
            "data": {
                "head": "An",
                "members": [
                    {"name": "An", "age": "50", "plots": [{"size": "1"}, {"size": "2"}]},
                    {"name": "Bình", "age": "20", "plots": [{"size": "3"}]},
                    {"name": "Chi", "age": "", "plots": []},
                ],
                "meta": {"id": "x"},
            }
        }
    )


def member(place: int) -> AnyNode:
    return only(household(), "data").by_name["members"][place]


def found(source: str, node: AnyNode) -> list[str]:
    return texts(value_of(source, node, repeats=REPEATS))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("/data/head", ["An"]),
        ("/data/members/name", ["An", "Bình", "Chi"]),
        ("/data/members[2]/name", ["Bình"]),
        ("/data/members[last()]/name", ["Chi"]),
        ("/data/members[position() > 1]/name", ["Bình", "Chi"]),
        ("/data/members[age > 30]/name", ["An"]),
        ("/data/members[age > 10][2]/name", ["Bình"]),
        ("/data/members[name = /data/head]/age", ["50"]),
        ("/data/members[name = current()/../../head]/age", []),
        ("/data/members/plots[1]/size", ["1", "3"]),
        ("(/data/members/plots)[1]/size", ["1"]),
        ("(/data/members/plots)[position() = 3]/size", ["3"]),
        ("//size", ["1", "2", "3"]),
        ("//plots[1]/size", ["1", "3"]),
        ("/data//name", ["An", "Bình", "Chi"]),
        ("/data/*[1]", ["An"]),
        ("/data/meta/*", ["x"]),
        ("/data/meta/../head", ["An"]),
        ("/data/orx:meta/id", ["x"]),
        ("./../head", ["An"]),
        ("../members[1]/./name", ["An"]),
        ("/data/members[1]/plots/.. /name", ["An"]),
        ("../head | ../meta/id | ../head", ["An", "x"]),
        ("../meta/id | ../head", ["An", "x"]),
        ("/data/members[1]/name/following-sibling::age", ["50"]),
        ("/data/members[1]/age/preceding-sibling::*", ["An"]),
        ("/data/members[2]/preceding-sibling::members/name", ["An"]),
        ("/data/members[2]/age/ancestor::members/name", ["Bình"]),
        ("/data/meta/id/ancestor-or-self::*[1]", ["x"]),
        ("/data/meta/id/ancestor::*[2]/head", ["An"]),
        ("/data/meta/id/ancestor::node()[3]/data/head", ["An"]),
        ("/data/meta/preceding-sibling::members[1]/name", ["Chi"]),
        ("/data/meta/preceding::size[1]", ["3"]),
        ("/data/meta/preceding::size", ["1", "2", "3"]),
        ("/data/head/following::id", ["x"]),
        ("/data/meta/descendant::id", ["x"]),
        ("/data/head/text()", ["An"]),
        ("/data/nothing/at/all", []),
        ("../../../../..", []),
    ],
)
def test_nodes_of_a_path(source: str, expected: list[str]) -> None:
    assert found(source, only(household(), "data", "head")) == expected


def test_an_attribute_is_read() -> None:
    root = only(household(), "data")
    root.attributes = {"version": "7"}
    assert texts(value_of("/data/@version", root)) == ["7"]
    assert texts(value_of("/data/@nothing", root)) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("/data/members/name", ["Bình"]),
        ("/data/members/plots/size", ["3"]),
        ("/data/members", ["An5012", "Bình203", "Chi"]),
        ("/data/members[1]/name", ["An"]),
        ("/data/members[name = 'An']/age", ["50"]),
        ("instance('people')/root/item[name = /data/members/name]/job", ["teacher"]),
        ("instance('people')/root/item[name = current()/../name]/job", ["teacher"]),
        ("indexed-repeat(/data/members/name, /data/members, 3)", ["Chi"]),
        ("indexed-repeat(/data/members/plots/size, /data/members, 1, /data/members/plots, 2)", ["2"]),
        ("indexed-repeat(/data/members/plots/size, /data/members/plots, 1)", ["3"]),
        ("../../members/name", ["An", "Bình", "Chi"]),
    ],
)
def test_an_absolute_path_stays_in_the_item_that_the_expression_stands_in(source: str, expected: list[str]) -> None:
    people = document({"root": {"item": [{"name": "An", "job": "farmer"}, {"name": "Bình", "job": "teacher"}]}})
    age = only(member(1), "age")
    value = value_of(source, age, repeats=REPEATS, host=Form(people=people))
    assert texts(value) == expected


def test_positions_are_counted_among_nodes_of_one_name() -> None:
    plots = only(household(), "data").by_name["members"][0].by_name["plots"][1]
    assert value_of("position(..)", only(plots, "size"), repeats=REPEATS) == 2.0
    assert value_of("position(../..)", only(plots, "size"), repeats=REPEATS) == 1.0
    assert value_of("position(.)", member(2)) == 3.0


def test_what_is_irrelevant_has_no_text_but_is_there() -> None:
    node = member(0)
    age = only(node, "age")
    age.relevant = False
    assert value_of("string(age)", node) == ""
    assert value_of("age = ''", node) is True
    assert value_of("count(age)", node) == 1.0
    assert value_of("age > 0", node) is False


@pytest.mark.parametrize(
    ("source", "references", "crossing"),
    [
        ("1 + 1", set(), set()),
        (". > 3", {"members/age"}, set()),
        ("../name = 'x'", {"members/name"}, set()),
        ("/data/members/name = /data/head", {"members/name", "head"}, set()),
        ("sum(../../members/age)", {"members/age"}, {"members/age"}),
        ("position(..)", set(), set()),
        ("position(/data/members)", {"members"}, {"members"}),
        ("count(/data/members)", {"members"}, {"members"}),
        (
            "/data/members[name = /data/head]/age",
            {"members/age", "members/name", "head"},
            {"members/age", "members/name"},
        ),
        ("instance('p')/root/item[a = /data/head]/b", {"head"}, set()),
        ("//age", {""}, {""}),
        ("../preceding-sibling::members/name", {"members/*"}, {"members/*"}),
        ("/data/meta/*", {"meta/*"}, set()),
        ("jr:choice-name(/data/head, '/data/meta/id')", {"head", "meta/id"}, set()),
        ("indexed-repeat(/data/members/name, /data/members, /data/head)", {"members/name", "head"}, {"members/name"}),
        ("once(/data/head)", {"head"}, set()),
    ],
)
def test_an_expression_says_what_it_reads(source: str, references: set[str], crossing: set[str]) -> None:
    expression = compile_xpath(source, at=("data", "members", "age"), repeats=REPEATS)

    def short(refs: frozenset[tuple[str, ...]]) -> set[str]:
        return {"/".join(ref[1:]) for ref in refs}

    assert short(expression.references) == references
    assert short(expression.crossing) == (crossing)


@pytest.mark.parametrize(
    ("source", "placed"),
    [
        ("position(..)", {"members"}),
        ("position(current()/..) + position(.)", {"members", "members/age"}),
        ("/data/members[position(..) = 2]/age", set()),
        ("/data/members[position(.) = position(current()/..) - 1]/age", {"members"}),
        ("position(/data/members)", set()),
        ("position(../name)", set()),
        ("position()", set()),
    ],
)
def test_a_place_of_its_own_is_told_from_reading(source: str, placed: set[str]) -> None:
    expression = compile_xpath(source, at=("data", "members", "age"), repeats=REPEATS)
    assert {"/".join(ref[1:]) for ref in expression.placed} == placed


def test_an_expression_names_its_functions_and_its_fixed_value() -> None:
    expression = compile_xpath("if(selected(., 'a'), true(), 1)")
    assert expression.uses == {"if", "selected", "true"}
    assert expression.constant is None
    assert compile_xpath("true()").constant is True
    assert compile_xpath("-(2 + 3)").constant == -5.0
    assert repr(expression) == "<Expression if(selected(., 'a'), true(), 1)>"


def test_an_index_serves_many_lookups_and_only_its_own_list() -> None:
    one = document(
        {"root": {"item": [{"name": "a", "label": "1"}, {"name": "a", "label": "2"}, {"name": "b", "label": "3"}]}}
    )
    form = Form(one=one)
    node = only(household(), "data", "head")
    node.value = "a"
    assert texts(value_of("instance('one')/root/item[name = /data/head]/label", node, host=form)) == ["1", "2"]
    assert texts(value_of("instance('one')/root/item[/data/head = name][2]/label", node, host=form)) == ["2"]
    assert texts(value_of("instance('one')/root/item[name = /data/head and label > 1]/label", node, host=form)) == ["2"]
    assert texts(value_of("instance('one')/root/item[label = 3]/label", node, host=form)) == ["3"]
    assert texts(value_of("instance('one')/root/item[name = /data/nothing]/label", node, host=form)) == []
    assert texts(value_of("instance('one')/root/item[name = name]/label", node, host=form)) == ["1", "2", "3"]
    assert len(form.indexes) == 1


def test_a_context_serves_one_node_after_the_other() -> None:
    tree = household()
    context = XPathContext(tree, NOW)
    expression = compile_xpath("concat(name, '/', current()/age)")
    members = only(tree, "data").by_name["members"]
    assert [expression.string(context.at(one)) for one in members] == ["An/50", "Bình/20", "Chi/"]


def test_a_predicate_that_fails_leaves_the_context_where_it_was() -> None:
    head = only(household(), "data", "head")
    context = XPathContext(head, NOW)
    with pytest.raises(EvaluationError):
        compile_xpath("/data/members[date(name) = '']").boolean(context)
    assert (context.node, context.position, context.size) == (head, 1, 1)
