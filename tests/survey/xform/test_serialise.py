"""An interview becomes the XML that ODK servers take, and that XML becomes the same interview again."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from survey.commands.replay import node_states, play_step, read_script
from survey.state import AnswerKey, Stored
from survey.xform import Form, FormError, Instance, load_form
from survey.xform.exchange.reading import read_submission
from survey.xform.exchange.writing import Attachment, names_of, serialise
from tests.survey.xform.support.forms import NOW, form, one, repeat, roster

ORX = "{http://openrosa.org/xforms}"
MATERIAL = Path(__file__).parents[4] / "shared" / "conformance"
TRACES = sorted(path.stem for path in (MATERIAL / "traces").glob("*.json"))

EVERYTHING = {
    "instance": """<name/><pick/><born/><place/><photo/><file/><hidden>x</hidden><group><inner/></group>
    <r jr:template=""><n/><s jr:template=""><u>d</u></s></r><r><n>first</n></r><sum/><typed/>
    <orx:meta><orx:instanceID/><orx:instanceName/></orx:meta>""",
    "binds": """<bind nodeset="/data/born" type="date"/><bind nodeset="/data/place" type="geopoint"/>
    <bind nodeset="/data/photo" type="binary"/><bind nodeset="/data/file" type="binary"/>
    <bind nodeset="/data/hidden" relevant="/data/name != ''"/><bind nodeset="/data/group" relevant="/data/name != 'ẩn'"/>
    <bind nodeset="/data/r/n" relevant="/data/name != 'không'"/><bind nodeset="/data/sum" calculate="join('+', /data/r/n)"/>
    <bind nodeset="/data/typed" calculate="concat(/data/name, '!')"/>
    <bind nodeset="/data/orx:meta/orx:instanceID" jr:preload="uid"/>
    <bind nodeset="/data/orx:meta/orx:instanceName" calculate="/data/name"/>""",
    "body": """<input ref="/data/name"/><select ref="/data/pick"><item><label>A</label><value>a</value></item>
    <item><label>B</label><value>b</value></item></select><input ref="/data/born"/><input ref="/data/place"/><upload ref="/data/photo"/>
    <upload ref="/data/file"/><input ref="/data/group/inner"/><repeat nodeset="/data/r"><input ref="/data/r/n"/>
    <repeat nodeset="/data/r/s"><input ref="/data/r/s/u"/></repeat></repeat><input ref="/data/typed"/>""",
}


def everything() -> Form:
    return form(**EVERYTHING)


def written(instance: Instance, **names: str) -> etree._Element:
    return etree.fromstring(serialise(instance, **names).xml)


def counted(instance: Instance) -> list[dict[str, Any]]:
    return [state for state in node_states(instance) if state["relevant"]]


def test_the_root_says_which_form_and_version() -> None:
    root = written(Instance.new(everything(), NOW))
    assert (root.tag, {str(name): value for name, value in root.attrib.items()}) == (
        "data",
        {"id": "thu", "version": "3"},
    )


def test_the_metadata_are_of_openrosa() -> None:
    instance = Instance.new(everything(), NOW, seed=5)
    instance.set(one(instance, "/data/name"), "Hộ ông Ba")
    meta = written(instance).find(f"{ORX}meta")
    assert meta is not None
    assert (meta.findtext(f"{ORX}instanceID") or "").startswith("uuid:")
    assert meta.findtext(f"{ORX}instanceName") == "Hộ ông Ba"


@pytest.mark.parametrize(
    ("meta", "space"),
    [
        ("", ORX),
        ("<meta/>", ""),
        ("<meta><instanceID/></meta>", ""),
        ("<orx:meta/>", ORX),
        ("<orx:meta><orx:instanceName/></orx:meta>", ORX),
    ],
)
def test_an_id_is_put_in_wherever_the_form_has_none(meta: str, space: str) -> None:
    instance = Instance.new(form(instance=f"<a/>{meta}", body='<input ref="/data/a"/>'), NOW)
    root = written(instance, instance_id="uuid:1", deprecated_id="uuid:0", instance_name="Tên")
    assert [(child.tag, child.text) for child in root[-1]] == [
        (f"{space}instanceID", "uuid:1"),
        (f"{space}deprecatedID", "uuid:0"),
        (f"{space}instanceName", "Tên"),
    ]


@pytest.mark.parametrize("names", [{}, {"instance_id": "uuid:1", "deprecated_id": "uuid:1"}])
def test_a_submission_without_an_id_of_its_own_is_refused(names: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="instanceID"):
        serialise(Instance.new(form(instance="<a/>"), NOW), **names)


def test_what_is_not_relevant_is_left_out_and_groups_stay() -> None:
    instance = Instance.new(everything(), NOW)
    root = written(instance)
    assert root.find("hidden") is None
    assert root.find("group/inner") is not None
    instance.set(one(instance, "/data/name"), "ẩn")
    root = written(instance)
    assert root.findtext("hidden") == "x"
    assert root.find("group") is None


def test_items_stand_in_order_without_the_template() -> None:
    made = everything()
    instance = Instance.new(made, NOW)
    for value in ("b", "c"):
        item = instance.add_item(repeat(made, "r"))
        instance.set(one(instance, "/data/r/n", item), value)
    instance.remove_item(instance.nodes(("data", "r"))[0])
    inner = instance.add_item(repeat(made, "s"), instance.nodes(("data", "r"))[1])
    instance.set(inner.children[0], "nested")
    root = written(instance)
    assert [item.findtext("n") for item in root.findall("r")] == ["b", "c"]
    assert [item.findtext("s/u") for item in root.findall("r")] == [None, "nested"]
    assert b"template" not in serialise(instance).xml


def test_attachments_get_bare_names_that_do_not_meet() -> None:
    made = everything()
    instance = Instance.new(made, NOW, seed=1)
    instance.set(one(instance, "/data/photo"), "telegram/7/ảnh nhà.jpg")
    instance.set(one(instance, "/data/file"), "zalo/9/ảnh nhà.jpg")
    submission = serialise(instance)
    assert submission.attachments == (
        Attachment("telegram/7/ảnh nhà.jpg", "ảnh_nhà.jpg"),
        Attachment("zalo/9/ảnh nhà.jpg", "ảnh_nhà-2.jpg"),
    )
    reading = read_submission(made, submission.xml, names_of(submission.attachments))
    assert reading.record.answers[AnswerKey((), "file")] == Stored("zalo/9/ảnh nhà.jpg")


def test_namespaces_are_those_in_use() -> None:
    xml = serialise(Instance.new(everything(), NOW)).xml
    assert xml.count(b"xmlns") == 1
    old = load_form(
        b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:orx="http://openrosa.org/xforms">
        <h:head><model><instance><d xmlns="http://example.org/form" orx:version="2"><a b="c">1</a></d></instance></model></h:head><h:body/>
        </h:html>"""
    )
    instance = Instance.new(old, NOW)
    xml = serialise(instance, instance_id="uuid:1").xml
    root = etree.fromstring(xml)
    assert root.tag == "{http://example.org/form}d"
    assert root.get(f"{ORX}version") == "2"
    assert root[0].get("b") == "c"
    assert read_submission(old, xml).version == "2"


