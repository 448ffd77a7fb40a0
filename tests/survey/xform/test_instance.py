"""Answers, recalculation, repeats, and what is stored of them."""

from datetime import timedelta

import pytest

from survey.state import AnswerKey, Item, Record, Stored
from survey.xform import Change, Instance, InstanceError
from tests.survey.xform.support.forms import NOW, control, form, one, repeat, roster, values


def test_answers_recalculate_what_reads_them() -> None:
    instance = Instance.new(roster(), NOW)
    members = repeat(instance.form, "member")
    for name, age in (("An", "30"), ("Bình", "5"), ("", "9")):
        item = instance.add_item(members)
        instance.set(one(instance, "data/member/name", item), name)
        instance.set(one(instance, "data/member/age", item), age)
    assert values(instance, "data/total") == ["35"], "the age of a member without a name is not relevant"
    assert values(instance, "data/people") == ["3"]
    assert values(instance, "data/member/place") == ["1", "2", "3"]
    instance.set(one(instance, "data/member/name", instance.nodes(("data", "member"))[2]), "Cúc")
    assert values(instance, "data/total") == ["44"], "the kept age counts again"


def test_removing_an_item_renumbers_positions_but_no_ids() -> None:
    instance = Instance.new(roster(), NOW)
    members = repeat(instance.form, "member")
    items = [instance.add_item(members) for _ in range(3)]
    instance.set(one(instance, "data/member/name", items[0]), "An")
    instance.remove_item(items[0])
    assert [item.item_id for item in instance.nodes(("data", "member"))] == ["2", "3"]
    assert values(instance, "data/member/place") == ["1", "2"]
    assert instance.add_item(members).item_id == "4"
    record = instance.record()
    assert record.answers[AnswerKey((("member", "1"),), "name")] == Stored("An"), "no answer is lost"
    assert [item.path for item in record.items] == [(("member", number),) for number in "234"]


def test_an_id_of_a_removed_item_is_not_given_again_after_a_restart() -> None:
    instance = Instance.new(roster(), NOW)
    members = repeat(instance.form, "member")
    item = instance.add_item(members)
    instance.set(one(instance, "data/member/name", item), "An")
    instance.remove_item(item)
    again = Instance.restore(instance.form, instance.record(), NOW)
    assert again.add_item(members).item_id == "2"


def test_nested_items_and_a_chosen_id() -> None:
    instance = Instance.new(roster(), NOW)
    members, plots = repeat(instance.form, "member"), repeat(instance.form, "plot")
    first, second = instance.add_item(members, item_id="m7"), instance.add_item(members)
    for area in ("10", "2.5"):
        plot = instance.add_item(plots, first)
        instance.set(one(instance, "data/member/plot/area", plot), area)
    assert values(instance, "data/member/area") == ["12.5", "0.0"]
    key = AnswerKey((("member", "m7"), ("plot", "2")), "area")
    found = instance.find(key)
    assert found is not None
    assert found.value == "2.5"
    assert instance.key(found) == key
    assert instance.find(AnswerKey((("member", "nobody"),), "name")) is None
    with pytest.raises(ValueError, match="already"):
        instance.add_item(members, item_id="m7")
    with pytest.raises(ValueError, match="outer"):
        instance.add_item(plots)
    assert second.item_id == "1"


def test_a_count_makes_items_and_keeps_their_answers_while_it_is_smaller() -> None:
    instance = Instance.new(roster(), NOW)
    count = one(instance, "data/count")
    instance.set(count, "3")
    instance.set(instance.nodes(("data", "visit", "day"))[2], "thứ ba")
    instance.set(count, "1")
    assert values(instance, "data/visit/day") == [""]
    assert instance.record().answers[AnswerKey((("visit", "3"),), "day")] == Stored("thứ ba")
    again = Instance.restore(instance.form, instance.record(), NOW)
    again.set(one(again, "data/count"), "3")
    assert values(again, "data/visit/day") == ["", "", "thứ ba"]


def test_a_count_may_grow_with_the_answers_of_its_own_items() -> None:
    found = form(
        instance='<n/><flats/><flat jr:template=""><who/><last/></flat>',
        binds="""<bind nodeset="/data/flats" calculate="count(/data/flat)"/><bind nodeset="/data/n" calculate="if(/data/flats = 0
        or indexed-repeat(/data/flat/last, /data/flat, /data/flats) != 'yes', /data/flats + 1, /data/flats)"/>
        <bind nodeset="/data/flat/last" required="true()"/>""",
        body="""<repeat nodeset="/data/flat" jr:count="/data/n"><input ref="/data/flat/who"/><input ref="/data/flat/last"/></repeat>""",
    )
    instance = Instance.new(found, NOW)
    for number, last in enumerate(("no", "no", "yes")):
        assert len(instance.nodes(("data", "flat"))) == number + 1
        instance.set(instance.nodes(("data", "flat", "who"))[number], "An")
        assert len(instance.nodes(("data", "flat"))) == number + 1, "the flat is not finished yet"
        instance.set(instance.nodes(("data", "flat", "last"))[number], last)
        instance = Instance.restore(found, instance.record(), NOW)
    assert values(instance, "data/flat/last") == ["no", "no", "yes"]


