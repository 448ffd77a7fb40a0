"""Labels, hints and choices as a person reads them."""

import pytest

from survey.xform import Form, Instance, load_form
from survey.xform.form.text import strip_marks
from tests.survey.xform.support.forms import NOW, control, form, one, repeat, xform

ITEXT = """<itext><translation lang="Tiếng Việt" default="true()"><text id="q"><value>Chào <output value="/data/name"/>, mấy <output
 value="position(..)"/>?</value><value form="guidance">Hỏi chủ hộ</value><value form="image">jr://images/a.png</value></text>
 <text id="x"><value>Xã của <output value="/data/name"/></value></text></translation>
 <translation lang="English"><text id="q"><value>Hello <output value="/data/name"/></value></text></translation></itext>"""


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**Đậm** và *nghiêng*", "Đậm và nghiêng"),
        ("# Đầu đề\n\nDòng   hai", "Đầu đề\n\nDòng hai"),
        ('<span style="color:red">Đỏ</span> < 5 và > 3', "Đỏ < 5 và > 3"),
        ("[trang](a.b/c)", "trang (a.b/c)"),
        ("a_b_c và 2*3*4", "a_b_c và 2*3*4"),
        (r"\*không nghiêng\*", "*không nghiêng*"),
        ("  thừa  ", "thừa"),
        ("Tên <thôn/tổ>, xã <tên xã>?", "Tên <thôn/tổ>, xã <tên xã>?"),
        ("Khác <ghi rõ>; trẻ <15 tuổi, <i do khác>", "Khác <ghi rõ>; trẻ <15 tuổi, <i do khác>"),
        ("<b>Ghi chú</b><BR />thêm <a href='x'>ở đây</a>", "Ghi chú\nthêm ở đây"),
    ],
)
def test_marks_are_left_out(marked: str, plain: str) -> None:
    assert strip_marks(marked) == plain


def test_outputs_are_filled_where_the_question_stands() -> None:
    found = form(
        instance="<name/><r><q/></r><r><q/></r>",
        itext=ITEXT,
        body="""<repeat nodeset="/data/r"><input ref="/data/r/q"><label ref="jr:itext('q')"/><hint>Số <output value="../q"/></hint></input></repeat>""",
    )
    instance = Instance.new(found, NOW)
    instance.set(one(instance, "data/name"), "Ba Tơ")
    second = instance.nodes(("data", "r", "q"))[1]
    instance.set(second, "5")
    question = control(found, "q")
    assert instance.label(question, second) == "Chào Ba Tơ, mấy 2?"
    assert instance.label(question, second, "English") == "Hello Ba Tơ"
    assert instance.label(question, second, "Français") == "Chào Ba Tơ, mấy 2?", (
        "an unknown language is the default one"
    )
    assert instance.hint(question, second) == "Số 5"
    assert found.languages == ("Tiếng Việt", "English")
    assert instance.label(repeat(found, "r"), second) == ""


CASCADE = """<instance id="tinh"><root><item><name>qn</name><label>Quảng Ngãi</label></item><item><name>bd</name><label>Bình Định</label></item>
</root></instance><instance id="xa"><root><item><name>bt</name><tinh>qn</tinh><id>x</id></item><item><name>sh</name><tinh>qn</tinh>
<id>x</id></item><item><name>pc</name><tinh>bd</tinh><id>x</id></item></root></instance>"""


def cascade() -> Form:
    return form(
        instance="<name>Ba Tơ</name><tinh/><xa/><chosen/><title/>",
        itext=ITEXT,
        lists=CASCADE,
        binds="""<bind nodeset="/data/chosen" calculate="count-selected(/data/xa)"/>
        <bind nodeset="/data/title" calculate="jr:choice-name(/data/tinh, '/data/tinh')"/>""",
        body="""<select1 ref="/data/tinh"><itemset nodeset="instance('tinh')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>
        <select ref="/data/xa"><itemset nodeset="instance('xa')/root/item[tinh = /data/tinh]"><value ref="name"/><label ref="jr:itext(id)"/>
        </itemset></select>""",
    )


def test_choices_follow_other_answers_and_come_back() -> None:
    found = cascade()
    instance = Instance.new(found, NOW)
    province, commune = one(instance, "data/tinh"), one(instance, "data/xa")
    assert [choice.label for choice in instance.choices(control(found, "tinh"), province)] == [
        "Quảng Ngãi",
        "Bình Định",
    ]
    assert instance.choices(control(found, "xa"), commune) == ()
    instance.set(province, "qn")
    assert [(choice.value, choice.label) for choice in instance.choices(control(found, "xa"), commune)] == [
        ("bt", "Xã của Ba Tơ"),
        ("sh", "Xã của Ba Tơ"),
    ]
    instance.set(commune, "bt sh")
    assert one(instance, "data/chosen").value == "2"
    instance.set(province, "bd")
    assert (commune.text(), one(instance, "data/chosen").value) == ("", "0"), "what is not on offer does not count"
    again = Instance.restore(found, instance.record(), NOW)
    again.set(one(again, "data/tinh"), "qn")
    assert one(again, "data/xa").text() == "bt sh", "and is not lost"
    assert one(again, "data/title").value == "Quảng Ngãi"


