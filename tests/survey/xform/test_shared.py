"""What interviews of a form share, so that a turn is short: nothing of one interview may be seen in another."""

import gc

import pytest

from survey.state import AnswerKey, Record, Stored
from survey.xform import Form, Instance, walk
from survey.xform.form.definition import Repeat
from tests.survey.xform.support.forms import NOW, control, form, one

BORN = """<bind nodeset="/data/year" type="int"/>
<bind nodeset="/data/born" type="date" constraint="number(format-date(., '%Y')) = /data/year"/>
<bind nodeset="/data/card" type="string" constraint="regex(., '^[0-9]{3}$')" rasoat:sensitive="yes"/>
<bind nodeset="/data/area" type="decimal" constraint=". &gt; 0"/>
<bind nodeset="/data/late" type="date" constraint=". &lt; today()"/>"""
BORN_BODY = "".join(f'<input ref="/data/{name}"/>' for name in ("year", "born", "card", "area", "late"))


def born() -> Form:
    return form(instance="<year/><born/><card/><area/><late/>", binds=BORN, body=BORN_BODY)


@pytest.mark.parametrize(
    ("year", "day", "fits"), [("1990", "1990-03-05", True), ("1991", "1990-03-05", False), ("", "1990-03-05", False)]
)
def test_a_constraint_is_judged_by_all_that_it_reads(year: str, day: str, fits: bool) -> None:
    made = born()
    for other in ("1990", "1991", "", year):
        answers = {AnswerKey((), "year"): Stored(other), AnswerKey((), "born"): Stored(day)}
        instance = Instance.restore(made, Record(answers, ()), NOW)
        assert instance.constraint_ok(one(instance, "/data/born")) is (fits if other == year else other == day[:4])


def test_a_correction_is_judged_anew_in_the_same_interview() -> None:
    instance = Instance.new(born(), NOW)
    day, year = one(instance, "/data/born"), one(instance, "/data/year")
    instance.set(year, "1990")
    instance.set(day, "1990-03-05")
    assert instance.constraint_ok(day)
    instance.set(year, "1991")
    assert not instance.constraint_ok(day)
    instance.set(year, "1990")
    assert instance.constraint_ok(day)


def test_what_is_private_is_not_kept_for_other_interviews() -> None:
    made = born()
    instance = Instance.new(made, NOW)
    for path, value in (("/data/card", "123"), ("/data/area", "40")):
        instance.set(one(instance, path), value)
        assert instance.constraint_ok(one(instance, path))
    kept = [value for known in made.model.judged.values() for key in known for value in key]
    assert "40.0" in kept
    assert "123" not in kept


def test_a_constraint_that_asks_for_the_day_is_judged_each_time() -> None:
    assert control(born(), "late").definition.judged_by is None


LISTS = """<instance id="colours"><root><item><name>r</name><label>Đỏ</label></item>
<item><name>g</name><label>Xanh</label></item></root></instance>"""
ITEMSET = '<itemset nodeset="{}"><value ref="name"/><label ref="{}"/></itemset>'


def select(nodeset: str, label: str = "label", *, itext: str = "", lists: str = LISTS) -> Form:
    body = f'<input ref="/data/who"/><select1 ref="/data/colour">{ITEMSET.format(nodeset, label)}</select1>'
    return form(instance="<who/><colour/>", body=body, lists=lists, itext=itext)


def labels(made: Form, who: str) -> tuple[str, ...]:
    instance = Instance.new(made, NOW)
    instance.set(one(instance, "/data/who"), who)
    question = control(made, "colour")
    return tuple(choice.label for choice in instance.choices(question, one(instance, "/data/colour")))


def test_a_list_that_nobody_changes_is_worded_once() -> None:
    made = select("instance('colours')/root/item")
    question = control(made, "colour")
    first, second = Instance.new(made, NOW), Instance.new(made, NOW)
    mine = first.choices(question, one(first, "/data/colour"))
    assert first.keeps_choices(question, mine)
    assert mine is second.choices(question, one(second, "/data/colour"))
    assert [choice.label for choice in mine] == ["Đỏ", "Xanh"]


def test_a_list_or_a_label_that_follows_answers_is_worded_for_each() -> None:
    filtered = select("instance('colours')/root/item[name = /data/who]")
    named = select("instance('colours')/root/item", "concat(label, ' ', /data/who)")
    for made, mine, other in ((filtered, ("Đỏ",), ("Xanh",)), (named, ("Đỏ r", "Xanh r"), ("Đỏ g", "Xanh g"))):
        assert (labels(made, "r"), labels(made, "g")) == (mine, other)


def test_a_translated_label_that_is_filled_with_an_answer_is_worded_for_each() -> None:
    lists = """<instance id="colours"><root><item><itextId>one</itextId><name>r</name></item></root></instance>"""
    filled = """<itext><translation lang="vi"><text id="one"><value>Màu của <output value="/data/who"/></value></text>
    </translation></itext>"""
    made = select("instance('colours')/root/item", "jr:itext(itextId)", itext=filled, lists=lists)
    assert (labels(made, "Lót"), labels(made, "Rế")) == (("Màu của Lót",), ("Màu của Rế",))
    question, instance = control(made, "colour"), Instance.new(made, NOW)
    assert not instance.keeps_choices(question, instance.choices(question, one(instance, "/data/colour")))


MEMBERS = """<bind nodeset="/data/m/name" type="string"/>"""


def test_choices_left_by_a_filter_are_worded_once_and_those_of_a_person_never() -> None:
    made = select("instance('colours')/root/item[name = /data/who]")
    question, (first, second) = control(made, "colour"), (Instance.new(made, NOW), Instance.new(made, NOW))
    for instance in (first, second):
        instance.set(one(instance, "/data/who"), "r")
    mine, other = (each.choices(question, one(each, "/data/colour")) for each in (first, second))
    assert mine[0] is other[0]
    assert first.keeps_choices(question, mine)
    own = form(
        instance='<m jr:template=""><name/></m><colour/>',
        binds=MEMBERS,
        body=f"""<repeat nodeset="/data/m"><input ref="/data/m/name"/></repeat>
        <select1 ref="/data/colour">{ITEMSET.format("/data/m", "name")}</select1>""",
    )
    (repeat,) = [element for element in walk(own.body) if isinstance(element, Repeat)]
    instance, question = Instance.new(own, NOW), control(own, "colour")
    instance.set(instance.add_item(repeat).by_name["name"][0], "Lót")
    members = instance.choices(question, one(instance, "/data/colour"))
    assert [choice.label for choice in members] == ["Lót"]
    assert not instance.keeps_choices(question, members)
    assert not any(own.model.worded.values())


def test_a_closed_interview_leaves_nothing_for_the_collector() -> None:
    made = born()
    gc.collect()
    gc.disable()
    try:
        instance = Instance.new(made, NOW)
        instance.set(one(instance, "/data/area"), "40")
        instance.close()
        del instance
        assert gc.collect() == 0
    finally:
        gc.enable()
