"""Small forms for the tests of the engine, written as the XML that forms are converted to."""

from datetime import datetime, timedelta, timezone

from survey.xform import Control, Form, FormNode, Repeat, controls, load_form, walk
from survey.xform.running.instance import Instance

NOW = datetime(2025, 11, 3, 8, 0, tzinfo=timezone(timedelta(hours=7)))

_FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"
 xmlns:odk="http://www.opendatakit.org/xforms" xmlns:orx="http://openrosa.org/xforms" xmlns:rasoat="http://rasoat.vn/xforms">
<h:head><h:title>Thử</h:title><model>{itext}<instance><data id="thu" version="3">{instance}</data></instance>{lists}{binds}</model></h:head>
<h:body>{body}</h:body></h:html>"""


def xform(*, instance: str, binds: str = "", body: str = "", lists: str = "", itext: str = "") -> bytes:
    """A form's XML from its parts."""
    return _FORM.format(instance=instance, binds=binds, body=body, lists=lists, itext=itext).encode()


def form(*, instance: str, binds: str = "", body: str = "", lists: str = "", itext: str = "") -> Form:
    """The same, loaded."""
    return load_form(xform(instance=instance, binds=binds, body=body, lists=lists, itext=itext))


def roster() -> Form:
    """A roster with a name, an age, a sum, positions, a nested roster of plots and a group by a count."""
    return form(
        instance="""<head/><member jr:template=""><name/><age>1</age><place/><plot jr:template=""><area/></plot><area/></member>
        <total/><people/><count/><visit jr:template=""><day/></visit><meta><instanceID/></meta>""",
        binds="""<bind nodeset="/data/member/age" type="int" relevant="../name != ''"/>
        <bind nodeset="/data/member/place" type="int" calculate="position(..)"/>
        <bind nodeset="/data/member/plot/area" type="decimal"/>
        <bind nodeset="/data/member/area" type="decimal" calculate="sum(../plot/area)"/>
        <bind nodeset="/data/total" type="int" calculate="sum(/data/member/age[. != ''])"/>
        <bind nodeset="/data/people" type="int" calculate="count(/data/member)"/>
        <bind nodeset="/data/count" type="int"/>
        <bind nodeset="/data/meta/instanceID" readonly="true()" jr:preload="uid"/>""",
        body="""<input ref="/data/head"/><group ref="/data/member"><label>Thành viên</label><repeat nodeset="/data/member">
        <input ref="/data/member/name"/><input ref="/data/member/age"/><repeat nodeset="/data/member/plot">
        <input ref="/data/member/plot/area"/></repeat></repeat></group><input ref="/data/count"/>
        <repeat nodeset="/data/visit" jr:count="/data/count"><input ref="/data/visit/day"/></repeat>""",
    )


def one(instance: Instance, path: str, within: FormNode | None = None) -> FormNode:
    """The only node at a path."""
    found = instance.nodes(tuple(path.strip("/").split("/")), within)
    assert len(found) == 1, f"{path}: {len(found)} nodes"
    return found[0]


def values(instance: Instance, path: str) -> list[str]:
    """The texts of all nodes at a path."""
    return [node.text() for node in instance.nodes(tuple(path.strip("/").split("/")))]


def control(form_: Form, name: str) -> Control:
    """The question of a name."""
    return next(found for found in controls(form_.body) if found.name == name)


def repeat(form_: Form, name: str) -> Repeat:
    """The repeat of a name."""
    return next(found for found in walk(form_.body) if isinstance(found, Repeat) and found.ref[-1] == name)
