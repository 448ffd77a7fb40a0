"""Forms that nobody would write: a clean error or a form that runs, never a traceback."""

import contextlib
import copy
import random

import pytest
from lxml import etree

from survey.xform import FormError, Instance, InstanceError, controls, load_form
from tests.survey.xform.forms import NOW, xform
from tests.survey.xform.test_random_steps import TANGLED

VALUES = [
    *(
        "",
        "/",
        "/data",
        ".",
        "..",
        "../..",
        "/data/r[1]",
        "//x",
        "@id",
        "/data/@id",
        "a:b",
        "(((",
        "'",
        "1000000",
        "-1",
    ),
    *("true()", "1 div 0", "instance('a')/root/item", "position(..)", "count(/data/*)", "date('x')", "regex(., '(')"),
    *(
        "jr:itext('x')",
        "indexed-repeat(/data/r/x, /data/r, 1)",
        "current()/../a",
        "selected(., 1)",
        "randomize(/data/r)",
    ),
    *("jr:choice-name(., .)", "odk-instance-first-load", "odk-new-repeat", "xforms-value-changed", "int", "geopoint"),
]
JAVAROSA = "{http://openrosa.org/javarosa}"
NAMES = [
    *("ref", "nodeset", "value", "relevant", "calculate", "type", "event", "id", "required", "constraint", "readonly"),
    *(JAVAROSA + name for name in ("count", "template", "preload")),
]


def spoil(root: etree._Element, rng: random.Random) -> None:
    elements = list(root.iter("*"))
    element, other = rng.choice(elements), rng.choice(elements)
    kind = rng.random()
    parent = element.getparent()
    if kind < 0.25 and parent is not None:
        parent.remove(element)
    elif kind < 0.4 and other is not root:
        element.append(copy.deepcopy(other))
    elif kind < 0.9:
        element.set(rng.choice(NAMES), rng.choice(VALUES))
    else:
        element.text = rng.choice(VALUES)


@pytest.mark.parametrize("seed", range(150))
def test_a_spoilt_form_is_refused_or_runs(seed: int) -> None:
    rng = random.Random(seed)
    root = etree.fromstring(xform(**TANGLED))
    for _ in range(rng.randint(1, 4)):
        spoil(root, rng)
    with contextlib.suppress(FormError, InstanceError):
        made = load_form(etree.tostring(root))
        instance = Instance.new(made, NOW)
        for question in controls(made.body):
            for node in instance.nodes(question.ref):
                instance.label(question, node)
                instance.choices(question, node)
                if not node.children:
                    instance.set(node, rng.choice(["", "1", "x y", "2025-01-01"]))
        again = Instance.restore(made, instance.record(), NOW)
        assert again.record() == instance.record()


def test_entities_are_not_expanded() -> None:
    inner = "".join(f'<!ENTITY a{n} "' + f"&a{n - 1};" * 10 + '">' for n in range(1, 9))
    with pytest.raises(FormError, match="DOCTYPE"):
        load_form(f'<!DOCTYPE a [<!ENTITY a0 "aaaaaaaaaa">{inner}]><a>&a8;</a>'.encode())
