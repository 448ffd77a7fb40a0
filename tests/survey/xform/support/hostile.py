"""Forms that nobody would write, by the hundred: refused with a sentence, or a form that runs; in bounded time either way."""

import copy
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from lxml import etree

from survey.xform import FormError, Instance, InstanceError, controls, load_form
from tests.survey.xform.support.form_maker import Maker
from tests.survey.xform.support.forms import NOW, xform
from tests.survey.xform.test_random_steps import TANGLED

VALUES = (
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
    *(
        "odk:rank",
        "uid",
        "jr://file/../../secret.xml",
        "file:///etc/hostname",
        "/data/r/x + 1",
        "once(random())",
        "x" * 3000,
    ),
)
JAVAROSA = "{http://openrosa.org/javarosa}"
NAMES = (
    *(
        "ref",
        "nodeset",
        "value",
        "relevant",
        "calculate",
        "type",
        "event",
        "id",
        "required",
        "constraint",
        "readonly",
        "src",
    ),
    *(JAVAROSA + name for name in ("count", "template", "preload", "preloadParams", "constraintMsg")),
)
TOKENS = (
    *(
        b"<",
        b">",
        b"&",
        b"&x;",
        b"&#0;",
        b"&#x110000;",
        b"\x00",
        b"\xff\xfe",
        b"\xc3",
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b"--",
        b"<?xml?>",
    ),
    *(
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
        b"<!ENTITY",
        b'<xi:include href="a"/>',
        b"</data>",
        b"<a>",
        b"xmlns:",
        b'"',
        b"'",
    ),
)


@dataclass(frozen=True, slots=True)
class Spoilt:
    """How many forms ran, how many were refused, and the longest time of one in seconds with its number."""

    ran: int
    refused: int
    slowest: float
    number: int


def run(count: int, seed: int) -> Spoilt:
    """So many spoilt forms; anything but a form that runs or a refusal is raised."""
    ran, slowest = 0, (0.0, 0)
    for number in range(seed, seed + count):
        began = perf_counter()
        ran += runs(spoilt(random.Random(number)), random.Random(number))
        slowest = max(slowest, (perf_counter() - began, number))
    return Spoilt(ran, count - ran, *slowest)


def runs(xml: bytes, rng: random.Random) -> bool:
    """Load the form, answer everything, restore it; False where it is refused with a sentence."""
    try:
        made = load_form(xml)
        instance = Instance.new(made, NOW)
        for question in controls(made.body):
            for node in instance.nodes(question.ref):
                instance.label(question, node)
                instance.choices(question, node)
                if not node.children:
                    instance.set(node, rng.choice(["", "1", "x y", "2025-01-01"]))
        again = Instance.restore(made, instance.record(), NOW)
    except (FormError, InstanceError) as error:
        if not str(error).strip():
            raise AssertionError("a refusal without a sentence") from error
        return False
    assert again.record() == instance.record()
    return True


def spoilt(rng: random.Random) -> bytes:
    """A form with a few things wrong: elements moved, attributes changed, or bytes that are no XML at all."""
    xml = xform(**TANGLED) if rng.random() < 0.5 else Maker(rng, with_history=True).form()
    for _ in range(rng.randint(1, 4)):
        xml = _with_other_elements(xml, rng) if rng.random() < 0.75 else _with_other_bytes(xml, rng)
    return xml


def _with_other_elements(xml: bytes, rng: random.Random) -> bytes:
    try:
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return xml
    elements = list(root.iter("*"))
    rng.choice(_SPOILERS)(rng.choice(elements), elements, rng)
    return etree.tostring(root)


def _remove(element: etree._Element, _: Sequence[etree._Element], __: random.Random) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _repeat(element: etree._Element, elements: Sequence[etree._Element], rng: random.Random) -> None:
    other = rng.choice(elements)
    if other.getparent() is not None:
        element.append(copy.deepcopy(other))


def _nest(element: etree._Element, _: Sequence[etree._Element], rng: random.Random) -> None:
    for _level in range(rng.choice((3, 60, 400))):
        element = etree.SubElement(element, str(element.tag))


def _set(element: etree._Element, _: Sequence[etree._Element], rng: random.Random) -> None:
    element.set(rng.choice(NAMES), rng.choice(VALUES))


def _swap(element: etree._Element, elements: Sequence[etree._Element], rng: random.Random) -> None:
    given = [(other, name) for other in elements for name in other.attrib]
    if given:
        other, name = rng.choice(given)
        element.set(str(name), rng.choice((other.get(name) or "", rng.choice(VALUES))))


def _write(element: etree._Element, _: Sequence[etree._Element], rng: random.Random) -> None:
    element.text = rng.choice(VALUES)


_Spoiler = Callable[[etree._Element, Sequence[etree._Element], random.Random], None]
_SPOILERS: tuple[_Spoiler, ...] = (_remove, _repeat, _nest, _set, _set, _set, _swap, _swap, _write)


def _with_other_bytes(xml: bytes, rng: random.Random) -> bytes:
    place = rng.randrange(len(xml))
    cut = place + rng.choice((0, 0, 1, 5, 200))
    return xml[:place] + rng.choice(TOKENS) + xml[cut:]
