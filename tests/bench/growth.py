"""What an answer of the last member costs as the roster grows; flat, except where the form really adds up over all members."""

from datetime import UTC, datetime
from statistics import median
from time import perf_counter

from survey.xform import Form, Instance, load_form, walk
from survey.xform.form.definition import Repeat

SIZES = (1, 10, 50, 100, 200)
TIMES = 30
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>Growth</h:title><model><instance><data id="growth"><m jr:template=""><year/><age/><place/><school/><work/></m><total/></data>
</instance><bind nodeset="/data/m/year" type="int"/><bind nodeset="/data/m/age" type="int" calculate="2026 - ../year"/>
<bind nodeset="/data/m/place" type="int" calculate="position(..)"/><bind nodeset="/data/m/school" relevant="../age &lt; 16"/>
<bind nodeset="/data/m/work" relevant="../age &gt;= 16"/>{total}</model></h:head>
<h:body><repeat nodeset="/data/m"><input ref="/data/m/year"/><input ref="/data/m/school"/><input ref="/data/m/work"/></repeat></h:body></h:html>"""
TOTAL = '<bind nodeset="/data/total" type="int" calculate="sum(/data/m/age)"/>'


def print_growth() -> None:
    """Median µs of an answer of the last of so many members."""
    print(f"\nan answer of the last of {', '.join(map(str, SIZES))} members, µs")
    for name, total in (("the members by themselves", ""), ("with a sum over all members", TOTAL)):
        form = load_form(XFORM.format(total=total).encode())
        figures = "  ".join(f"{cost:7.0f}" for cost in growth(form))
        print(f"  {name:30} {figures}")


def growth(form: Form) -> list[float]:
    """Median µs for each size."""
    instance = Instance.new(form, NOW)
    (repeat,) = [one for one in walk(form.body) if isinstance(one, Repeat)]
    found = []
    for size in SIZES:
        while len(instance.nodes(repeat.ref)) < size:
            instance.set(instance.add_item(repeat).by_name["year"][0], "2000")
        last = instance.nodes((*repeat.ref, "year"))[-1]
        times = []
        for turn in range(TIMES):
            began = perf_counter()
            instance.set(last, str(1990 + turn))
            times.append((perf_counter() - began) * 1_000_000)
        found.append(median(times))
    return found
