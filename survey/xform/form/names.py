"""Names and paths in XForm XML: namespaces, local names and the refs of elements."""

import re

from lxml import etree

from survey.tree import Ref

XFORMS = "http://www.w3.org/2002/xforms"
JAVAROSA = "http://openrosa.org/javarosa"
OPENROSA = "http://openrosa.org/xforms"
ODK = "http://www.opendatakit.org/xforms"
ENTITIES = "http://www.opendatakit.org/xforms/entities"
RASOAT = "http://rasoat.vn/xforms"

KNOWN_PREFIXES = {JAVAROSA: "jr", ODK: "odk", OPENROSA: "orx", ENTITIES: "entities", RASOAT: "rasoat"}

_STEP = re.compile(r"^(?:\.\.?|@?(?:[\w.-]+:)?[\w.-]+)$")


def local_name(element: etree._Element) -> str:
    """The element's name without namespace; "" for comments and processing instructions."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2]


def qualified_name(element: etree._Element) -> str:
    """The element's name with the prefix that the document gives it: "orx:meta"."""
    return f"{element.prefix}:{local_name(element)}" if element.prefix else local_name(element)


def attribute_name(name: str) -> str:
    """An attribute's name with its usual prefix: "{http://openrosa.org/javarosa}count" becomes "jr:count"."""
    if not name.startswith("{"):
        return name
    uri, _, local = name[1:].partition("}")
    return f"{KNOWN_PREFIXES.get(uri, _short(uri))}:{local}"


def attributes_of(element: etree._Element) -> dict[str, str]:
    """All attributes of an element under their usual prefixes."""
    return {attribute_name(str(name)): str(value) for name, value in element.attrib.items()}


def attribute_refs(model: etree._Element, root: Ref) -> frozenset[Ref]:
    """The refs of attributes that binds and actions name, as those of entities do."""
    paths = (element.get("nodeset") or element.get("ref") or "" for element in model.iter("{*}bind", "{*}setvalue"))
    refs = (resolve(path, root) for path in paths if "@" in path)
    return frozenset(ref for ref in refs if ref)


def _short(uri: str) -> str:
    # Our own attributes may come from an older workbook with another address for the same thing: the last word names them.
    return "rasoat" if "rasoat" in uri else uri.rstrip("/").rpartition("/")[2]


def resolve(path: str, base: Ref) -> Ref | None:
    """The ref that a plain path leads to from `base`; None where it is not a plain path (predicates, functions)."""
    path = path.strip().removeprefix("current()/")
    absolute = path.startswith("/")
    ref = [] if absolute else list(base)
    for step in path.strip("/").split("/"):
        step = step.strip()  # noqa: PLW2901 - "/data / name" is allowed in XPath
        if not _STEP.match(step):
            return None
        if step == "..":
            if not ref:
                return None
            ref.pop()
        elif step != ".":
            ref.append("@" * step.startswith("@") + step.lstrip("@").rpartition(":")[2])
    return tuple(ref)


def show(ref: Ref) -> str:
    """A ref as a form's author writes it: /data/members/age."""
    return "/" + "/".join(ref)
