"""Members who are not computed again have the values, and the relevance, that computing them gives."""

import random
from dataclasses import replace

import pytest

from survey.commands.replay import node_states
from survey.state import AnswerKey, Item, ItemPath, Record, Stored
from survey.xform import Form, Instance
from tests.survey.xform.support.forms import NOW, form, roster

AGES = """<bind nodeset="/data/limit" type="int"/><bind nodeset="/data/doubled" calculate="/data/limit * 2"/>
<bind nodeset="/data/m" relevant="/data/open != 'no'"/><bind nodeset="/data/m/age" type="int"/>
<bind nodeset="/data/m/old" calculate="if(../age &gt; /data/doubled, 'yes', 'no')"/>
<bind nodeset="/data/m/more" relevant="../old = 'yes'"/>
<bind nodeset="/data/all" calculate="count(/data/m[old = 'yes'])"/>"""
INSTANCE = '<open/><limit/><doubled/><m jr:template=""><name/><age/><old/><more/></m><all/>'
BODY = """<input ref="/data/open"/><input ref="/data/limit"/><repeat nodeset="/data/m"><input ref="/data/m/name"/><input ref="/data/m/age"/>
<input ref="/data/m/more"/></repeat>"""


def ages(*, more: str = "", calculate: str = "") -> Form:
    return form(instance=INSTANCE + more, binds=AGES + calculate, body=BODY)


def record(chance: random.Random) -> Record:
    answers = {
        AnswerKey((), "open"): Stored(chance.choice(["", "no"])),
        AnswerKey((), "limit"): Stored(chance.choice(["10", "20", ""])),
    }
    items = []
    for number in range(1, chance.randint(1, 4)):
        path: ItemPath = (("m", str(number)),)
        items.append(Item(path, number))
        answers[AnswerKey(path, "name")] = Stored(chance.choice(["Rế", "Lót"]))
        answers[AnswerKey(path, "age")] = Stored(chance.choice(["", "15", "25", "45"]))
        answers[AnswerKey(path, "more")] = Stored("đã ghi")
    return Record(answers, tuple(items))


def states(made: Form, stored: Record) -> object:
    return node_states(Instance.restore(made, stored, NOW))


def test_what_is_remembered_is_what_computing_gives() -> None:
    made = ages()
    (known,) = made.model.remembered
    forgetful = replace(made, model=replace(made.model, remembered=(), outside=None))
    chance = random.Random(5)
    for _ in range(200):
        stored = record(chance)
        assert states(made, stored) == states(forgetful, stored)
    assert 0 < len(known.results) < 40, "the same answers were computed again"


def test_what_follows_outside_the_roster_is_put_back_for_the_same_answers_only() -> None:
    made = ages()
    outside = made.model.outside
    assert outside is not None
    assert [one.ref[-1] for one in outside.reads] == ["limit", "m", "old"]
    forgetful = replace(made, model=replace(made.model, remembered=(), outside=None))
    chance = random.Random(7)
    for _ in range(200):
        stored = record(chance)
        instance = Instance.restore(made, stored, NOW)
        instance.remember()
        assert states(made, stored) == states(forgetful, stored)
    assert 10 < len(outside.results) < 200


LATE = """<bind nodeset="/data/oldest" calculate="max(/data/m/age)"/>
<bind nodeset="/data/m/near" calculate="if(/data/oldest - ../age &lt; 15, 'yes', 'no')"/>
<bind nodeset="/data/m/both" calculate="if(../near = 'yes' and ../old = 'yes', 1, 0)"/><bind nodeset="/data/near" calculate="sum(/data/m/both)"/>"""


def test_what_compares_a_member_with_all_of_them_is_computed_behind_what_is_remembered() -> None:
    instance = INSTANCE.replace("<more/>", "<more/><near/><both/>") + "<oldest/><near/>"
    made = form(instance=instance, binds=AGES + LATE, body=BODY)
    (known,) = made.model.remembered
    assert made.model.outside is not None
    assert {one.target.name for one in known.inside} == {"m", "old", "more"}
    assert {"near", "both"}.isdisjoint(one.target.name for one in made.model.outside.computations)
    forgetful = replace(made, model=replace(made.model, remembered=(), outside=None))
    chance = random.Random(11)
    for _ in range(200):
        stored = record(chance)
        Instance.restore(made, stored, NOW).remember()
        assert states(made, stored) == states(forgetful, stored)
    assert 0 < len(known.results) < 40


def test_a_member_who_is_hidden_by_a_comparison_with_all_is_never_remembered() -> None:
    late = LATE.replace('nodeset="/data/m/both" calculate', 'nodeset="/data/m/more" relevant')
    late = late.replace('<bind nodeset="/data/near" calculate="sum(/data/m/both)"/>', "")
    binds = AGES.replace("""<bind nodeset="/data/m/more" relevant="../old = 'yes'"/>""", "") + late
    made = form(instance=INSTANCE.replace("<more/>", "<more/><near/>") + "<oldest/>", binds=binds, body=BODY)
    assert made.model.remembered == ()


