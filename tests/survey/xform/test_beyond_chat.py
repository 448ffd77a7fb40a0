"""What a form asks of a device: done as far as a chat can, and otherwise said."""

import pytest

from survey.sheet import check, to_xform
from survey.xform import Form, Instance, load_form
from survey.xform.exchange.entities import declared_entities, entities
from tests.survey.xform.support.forms import NOW, control, form, one, repeat

SAVED = """| survey |
| | type | name | label | default | calculation | choice_filter |
| | text | a | A | ${last-saved#a} | | |
| | integer | n | N | | | |
| | calculate | before | | | ${last-saved#n} | |
| | select_one l | pick | P | | | of = ${last-saved#a} |
| choices |
| | list_name | name | label | of |
| | l | x | X | 1 |
| | l | y | Y | 2 |
"""
DEVICE = """| survey |
| | type | name | label |
| | start-geopoint | place | |
| | background-audio | sound | |
| | audit | audit | |
| | text | a | A |
"""


def from_markdown(text: str) -> Form:
    return load_form(to_xform("f", text.encode(), "md"))


def test_the_last_saved_interview_gives_defaults_and_values() -> None:
    made = from_markdown(SAVED)
    first = Instance.new(made, NOW)
    assert [one(first, f"/data/{name}").value for name in ("a", "before")] == ["", ""]
    assert first.choices(control(made, "pick"), one(first, "/data/pick")) == ()
    first.set(one(first, "/data/a"), "2")
    first.set(one(first, "/data/n"), "7")
    second = Instance.new(made, NOW, last_saved=first)
    assert [one(second, f"/data/{name}").value for name in ("a", "before")] == ["2", "7"]
    assert second.choice_values(control(made, "pick"), one(second, "/data/pick")) == ("y",)
    again = Instance.restore(made, second.record(), NOW, last_saved=first)
    assert [one(again, f"/data/{name}").value for name in ("a", "before")] == ["2", "7"]
    third = Instance.new(made, NOW)
    assert third.choice_values(control(made, "pick"), one(third, "/data/pick")) == (), (
        "another person's list is not kept"
    )


def test_a_shared_place_is_taken_where_the_form_measures_by_itself() -> None:
    made = from_markdown(DEVICE)
    known = Instance.new(made, NOW, {"location": "14.7 108.7 12.5 5.5"})
    assert one(known, "/data/place").value == "14.7 108.7 12.5 5.5"
    assert [kind for kind, _ in known.unmet()] == ["recordaudio"]


def test_a_place_that_is_not_known_is_named_and_can_come_later() -> None:
    made = from_markdown(DEVICE)
    instance = Instance.new(made, NOW)
    assert sorted((kind, node.name) for kind, node in instance.unmet()) == [
        ("recordaudio", "sound"),
        ("setgeopoint", "place"),
    ]
    instance.locate("nowhere")
    assert one(instance, "/data/place").value == ""
    instance.locate("14.7 108.7 12.5 5.5")
    assert one(instance, "/data/place").value == "14.7 108.7 12.5 5.5"
    assert [change.value for change in instance.drain() if change.key.name == "place"] == ["14.7 108.7 12.5 5.5"]
    assert [node.name for _, node in instance.unmet()] == ["sound"]


@pytest.mark.parametrize("place", ["", "300 21.7 110 5", "abcd"])
def test_what_is_no_place_is_not_taken(place: str) -> None:
    made = form(
        instance="<a/><b/><r jr:template=''><p/></r>",
        body="""<input ref="/data/a"><odk:setgeopoint ref="/data/b" event="xforms-value-changed"/></input>
        <repeat nodeset="/data/r"><odk:setgeopoint ref="/data/r/p" event="odk-new-repeat"/></repeat>""",
    )
    instance = Instance.new(made, NOW, {"location": place})
    assert instance.unmet() == ()
    instance.set(one(instance, "/data/a"), "1")
    instance.add_item(repeat(made, "r"))
    assert [node.name for _, node in instance.unmet()] == ["b", "p"]
    assert one(instance, "/data/b").value == ""


def test_the_author_is_told() -> None:
    problems = check("f.md", DEVICE.encode(), "md")
    assert [(problem.code, problem.row, problem.warning) for problem in problems] == [
        ("action-location", 3, True),
        ("action-audio", 4, True),
        ("action-audit", 5, True),
    ]


ENTITIES = """| survey |
| | type | name | label | save_to |
| | text | ten | Tên | full_name |
| | begin_repeat | cay | Cây | |
| | text | giong | Giống | species |
| | integer | tuoi | Tuổi | |
| | end_repeat | | | |
| entities |
| | list_name | label | create_if |
| | trees | ${giong} | ${tuoi} > 3 |
"""
PERSON = """| survey |
| | type | name | label | save_to |
| | text | ten | Tên | full_name |
| | text | ma | Mã | |
| entities |
| | list_name | label | entity_id | update_if | create_if |
| | people | ${ten} | ${ma} | ${ma} != '' | ${ma} = '' |
"""


def test_entities_are_declared_and_read() -> None:
    made = from_markdown(PERSON)
    (declared,) = declared_entities(made)
    assert (declared.dataset, declared.creates, declared.updates) == ("people", True, True)
    assert declared.properties == {"full_name": ("data", "ten")}
    instance = Instance.new(made, NOW, seed=1)
    instance.set(one(instance, "/data/ten"), "Ba")
    instance.set(one(instance, "/data/ma"), "uuid-7")
    (entity,) = entities(instance)
    assert (entity.dataset, entity.id, entity.label, entity.creates, entity.updates) == (
        "people",
        "uuid-7",
        "Ba",
        False,
        True,
    )
    assert entity.properties == {"full_name": "Ba"}


def test_entities_of_a_repeat_are_one_each() -> None:
    text = ENTITIES.replace("| full_name |", "| |")
    made = from_markdown(text)
    (declared,) = declared_entities(made)
    assert declared.properties == {"species": ("data", "cay", "giong")}
    instance = Instance.new(made, NOW, seed=1)
    for species, age in (("keo", "5"), ("quế", "1")):
        item = instance.add_item(repeat(made, "cay"))
        instance.set(one(instance, "/data/cay/giong", item), species)
        instance.set(one(instance, "/data/cay/tuoi", item), age)
    made_now = entities(instance)
    assert [(entity.label, entity.properties) for entity in made_now] == [("keo", {"species": "keo"})]
    assert len(made_now[0].id) == 36