def test_drain_names_what_is_to_be_stored() -> None:
    instance = Instance.new(roster(), NOW, seed=7)
    (preloaded,) = instance.drain()
    assert preloaded.key == AnswerKey((), "instanceID")
    assert preloaded.value.startswith("uuid:")
    item = instance.add_item(repeat(instance.form, "member"))
    instance.set(one(instance, "data/member/name", item), "An")
    instance.set(one(instance, "data/member/name", item), "Ân")
    assert instance.drain() == [Change(AnswerKey((("member", "1"),), "name"), "Ân")]
    assert instance.drain() == []


def test_restore_gives_the_same_instance() -> None:
    instance = Instance.new(roster(), NOW, seed=3)
    members = repeat(instance.form, "member")
    for number in range(4):
        item = instance.add_item(members)
        instance.set(one(instance, "data/member/name", item), f"Người {number}")
        instance.set(one(instance, "data/member/age", item), str(number * 10))
    instance.set(one(instance, "data/count"), "2")
    instance.remove_item(instance.nodes(("data", "member"))[1])
    record = instance.record()
    again = Instance.restore(instance.form, record, NOW, seed=3)
    assert again.record() == record
    assert [repr(node) for node in again.root.walk()] == [repr(node) for node in instance.root.walk()]
    assert again.drain() == [], "restoring changes nothing"


def test_an_answer_of_another_form_is_kept_aside() -> None:
    record = Record({AnswerKey((), "gone"): Stored("1"), AnswerKey((("member", "9"),), "name"): Stored("An")}, ())
    instance = Instance.restore(roster(), record, NOW)
    assert instance.record().answers.items() >= record.answers.items()


def test_record_keeps_skips_marks_and_cleared_answers() -> None:
    key = AnswerKey((("member", "1"),), "name")
    record = Record(
        {key: Stored("", skipped=True), AnswerKey((("member", "1"),), "age"): Stored("")},
        (Item((("member", "1"),), 0, added=True),),
    )
    instance = Instance.restore(roster(), record, NOW)
    assert one(instance, "data/member/age").value == "", "the form's default does not come back"
    assert instance.record() == record
    instance.set(one(instance, "data/member/name"), "An")
    assert instance.record().answers[key] == Stored("An")


def test_relevance_is_inherited_and_hides_the_text_but_keeps_the_value() -> None:
    instance = Instance.new(
        form(
            instance="<on>1</on><g><a/><h><b/></h></g><seen/>",
            binds="""<bind nodeset="/data/g" relevant="/data/on = 1" readonly="/data/on = 1"/>
            <bind nodeset="/data/seen" calculate="concat(/data/g/a, '|', /data/g/h/b)"/>""",
            body='<input ref="/data/on"/><group ref="/data/g"><input ref="/data/g/a"/><input ref="/data/g/h/b"/></group>',
        ),
        NOW,
    )
    inner = one(instance, "data/g/h/b")
    assert instance.readonly(inner)
    instance.set(inner, "x")
    assert values(instance, "data/seen") == ["|x"]
    instance.set(one(instance, "data/on"), "0")
    assert not inner.relevant
    assert not instance.readonly(inner)
    assert (inner.value, inner.text(), values(instance, "data/seen")) == ("x", "", ["|"])
    instance.set(one(instance, "data/on"), "1")
    assert values(instance, "data/seen") == ["|x"]


def test_actions_run_on_load_on_change_and_on_new_items() -> None:
    found = form(
        instance='<a/><b/><c>5</c><r jr:template=""><p/></r>',
        binds='<bind nodeset="/data/r/p" type="string"/>',
        body="""<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b" value="concat(/data/a, '!')"/></input>
        <input ref="/data/b"><setvalue event="odk-instance-first-load" ref="/data/b">đầu</setvalue></input>
        <repeat nodeset="/data/r"><input ref="/data/r/p"/>
        <setvalue event="odk-new-repeat" ref="/data/r/p" value="position(..) + /data/c"/></repeat>""",
    )
    instance = Instance.new(found, NOW)
    assert values(instance, "data/b") == ["đầu"]
    instance.set(one(instance, "data/a"), "x")
    assert values(instance, "data/b") == ["x!"]
    instance.add_item(repeat(found, "r"))
    assert values(instance, "data/r/p") == ["6"]
    assert {change.key.name for change in instance.drain()} == {"a", "b", "p"}
    again = Instance.restore(found, instance.record(), NOW)
    assert values(again, "data/b") == ["x!"], "the first load is over"