def test_that_something_has_no_result_is_not_forgotten_with_what_is_remembered() -> None:
    made = form(
        instance=INSTANCE.replace("<more/>", "<more/><born/>"),
        binds=AGES + """<bind nodeset="/data/m/born" calculate="if(../age = 45, date('1990-13-01'), '')"/>""",
        body=BODY,
    )
    (known,) = made.model.remembered
    path: ItemPath = (("m", "1"),)
    for age, failing in (("45", True), ("15", False), ("45", True), ("45", True)):
        stored = Record({AnswerKey(path, "age"): Stored(age)}, (Item(path, 1),))
        instance = Instance.restore(made, stored, NOW)
        instance.remember()
        assert bool(instance.failures()) is failing
    assert len(known.results) == 1


@pytest.mark.parametrize("calculate", ["today()", "once(/data/limit)", "count(//*)", "random()", "/data/nowhere"])
def test_what_follows_from_more_than_answers_is_computed_each_time(calculate: str) -> None:
    extra = f'<bind nodeset="/data/extra" calculate="{calculate}"/>'
    assert ages(more="<extra/>", calculate=extra).model.outside is None


def test_a_roster_that_is_hidden_is_never_put_back_without_its_members() -> None:
    made = form(
        instance='<open/><g><m jr:template=""><age/><old/></m></g><n/>',
        binds="""<bind nodeset="/data/g" relevant="/data/open = 'yes'"/><bind nodeset="/data/g/m/old" calculate="../age + 1"/>
        <bind nodeset="/data/n" calculate="count(/data/g/m)"/>""",
        body="""<input ref="/data/open"/><group ref="/data/g"><repeat nodeset="/data/g/m"><input ref="/data/g/m/age"/></repeat></group>""",
    )
    forgetful = replace(made, model=replace(made.model, remembered=(), outside=None))
    path: ItemPath = (("m", "1"),)
    for opened in ("yes", "no", "yes", "no", ""):
        answers = {AnswerKey((), "open"): Stored(opened), AnswerKey(path, "age"): Stored("3")}
        stored = Record(answers, (Item(path, 1),))
        Instance.restore(made, stored, NOW).remember()
        assert states(made, stored) == states(forgetful, stored)


def test_an_answer_of_a_restored_member_counts_at_once() -> None:
    made = ages()
    path: ItemPath = (("m", "1"),)
    answers = {AnswerKey((), "limit"): Stored("10"), AnswerKey(path, "age"): Stored("15")}
    for _ in range(2):
        instance = Instance.restore(made, Record(answers, (Item(path, 1),)), NOW)
        (old,) = instance.nodes(("data", "m", "old"))
        assert old.value == "no"
        instance.set(instance.nodes(("data", "m", "age"))[0], "21")
        assert (old.value, instance.nodes(("data", "all"))[0].value) == ("yes", "1")
        instance.set(instance.nodes(("data", "limit"))[0], "20")
        assert (old.value, instance.nodes(("data", "all"))[0].value) == ("no", "0")


def test_no_name_is_remembered() -> None:
    made = ages()
    states(made, record(random.Random(5)))
    assert "Rế" not in str(made.model.remembered[0].results)
    assert "đã ghi" not in str(made.model.remembered[0].results)


@pytest.mark.parametrize(
    "calculate",
    ["today()", "position(..)", "sum(/data/m/age)", "once(../age)", "../../all", "count(/data/m)", "../../m/old"],
)
def test_members_that_depend_on_others_or_on_chance_are_computed(calculate: str) -> None:
    """The form's own calculation of `all` reads every member; a member that reads it depends on the others."""
    extra = f'<bind nodeset="/data/m/name" calculate="{calculate}"/>'
    assert not ages(calculate=extra).model.remembered


def test_a_roster_in_a_roster_is_computed() -> None:
    assert not roster().model.remembered
    inside = form(
        instance='<m jr:template=""><name/><old/><s jr:template=""><u/></s></m>',
        binds='<bind nodeset="/data/m/old" calculate="concat(../name, 1)"/>',
        body='<repeat nodeset="/data/m"><input ref="/data/m/name"/><repeat nodeset="/data/m/s"><input ref="/data/m/s/u"/></repeat></repeat>',
    )
    assert not inside.model.remembered, "the template has no item of the inner roster, but a member may"


def test_what_one_change_after_the_other_gave_is_remembered_too() -> None:
    made = ages()
    forgetful = replace(made, model=replace(made.model, remembered=(), outside=None))
    (known,) = made.model.remembered
    chance = random.Random(6)
    instance = Instance.restore(made, record(chance), NOW)
    for _ in range(200):
        name = chance.choice(["open", "limit", "m/age"])
        for node in instance.nodes(("data", *name.split("/")))[:2]:
            instance.set(node, chance.choice({"open": ["", "no"]}.get(name, ["", "10", "15", "25"])))
        instance.remember()
        kept = dict(known.results)
        assert states(made, instance.record()) == states(forgetful, instance.record())
        assert known.results == kept, "restoring computed something again"


def test_a_member_that_an_action_writes_over_is_computed() -> None:
    body = BODY.replace(
        '<input ref="/data/m/name"/>',
        '<input ref="/data/m/name"><setvalue event="xforms-value-changed" ref="/data/m/old" value="x"/></input>',
    )
    assert not form(instance=INSTANCE, binds=AGES, body=body).model.remembered
    assert form(instance=INSTANCE, binds=AGES, body=BODY).model.remembered