def test_choices_from_other_answers() -> None:
    found = form(
        instance='<r jr:template=""><n/></r><head/>',
        body="""<repeat nodeset="/data/r"><input ref="/data/r/n"/></repeat><select1 ref="/data/head">
        <itemset nodeset="/data/r[n != '']"><value ref="n"/><label ref="n"/></itemset></select1>""".replace(
            "position(.)", "n"
        ),
    )
    instance = Instance.new(found, NOW)
    head = one(instance, "data/head")
    for name in ("An", "Bình"):
        instance.set(one(instance, "data/r/n", instance.add_item(repeat(found, "r"))), name)
    assert [choice.label for choice in instance.choices(control(found, "head"), head)] == ["An", "Bình"]
    instance.set(head, "Bình")
    instance.set(instance.nodes(("data", "r", "n"))[1], "Cúc")
    assert head.text() == ""
    instance.remove_item(instance.nodes(("data", "r"))[0])
    assert instance.choice_values(control(found, "head"), head) == ("Cúc",)


def test_shuffled_choices_stay_in_their_order() -> None:
    found = form(
        instance="<a/>",
        lists=f'<instance id="l"><root>{"".join(f"<item><name>{n}</name></item>" for n in range(12))}</root></instance>',
        body="""<select1 ref="/data/a"><itemset nodeset="randomize(instance('l')/root/item)"><value ref="name"/><label ref="name"/></itemset></select1>""",
    )
    orders = []
    for seed in (1, 1, 2):
        instance = Instance.new(found, NOW, seed=seed)
        orders.append(instance.choice_values(control(found, "a"), one(instance, "data/a")))
    assert orders[0] == orders[1] != orders[2]
    assert sorted(orders[0]) == sorted(orders[2]) == sorted(str(n) for n in range(12))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xa.csv", "ma,ten\nbt,Ba Tơ\nbo,Ba Tô\n".encode("utf-8-sig")),
        ("xa.csv", "ma;ten\nbt;Ba Tơ\nbo;Ba Tô\n".encode()),
        (
            "xa.xml",
            "<root><item><ma>bt</ma><ten>Ba Tơ</ten></item><item><ma>bo</ma><ten>Ba Tô</ten></item></root>".encode(),
        ),
        (
            "xa.geojson",
            """{"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"ma": "bt", "ten": "Ba Tơ"}, "geometry": {"type": "Point", "coordinates": [108.7, 14.7]}},
            {"type": "Feature", "properties": {"ma": "bo", "ten": "Ba Tô"}, "geometry": null}]}""".encode(),
        ),
    ],
)
def test_lists_from_files(name: str, content: bytes) -> None:
    xml = xform(
        instance="<a/><where/>",
        lists=f'<instance id="xa" src="jr://file/{name}"/>',
        binds="""<bind nodeset="/data/where" calculate="instance('xa')/root/item[ma = /data/a]/geometry"/>""",
        body="""<select1 ref="/data/a"><itemset nodeset="instance('xa')/root/item"><value ref="ma"/><label ref="ten"/></itemset></select1>""",
    )
    found = load_form(xml, {name: content})
    instance = Instance.new(found, NOW)
    instance.set(one(instance, "data/a"), "bt")
    shown = [(choice.value, choice.label) for choice in instance.choices(control(found, "a"), one(instance, "data/a"))]
    assert shown == [("bt", "Ba Tơ"), ("bo", "Ba Tô")]
    assert one(instance, "data/where").value == ("14.7 108.7 0 0" if name.endswith("geojson") else "")


def test_choices_are_cleaned_like_questions() -> None:
    lists = """<instance id="l"><root><item><name>a</name><label>**Khá**</label></item><item><name>b</name><label>&lt;b&gt;Nghèo&lt;/b&gt;</label></item>
<item><name>c</name><label>Khác &lt;ghi rõ&gt;</label></item></root></instance>"""
    found = form(
        instance="<q/>",
        lists=lists,
        body="""<select1 ref="/data/q"><itemset nodeset="instance('l')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>""",
    )
    instance = Instance.new(found, NOW)
    labels = [choice.label for choice in instance.choices(control(found, "q"), one(instance, "data/q"))]
    assert labels == ["Khá", "Nghèo", "Khác <ghi rõ>"]