def test_attributes_of_entities_are_written_and_read() -> None:
    made = form(
        instance='<a/><meta><instanceID/><entity dataset="homes" id="" create="1"><label/></entity></meta>',
        binds="""<bind nodeset="/data/meta/entity/@id" type="string"/>
        <setvalue ref="/data/meta/entity/@id" event="odk-instance-first-load" value="uuid()"/>
        <bind nodeset="/data/meta/entity/label" calculate="/data/a"/>""",
        body='<input ref="/data/a"/>',
    )
    instance = Instance.new(made, NOW, seed=4)
    submission = serialise(instance, instance_id="uuid:1")
    entity = etree.fromstring(submission.xml).find("meta/entity")
    assert entity is not None
    assert (entity.get("dataset"), entity.get("create"), len(entity.get("id", ""))) == ("homes", "1", 36)
    again = Instance.restore(made, read_submission(made, submission.xml).record, NOW)
    assert serialise(again, instance_id="uuid:1").xml == submission.xml


def test_what_the_form_has_no_place_for_is_listed() -> None:
    xml = b"""<data id="thu" version="2"><gone><deep>1</deep></gone><name>A</name><name>B</name><place>here</place>
    <r><lost>x</lost></r><meta><instanceID>uuid:7</instanceID><deprecatedID>uuid:6</deprecatedID></meta></data>"""
    reading = read_submission(everything(), xml)
    assert (reading.version, reading.instance_id, reading.deprecated_id) == ("2", "uuid:7", "uuid:6")
    assert [(one.key.items, one.key.name, one.value, one.reason) for one in reading.unfit] == [
        ((), "deep", "1", "question"),
        ((), "/data/name", "B", "twice"),
        ((), "place", "here", "type"),
        ((("r", "1"),), "lost", "x", "question"),
    ]
    assert all(one.sentence() for one in reading.unfit)


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<data",
        b'<data id="other"/>',
        b'<other id="thu"/>',
        b"<data/>",
        b'<!DOCTYPE data [<!ENTITY a SYSTEM "file:///etc/passwd">]><data id="thu">&a;</data>',
    ],
)
def test_another_forms_xml_or_none_is_refused(xml: bytes) -> None:
    with pytest.raises(FormError):
        read_submission(everything(), xml)


