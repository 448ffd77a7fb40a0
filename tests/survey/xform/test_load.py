"""What a form may be, and how its mistakes are reported."""

import pytest

from survey.xform import FormError, Group, Instance, Repeat, load_form
from tests.survey.xform.support.forms import NOW, control, form, one, roster, xform


def codes(xml: bytes, **files: bytes) -> list[str]:
    with pytest.raises(FormError) as caught:
        load_form(xml, {name.replace("_", "."): content for name, content in files.items()})
    return [problem.code for problem in caught.value.problems]


def test_names_version_and_body() -> None:
    found = roster()
    assert (found.id, found.version, found.title) == ("thu", "3", "Thử")
    head, members, count, visits = found.body
    assert isinstance(members, Repeat)
    assert isinstance(visits, Repeat)
    assert [element.ref for element in (head, members, count, visits)] == [
        ("data", name) for name in ("head", "member", "count", "visit")
    ]
    assert members.label is not None, "the group around a repeat names it"
    assert visits.count is not None


@pytest.mark.parametrize(
    "xml",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16"),
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd"><a/>',
    ],
)
def test_a_doctype_is_refused(xml: bytes) -> None:
    assert codes(xml) == ["xml-doctype"]


@pytest.mark.parametrize("xml", [b"", b"not xml", b"<a>", b"\xff\xfe\x00", b"<a>&x;</a>"])
def test_what_is_no_xml_is_refused(xml: bytes) -> None:
    assert codes(xml) == ["xml"]


def test_xml_that_is_no_form_is_refused() -> None:
    assert codes(b"<a><b/></a>") == ["form-structure"]


def test_every_mistake_is_reported_at_once() -> None:
    xml = xform(
        instance="<a/><b/><c/>",
        binds="""<bind nodeset="/data/a" relevant="/data/b = "/><bind nodeset="/data/b" calculate="no-such(1)"/>
        <bind nodeset="/data/c" constraint="(. > 1"/>""",
        body='<input ref="/data/zzz"/><input ref="/data/a"/>',
    )
    assert sorted(codes(xml)) == ["expression", "expression", "function-unknown", "ref-unknown"]


def test_a_cycle_is_refused_with_its_members() -> None:
    xml = xform(
        instance="<a/><b/><c/><d/>",
        binds="""<bind nodeset="/data/a" calculate="/data/b + 1"/><bind nodeset="/data/b" relevant="/data/c = 1"/>
        <bind nodeset="/data/c" calculate="../a"/><bind nodeset="/data/d" calculate="/data/a"/>""",
        body='<input ref="/data/b"/>',
    )
    with pytest.raises(FormError) as caught:
        load_form(xml)
    (problem,) = caught.value.problems
    assert problem.code == "cycle"
    assert all(
        name in problem.cause for name in ("calculate của /data/a", "relevant của /data/b", "calculate của /data/c")
    )
    assert "/data/d" not in problem.cause


def test_a_group_that_is_relevant_by_its_own_content_is_a_cycle() -> None:
    xml = xform(
        instance="<g><a/></g>",
        binds='<bind nodeset="/data/g" relevant="/data/g/a = 1"/>',
        body='<input ref="/data/g/a"/>',
    )
    assert codes(xml) == ["cycle"]


def test_a_place_is_no_text_and_closes_no_circle() -> None:
    """`position(..)` outside every repeat reads nothing of the group around it."""
    found = form(
        instance="<place/><shown/>",
        binds="""<bind nodeset="/data/place" calculate="position(..)"/>
        <bind nodeset="/data/shown" calculate="concat('no. ', /data/place)"/>""",
        body='<input ref="/data/shown"/>',
    )
    assert one(Instance.new(found, NOW), "/data/shown").value == "no. 1"


def test_a_reference_to_nothing_is_a_warning() -> None:
    found = form(
        instance="<a/>", binds='<bind nodeset="/data/a" relevant="/data/zzz = 1"/>', body='<input ref="/data/a"/>'
    )
    assert [warning.code for warning in found.warnings] == ["reference-unknown"]


LIST = '<instance id="xa" src="jr://file-csv/xa.csv"/>'
SELECT = """<select1 ref="/data/a"><itemset nodeset="instance('xa')/root/item"><value ref="ma"/><label ref="ten"/></itemset></select1>"""


def test_a_missing_list_is_named() -> None:
    assert codes(xform(instance="<a/>", lists=LIST, body=SELECT)) == ["file-missing"]


def test_a_missing_list_that_nothing_asks_for_is_a_warning() -> None:
    found = form(instance="<a/>", lists=LIST, body='<input ref="/data/a"/>')
    assert [warning.code for warning in found.warnings] == ["file-missing"]


@pytest.mark.parametrize("content", [b"\xff\xfa", b'ma,ten\n1,"open'])
def test_a_list_that_cannot_be_read_is_named_or_read_leniently(content: bytes) -> None:
    xml = xform(instance="<a/>", lists=LIST, body=SELECT)
    if content.startswith(b"\xff"):
        assert codes(xml, xa_csv=content) == ["file-unreadable"]
    else:
        assert load_form(xml, {"xa.csv": content}).id == "thu"


def test_our_attributes_keep_their_prefix() -> None:
    found = form(
        instance="<a/>",
        binds='<bind nodeset="/data/a" type="string" rasoat:sensitive="yes"/>',
        body='<group appearance="field-list"><input ref="/data/a" rasoat:ask="column"/></group>',
    )
    question = control(found, "a")
    assert dict(question.attributes) == {"rasoat:ask": "column"}
    assert dict(question.bind.attributes) == {"rasoat:sensitive": "yes"}
    group = found.body[0]
    assert isinstance(group, Group)
    assert group.appearance == "field-list"
    assert group.ref is None


def test_repeated_names_get_long_keys() -> None:
    found = form(instance="<g><a/></g><h><a/></h><b/>", body='<input ref="/data/g/a"/><input ref="/data/b"/>')
    keys = {definition.ref: definition.key for definition in found.model.shape.definitions()}
    assert keys["data", "g", "a"] == "/data/g/a"
    assert keys["data", "h", "a"] == "/data/h/a"
    assert keys["data", "b"] == "b"
