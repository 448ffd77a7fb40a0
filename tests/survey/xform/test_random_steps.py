"""Whatever is answered in whatever order: incremental recalculation gives what computing everything gives, and nothing is lost."""

import random

import pytest

from survey.commands.replay import node_states
from survey.xform import Form, Instance, controls
from tests.survey.xform.support.forms import NOW, form, roster

TANGLED = {
    "instance": """<a/><b/><c/><pick/><r jr:template=""><x/><y/><z/><s jr:template=""><u/><u2/></s><us/></r><sum/><last/><n/><all/><any/>
    <q jr:template=""><v/><w/></q>""",
    "binds": """<bind nodeset="/data/b" relevant="/data/a != ''"/><bind nodeset="/data/c" relevant="selected(/data/b, '1')"/>
    <bind nodeset="/data/r" relevant="/data/a != '2'"/><bind nodeset="/data/r/y" calculate="concat(../x, '-', position(..), '-', /data/c)"/>
    <bind nodeset="/data/r/z" relevant="../x = '1'"/><bind nodeset="/data/r/us" calculate="concat(count(../s), '/', join(' ', ../s/u))"/>
    <bind nodeset="/data/sum" calculate="join('+', /data/r/y)"/><bind nodeset="/data/n" type="int"/>
    <bind nodeset="/data/last" calculate="indexed-repeat(/data/r/us, /data/r, count(/data/r))"/>
    <bind nodeset="/data/all" calculate="join(',', /data/r/*)"/><bind nodeset="/data/any" calculate="concat('x', count(//x[. != '']))"/>
    <bind nodeset="/data/r/s/u2" calculate="concat(../u, '&lt;', ../preceding-sibling::s/u)"/>
    <bind nodeset="/data/q/w" calculate="concat(/data/sum, /data/q/v, count(/data/r/s))"/>""",
    "body": """<input ref="/data/a"/><input ref="/data/b"/><input ref="/data/c"/><select1 ref="/data/pick">
    <itemset nodeset="/data/r[x != '']"><value ref="x"/><label ref="y"/></itemset></select1>
    <repeat nodeset="/data/r"><input ref="/data/r/x"/><input ref="/data/r/z"/><repeat nodeset="/data/r/s"><input ref="/data/r/s/u"/></repeat>
    </repeat><input ref="/data/n"/><repeat nodeset="/data/q" jr:count="/data/n"><input ref="/data/q/v"/></repeat>""",
}


def step(instance: Instance, rng: random.Random) -> None:
    repeats = [
        found.repeat for found in instance.form.repeats() if found.repeat is not None and found.repeat.count is None
    ]
    if rng.random() < 0.3:
        repeat = rng.choice(repeats)
        parents = instance.nodes(repeat.ref[:-1])
        if not parents:
            return
        parent = rng.choice(parents)
        items = parent.by_name.get(repeat.ref[-1], [])
        if items and rng.random() < 0.4:
            instance.remove_item(rng.choice(items))
        elif len(items) < 5:
            instance.add_item(repeat, parent)
        return
    nodes = instance.nodes(rng.choice(list(controls(instance.form.body))).ref)
    if nodes:
        instance.set(rng.choice(nodes), rng.choice(["", "1", "2", "3", "1 2"]))


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("which", ["tangled", "roster"])
def test_incremental_is_full_and_restored_is_the_same(which: str, seed: int) -> None:
    rng = random.Random(seed)
    made: Form = form(**TANGLED) if which == "tangled" else roster()
    instance = Instance.new(made, NOW, seed=seed)
    for _ in range(60):
        step(instance, rng)
        if rng.random() < 0.1:
            before = node_states(instance)
            instance = Instance.restore(made, instance.record(), NOW, seed=seed)
            assert node_states(instance) == before
    before = node_states(instance)
    instance._engine.recalculation.run_all()
    assert node_states(instance) == before
