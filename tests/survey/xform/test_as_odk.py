"""What fresh plays against ODK's engine have found: places, rankings, cleared counts, items after a restart."""

import pytest

from survey.xform import Instance, InstanceError
from survey.xform.form.lexical import canonical
from tests.survey.xform.support.forms import NOW, form, one, repeat, values

LISTS = """<instance id="list"><root><item><name>a</name><part>1</part></item><item><name>b</name><part>1</part></item>
<item><name>c</name><part>2</part></item></root></instance>"""
RANK = form(
    instance="<part/><order/>",
    binds='<bind nodeset="/data/order" type="odk:rank"/>',
    body="""<input ref="/data/part"/><odk:rank ref="/data/order"><itemset nodeset="instance('list')/root/item[selected(/data/part, part)]">
    <value ref="name"/><label ref="name"/></itemset></odk:rank>""",
    lists=LISTS,
)
COUNTED = form(
    instance='<n/><r jr:template=""><x/><s jr:template=""><y/></s></r>',
    body="""<input ref="/data/n"/><repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/x"/><repeat nodeset="/data/r/s">
    <input ref="/data/r/s/y"/></repeat></repeat>""",
)


@pytest.mark.parametrize(
    ("type_", "typed", "stored"),
    [
        ("geopoint", "14.76 108.73 12 5", "14.76 108.73 12.0 5.0"),
        ("geopoint", " -1.5  30 ", "-1.5 30.0"),
        ("geopoint", "14.76 108.73 12 5 and more", "14.76 108.73 12.0 5.0"),
        ("geopoint", "0 0 0 0", ""),
        ("geopoint", "91 0", ""),
        ("geopoint", "14", ""),
        ("geopoint", "14 x", ""),
        ("geotrace", "1 2;3 4;", "1.0 2.0;3.0 4.0"),
        ("geotrace", "1 2;3 4;1 2", ""),
        ("geotrace", "1 2", ""),
        ("geotrace", "1 2;;3 4", ""),
        ("geoshape", "1 2;3 4;5 6;1 2", "1.0 2.0;3.0 4.0;5.0 6.0;1.0 2.0"),
        ("geoshape", "1 2;3 4;5 6", ""),
    ],
)
def test_places_are_written_as_decimals(type_: str, typed: str, stored: str) -> None:
    assert canonical(typed, type_) == stored


def test_a_ranking_ranks_all_that_is_on_offer() -> None:
    instance = Instance.new(RANK, NOW)
    order = one(instance, "/data/order")
    instance.set(one(instance, "/data/part"), "1")
    assert order.value == ""
    instance.set(order, "b a")
    instance.set(one(instance, "/data/part"), "1 2")
    assert order.value == "b a c"
    instance.set(one(instance, "/data/part"), "2")
    assert order.value == "c"
    again = Instance.restore(RANK, instance.record(), NOW)
    again.set(one(again, "/data/part"), "1")
    assert one(again, "/data/order").value == "b a"


def test_a_cleared_count_leaves_the_items() -> None:
    instance = Instance.new(COUNTED, NOW)
    instance.set(one(instance, "/data/n"), "2")
    instance.set(one(instance, "/data/n"), "")
    assert len(values(instance, "/data/r/x")) == 2
    again = Instance.restore(COUNTED, instance.record(), NOW)
    assert len(values(again, "/data/r/x")) == 2
    again.set(one(again, "/data/n"), "0")
    assert values(again, "/data/r/x") == []


def test_a_count_without_end_is_refused() -> None:
    instance = Instance.new(COUNTED, NOW)
    with pytest.raises(InstanceError, match="1000"):
        instance.set(one(instance, "/data/n"), "905123456")
    assert one(instance, "/data/n").value == ""


def test_an_unanswered_item_inside_a_counted_one_comes_back() -> None:
    instance = Instance.new(COUNTED, NOW)
    instance.set(one(instance, "/data/n"), "1")
    (x,) = instance.nodes(("data", "r", "x"))
    instance.add_item(repeat(COUNTED, "s"), x)
    again = Instance.restore(COUNTED, instance.record(), NOW)
    assert len(again.nodes(("data", "r", "s"))) == 1


def test_an_item_added_after_a_restart_is_no_default_item() -> None:
    made = form(
        instance='<r jr:template=""><x/></r><r><x>John</x></r>',
        body='<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>',
    )
    instance = Instance.new(made, NOW)
    assert values(instance, "/data/r/x") == ["John"]
    instance.remove_item(instance.nodes(("data", "r"))[0])
    again = Instance.restore(made, instance.record(), NOW)
    again.add_item(repeat(made, "r"))
    assert values(again, "/data/r/x") == [""]


def test_a_default_that_is_not_on_offer_does_not_count_in_a_new_item_either() -> None:
    made = form(
        instance='<r jr:template=""><x>z</x></r>',
        body="""<repeat nodeset="/data/r"><select1 ref="/data/r/x"><itemset nodeset="instance('list')/root/item"><value ref="name"/>
        <label ref="name"/></itemset></select1></repeat>""",
        lists=LISTS,
    )
    instance = Instance.new(made, NOW)
    instance.add_item(repeat(made, "r"))
    assert values(instance, "/data/r/x") == [""]


def test_a_result_of_chance_that_was_cleared_stays_cleared_after_a_restart() -> None:
    made = form(
        instance="<x/><y/>",
        binds='<bind nodeset="/data/x" calculate="concat(random(), /data/y)"/>',
        body='<input ref="/data/x"/><input ref="/data/y"/>',
    )
    instance = Instance.new(made, NOW)
    assert one(instance, "/data/x").value
    instance.set(one(instance, "/data/x"), "")
    again = Instance.restore(made, instance.record(), NOW)
    assert one(again, "/data/x").value == ""
    again.set(one(again, "/data/y"), "z")
    assert one(again, "/data/x").value.endswith("z")