def test_an_answer_typed_over_a_calculation_survives() -> None:
    made = everything()
    instance = Instance.new(made, NOW, seed=1)
    instance.set(one(instance, "/data/name"), "A")
    assert one(instance, "/data/typed").value == "A!"
    instance.set(one(instance, "/data/typed"), "khác")
    assert [change.value for change in instance.drain() if change.key.name == "typed"] == ["khác"]
    again = Instance.restore(made, instance.record(), NOW, seed=1)
    read = Instance.restore(made, read_submission(made, serialise(instance).xml).record, NOW, seed=1)
    for other in (instance, again, read):
        assert one(other, "/data/typed").value == "khác"
        other.set(one(other, "/data/born"), "2020-01-01")
        assert one(other, "/data/typed").value == "khác"
        other.set(one(other, "/data/name"), "B")
        assert one(other, "/data/typed").value == "B!"
    assert [change.value for change in again.drain() if change.key.name == "typed"] == ["B!"], "the row follows"


TEXTS = st.text(max_size=12) | st.sampled_from(
    ["<a>&amp;]]>", "\r\n\t ", "𠀀🏠", "\x00\x0b", "\ud800", "Nguyễn Thị Ên"]
)
ANSWERS = {
    "name": TEXTS,
    "pick": st.sampled_from(["", "a", "a b", "b a", "c"]),
    "born": st.dates().map(lambda day: day.isoformat()),
    "place": st.tuples(st.floats(-90, 90), st.floats(-180, 180)).map(
        lambda place: f"{place[0]:.6f} {place[1]:.6f} 0 4.5"
    ),
    "group/inner": TEXTS,
    "typed": TEXTS,
}
UNSAFE = {code for code in range(32) if code not in {9, 10, 13}} | set(range(0xD800, 0xE000)) | {0xFFFE, 0xFFFF}


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries({}, optional=ANSWERS), st.lists(st.lists(TEXTS, max_size=3), max_size=4))
def test_whatever_is_answered_comes_back(answers: dict[str, str], members: list[list[str]]) -> None:
    made = everything()
    instance = Instance.new(made, NOW, seed=2)
    for name, value in answers.items():
        instance.set(one(instance, f"/data/{name}"), value)
    for inner in members:
        item = instance.add_item(repeat(made, "r"))
        for value in inner:
            instance.set(instance.add_item(repeat(made, "s"), item).children[0], value)
    xml = serialise(instance).xml
    again = Instance.restore(made, read_submission(made, xml).record, NOW, seed=2)
    assert serialise(again).xml == xml
    replaced = dict.fromkeys(UNSAFE, "�")
    expected = [{**state, "value": str(state["value"]).translate(replaced)} for state in counted(instance)]
    assert [{**state, "value": str(state["value"]).translate(replaced)} for state in counted(again)] == expected


def test_the_roster_comes_back() -> None:
    made = roster()
    instance = Instance.new(made, NOW)
    instance.set(one(instance, "/data/count"), "3")
    instance.set(instance.nodes(("data", "visit", "day"))[1], "thứ hai")
    xml = serialise(instance, instance_id="uuid:1").xml
    again = Instance.restore(made, read_submission(made, xml).record, NOW)
    assert counted(again)[:-1] == counted(instance)[:-1]


@pytest.mark.skipif(not TRACES, reason="the conformance material is not beside the repository")
@pytest.mark.parametrize("name", TRACES)
def test_forms_of_odk_come_back(name: str) -> None:
    trace = json.loads((MATERIAL / "traces" / f"{name}.json").read_bytes())
    files = {path.name: path.read_bytes() for path in (MATERIAL / "forms").iterdir() if path.suffix != ".xml"}
    made = load_form((MATERIAL / "forms" / trace["form"]).read_bytes(), files)
    script = read_script(trace)
    instance = Instance.new(made, script.now, seed=3)
    for step in script.steps:
        play_step(instance, step)
    submission = serialise(instance, instance_id="uuid:1")
    reading = read_submission(made, submission.xml, names_of(submission.attachments))
    again = Instance.restore(made, reading.record, script.now, seed=3)
    assert reading.unfit == ()
    assert serialise(again, instance_id="uuid:1").xml == submission.xml
    seen = [[one for one in counted(each) if not str(one["ref"]).endswith("instanceID")] for each in (instance, again)]
    assert seen[0] == seen[1]