def test_what_must_not_be_computed_twice_is_stored() -> None:
    found = form(
        instance="<a/><b/>", binds='<bind nodeset="/data/a" calculate="once(uuid())"/>', body='<input ref="/data/b"/>'
    )
    instance = Instance.new(found, NOW, seed=1)
    (first,) = values(instance, "data/a")
    assert [change.value for change in instance.drain()] == [first]
    assert values(Instance.restore(found, instance.record(), NOW, seed=2), "data/a") == [first]


def test_preloads_know_the_person_and_the_local_day() -> None:
    found = form(
        instance="<today/><start/><phone/><other/><end/>",
        binds="""<bind nodeset="/data/today" type="date" jr:preload="date" jr:preloadParams="today"/>
        <bind nodeset="/data/start" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
        <bind nodeset="/data/phone" jr:preload="property" jr:preloadParams="phonenumber"/>
        <bind nodeset="/data/other" jr:preload="property" jr:preloadParams="simserial"/>
        <bind nodeset="/data/end" type="dateTime" jr:preload="timestamp" jr:preloadParams="end"/>""",
    )
    instance = Instance.new(found, NOW, person={"phonenumber": "+84905000001"})
    assert one(instance, "data/end").value == ""
    later = Instance.restore(found, instance.record(), NOW + timedelta(hours=1))
    later.finish()
    assert one(later, "data/end").value == "2025-11-03T09:00:00.000+07:00"
    assert [change.key.name for change in later.drain()] == ["end"]
    assert [node.value for node in instance.root.children] == [
        "2025-11-03",
        "2025-11-03T08:00:00.000+07:00",
        "+84905000001",
        "",
        "",
    ]


def test_constraint_and_required() -> None:
    found = form(
        instance="<age/><adult/>",
        binds="""<bind nodeset="/data/age" type="int" required="true()" constraint=". &lt; 120" jr:constraintMsg="Tuổi dưới 120"
        jr:requiredMsg="Cần có tuổi"/><bind nodeset="/data/adult" required="/data/age &gt;= 18"/>""",
        body='<input ref="/data/age"/><input ref="/data/adult"/>',
    )
    instance = Instance.new(found, NOW)
    age, adult = one(instance, "data/age"), one(instance, "data/adult")
    assert instance.required(age)
    assert instance.constraint_ok(age), "nothing is asked of an empty answer"
    assert not instance.required(adult)
    instance.set(age, "120")
    assert not instance.constraint_ok(age)
    assert instance.required(adult)
    assert (instance.constraint_message(age), instance.required_message(age)) == ("Tuổi dưới 120", "Cần có tuổi")


def test_limits_are_clean_errors_and_take_the_answer_back() -> None:
    instance = Instance.new(roster(), NOW)
    count = one(instance, "data/count")
    instance.set(count, "2")
    with pytest.raises(InstanceError, match="1000"):
        instance.set(count, "1001")
    assert (count.value, len(instance.nodes(("data", "visit")))) == ("2", 2)
    with pytest.raises(InstanceError, match="100000"):
        instance.set(one(instance, "data/head"), "x" * 100_001)
    assert one(instance, "data/head").value == ""


def test_only_questions_can_be_answered() -> None:
    instance = Instance.new(roster(), NOW)
    with pytest.raises(ValueError, match="question"):
        instance.set(instance.root, "1")
    assert control(instance.form, "head").type == "string"


def test_what_is_off_the_path_is_not_computed_and_sets_nothing_off() -> None:
    made = form(
        instance="<on/><a/><c/><log/>",
        binds="""<bind nodeset="/data/c" calculate="/data/a + 1" relevant="/data/on = 'yes'"/>""",
        body="""<input ref="/data/on"/><input ref="/data/a"/><input ref="/data/c">
        <setvalue event="xforms-value-changed" ref="/data/log" value="concat(/data/log, '!')"/></input><input ref="/data/log"/>""",
    )
    instance = Instance.new(made, NOW)
    instance.set(one(instance, "data/a"), "1")
    assert (one(instance, "data/c").value, values(instance, "data/log")) == ("", [""])
    instance.set(one(instance, "data/on"), "yes")
    assert (values(instance, "data/c"), values(instance, "data/log")) == (["2"], ["!"])
    instance.set(one(instance, "data/on"), "")
    instance.set(one(instance, "data/a"), "5")
    assert values(instance, "data/log") == ["!"]
