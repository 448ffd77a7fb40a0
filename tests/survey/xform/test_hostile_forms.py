"""Forms and data files of strangers: a clean refusal or a form that runs, never a traceback, never for long, and nothing is fetched."""

from collections.abc import Callable, Iterator
from time import perf_counter

import pytest

from survey.xform import FormError, Instance, InstanceError, load_form
from survey.xform.loading.secondary import read_file
from tests.survey.xform.support.forms import NOW, control, form, one, xform
from tests.survey.xform.support.hostile import run

PLAIN = xform(instance="<a/>", body='<input ref="/data/a"/>').decode()
LAUGHS = "".join(f'<!ENTITY a{n} "' + f"&a{n - 1};" * 10 + '">' for n in range(1, 10))
DOCTYPES = {
    "file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    "network": '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
    "external": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
    "parameter": '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/a.dtd"> %x;]>',
    "laughs": f'<!DOCTYPE a [<!ENTITY a0 "aaaaaaaaaa">{LAUGHS}]>',
    "plain": "<!DOCTYPE html>",
}


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    began = perf_counter()
    yield
    assert perf_counter() - began < 20


def test_a_spoilt_form_is_refused_or_runs() -> None:
    """A tenth of what `make proof` runs."""
    done = run(100, seed=0)
    assert min(done.ran, done.refused) > 20
    assert done.slowest < 5, f"form {done.number} takes long"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-7", "utf-32"])
@pytest.mark.parametrize("name", DOCTYPES)
def test_no_entity_is_read_and_nothing_is_fetched(name: str, encoding: str) -> None:
    for place in ("Thử", 'version="3"'):
        entity = "&a9;" if name == "laughs" else "&x;"
        text = PLAIN.replace(place, place[:-1] + entity + place[-1:] if "=" in place else entity)
        whole = f'<?xml version="1.0" encoding="{encoding.removesuffix("-be")}"?>{DOCTYPES[name]}{text}'
        with pytest.raises(FormError) as refused:
            load_form(whole.encode(encoding))
        assert "root:" not in str(refused.value)
        with pytest.raises(FormError):
            read_file("a.xml", f'{DOCTYPES[name]}<a b="{entity}">{entity}</a>'.encode())


def test_xinclude_is_only_an_element() -> None:
    inside = '<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/hostname" parse="text"/></a>'
    instance = Instance.new(load_form(PLAIN.replace("<a/>", inside).replace("<input", "<x").encode()), NOW)
    assert instance.root.text() == ""


@pytest.mark.parametrize("src", ["jr://file/../../etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/x.csv"])
def test_a_list_is_a_file_beside_the_form_or_none(src: str) -> None:
    lists = f'<instance id="x" src="{src}"/>'
    body = """<select1 ref="/data/a"><itemset nodeset="instance('x')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>"""
    with pytest.raises(FormError, match="thiếu tệp"):
        form(instance="<a/>", lists=lists, body=body)


def _chain(count: int, formula: str) -> Callable[[], object]:
    """A form whose calculations read the one before them."""
    instance = "".join(f"<a{n}/>" for n in range(count))
    binds = "".join(f'<bind nodeset="/data/a{n}" calculate="{formula.format(n - 1)}"/>' for n in range(1, count))
    first = '<bind nodeset="/data/a0" calculate="\'ab\'"/>'
    return lambda: Instance.new(form(instance=instance, binds=first + binds, body='<input ref="/data/a0"/>'), NOW)


def _label(xml: bytes) -> str:
    made = load_form(xml)
    instance = Instance.new(made, NOW)
    asked, node = control(made, "a"), one(instance, "/data/a")
    return instance.label(asked, node) + "".join(choice.label for choice in instance.choices(asked, node))


COUNTS = xform(
    instance='<n>900</n><r jr:template=""><s jr:template=""><x/></s></r>',
    body="""<repeat nodeset="/data/r" jr:count="/data/n"><repeat nodeset="/data/r/s" jr:count="/data/n"><input ref="/data/r/s/x"/>
    </repeat></repeat>""",
)
GROWING = xform(
    instance='<r jr:template=""><x>1</x></r>',
    body='<repeat nodeset="/data/r" jr:count="count(/data/r) + 1"><input ref="/data/r/x"/></repeat>',
)
READ_ALL = xform(
    instance="".join(f"<a{n}/>" for n in range(1600)),
    binds="".join(f'<bind nodeset="/data/a{n}" relevant="count(//*) &gt; {n}"/>' for n in range(1600)),
)
ITSELF = xform(
    instance="<a/>",
    body="""<input ref="/data/a"><label ref="jr:itext('x')"/></input>""",
    itext="""<itext><translation lang="vi"><text id="x"><value><output value="jr:itext('x')"/></value></text></translation></itext>""",
)
ITS_CHOICE = xform(
    instance="<a>1</a>",
    body="""<select1 ref="/data/a"><item><label><output value="jr:choice-name(/data/a, '/data/a')"/></label><value>1</value></item></select1>""",
)
BOMBS: dict[str, Callable[[], object]] = {
    "elements in elements": lambda: load_form(PLAIN.replace("<a/>", "<a>" * 9_000 + "</a>" * 9_000).encode()),
    "a long attribute": lambda: load_form(PLAIN.replace('version="3"', 'version="' + "3" * 11_000_000 + '"').encode()),
    "many nodes": lambda: Instance.new(load_form(xform(instance="<a/>" + "<b/>" * 51_000)), NOW),
    "counts in counts": lambda: Instance.new(load_form(COUNTS), NOW),
    "a count of itself": lambda: Instance.new(load_form(GROWING), NOW),
    "everything reads everything": lambda: load_form(READ_ALL),
    "lists in lists": lambda: read_file("a.geojson", b'{"features":' + b"[" * 99_000),
    "a long row": lambda: read_file("a.csv", b'a,b\n"' + b"x" * 200_000 + b'",1\n'),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_would_not_end_is_refused(name: str) -> None:
    with pytest.raises((FormError, InstanceError)):
        BOMBS[name]()


def test_what_grows_without_end_has_no_result_and_takes_nothing_with_it() -> None:
    instance = _chain(40, "concat(/data/a{0}, /data/a{0})")()
    assert isinstance(instance, Instance)
    assert {one.part for one in instance.failures()} == {"calculate"}
    assert _label(ITSELF) == ""
    assert _label(ITS_CHOICE) == "1"


def test_a_long_chain_is_no_bomb() -> None:
    assert _chain(1_000, "concat(/data/a{0}, '')")() is not None


@pytest.mark.parametrize(
    "feature",
    [
        "1",
        '{"geometry": {"type": "Point", "coordinates": [1]}}',
        '{"geometry": {"type": "LineString", "coordinates": [{"a": 1}]}}',
        '{"geometry": {"type": "LineString", "coordinates": [1, 2]}}',
        '{"properties": [1]}',
    ],
)
def test_a_map_that_is_none_is_refused(feature: str) -> None:
    with pytest.raises(FormError, match="không đọc được tệp"):
        read_file("a.geojson", f'{{"type": "FeatureCollection", "features": [{feature}]}}'.encode())
