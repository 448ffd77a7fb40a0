"""What answers and new items cost in long repeats: the members by themselves, and each way in which one member's answer concerns all.

Times are those of this thread alone: others on the machine cost nothing here.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import quantiles
from time import thread_time

from bot.garbage import settle
from survey.xform import Form, FormNode, Instance, load_form, walk
from survey.xform.form.definition import Repeat

SIZES = (10, 100, 1_000)
TIMES = 300
AIM_ANSWER, AIM_ITEM, AIM_ALL = 2.0, 5.0, 1.0
"""Milliseconds, and seconds for a thousand items."""
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>Members</h:title><model><instance><data id="members"><m jr:template=""><year/><age/><place/><school/><work/><kind/></m>
<total/><head/></data></instance>
<instance id="kinds"><root><item><name>a</name><from>0</from></item><item><name>b</name><from>16</from></item></root></instance>
<bind nodeset="/data/m/year" type="int"/><bind nodeset="/data/m/age" type="int" calculate="2026 - ../year"/>
<bind nodeset="/data/m/place" type="int" calculate="position(..)"/><bind nodeset="/data/m/school" relevant="../age &lt; 16"/>
<bind nodeset="/data/m/work" relevant="../age &gt;= 16"/>{binds}</model></h:head>
<h:body><repeat nodeset="/data/m"><input ref="/data/m/year"/><input ref="/data/m/school"/><input ref="/data/m/work"/>
<select1 ref="/data/m/kind"><itemset nodeset="instance('kinds')/root/item[from &lt;= current()/../age]"><value ref="name"/></itemset></select1>
</repeat>{body}</h:body></h:html>"""
TOTAL = '<bind nodeset="/data/total" type="int" calculate="{}"/>'
HEAD = '<select1 ref="/data/head"><itemset nodeset="/data/m[year != \'\']"><value ref="place"/></itemset></select1>'
FORMS = {
    "by themselves": ("", ""),
    "a sum over all": (TOTAL.format("sum(/data/m/age)"), ""),
    "a count of some": (TOTAL.format("count(/data/m[age &gt; 15])"), ""),
    "a constraint that looks at all": (
        '<bind nodeset="/data/m/year" constraint="count(/data/m[year = current()/.]) = 1"/>',
        "",
    ),
    "the head is chosen among them": ("", HEAD),
}


def print_repeats() -> int:
    """Print the figures; how many aims are not met."""
    print(
        f"\nrepeats of {', '.join(f'{size:,}' for size in SIZES)} items: p99 of an answer, ms (aim ≤ {AIM_ANSWER:.0f});"
    )
    print(
        f"one item more at the end, ms (aim ≤ {AIM_ITEM:.0f}); 1,000 added one by one, s (aim ≤ {AIM_ALL:.0f}), beside twice the first 500"
    )
    return sum(
        _print(name, load_form(XFORM.format(binds=binds, body=body).encode())) for name, (binds, body) in FORMS.items()
    )


def _print(name: str, form: Form) -> int:
    instance = Instance.new(form, NOW)
    (repeat,) = [one for one in walk(form.body) if isinstance(one, Repeat)]
    settle()
    took, answers, items = list[float](), list[float](), list[float]()
    for size in SIZES:
        took += _fill(instance, repeat, size)
        items.append(_p99(took[-10:]))
        answers.append(_p99(list(_answers(instance, repeat))))
    half, whole = sum(took[:500]), sum(took)
    met = max(answers) <= AIM_ANSWER and items[-1] <= AIM_ITEM and whole / 1000 <= AIM_ALL
    figures = "  ".join(f"{one:6.2f}" for one in (*answers, *items))
    print(
        f"  {name:32} {figures}   {whole / 1000:5.2f} s = {whole / half / 2:.2f}   {'met' if met else 'NOT MET'}",
        flush=True,
    )
    return int(not met)


def _fill(instance: Instance, repeat: Repeat, size: int) -> Iterator[float]:
    """Milliseconds of each new item; then it is answered."""
    for place in range(len(instance.nodes(repeat.ref)), size):
        began = thread_time()
        item = instance.add_item(repeat)
        yield (thread_time() - began) * 1000
        instance.set(_leaf(item, "year"), str(1950 + place % 70))


def _answers(instance: Instance, repeat: Repeat) -> Iterator[float]:
    """Milliseconds of an answer of any item, with whether it is allowed."""
    items = instance.nodes(repeat.ref)
    for turn in range(TIMES):
        leaf = _leaf(items[turn * 37 % len(items)], "year")
        began = thread_time()
        instance.set(leaf, str(1950 + turn * 13 % 70))
        instance.constraint_ok(leaf)
        yield (thread_time() - began) * 1000


def _leaf(item: FormNode, name: str) -> FormNode:
    return item.by_name[name][0]


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100, method="inclusive")[98]
