"""Small instance trees for the tests of the expression engine."""

from datetime import datetime, timedelta, timezone
from typing import Any

from survey.tree import AnyNode, Node
from survey.xpath import NoForm, Value, XPathContext, compile_xpath
from survey.xpath.values import text_of

NOW = datetime(2025, 11, 3, 8, 30, 15, 250_000, tzinfo=timezone(timedelta(hours=7)))

Shape = dict[str, Any]


def document(shape: Shape) -> AnyNode:
    """A document from nested dictionaries; a list stands for nodes of one name, a string for a leaf."""
    top: AnyNode = Node("")
    _fill(top, shape)
    return top


def _fill(parent: AnyNode, shape: Shape) -> None:
    for name, content in shape.items():
        for one in content if isinstance(content, list) else [content]:
            node: AnyNode = Node(name, value=one if isinstance(one, str) else "")
            parent.append(node)
            if isinstance(one, dict):
                _fill(node, one)


def only(root: AnyNode, *names: str) -> AnyNode:
    """The first node at `names`."""
    for name in names:
        root = root.by_name[name][0]
    return root


class Form(NoForm):
    """A host with secondary instances and texts."""

    def __init__(self, **instances: AnyNode) -> None:
        super().__init__()
        self._instances = instances

    def instance(self, name: str) -> AnyNode | None:
        """The document of that name."""
        return self._instances.get(name)

    def itext(self, name: str) -> str:
        """A text that names its id."""
        return f"text of {name}"

    def choice_name(self, node: AnyNode, value: str) -> str:
        """A label that names both."""
        return f"{node.name}={value}" if value else ""

    def property(self, name: str) -> str:
        """A value that names the property."""
        return f"the {name}"

    def version(self) -> str:
        """A fixed version."""
        return "2025.1"


def value_of(source: str, node: AnyNode | None = None, *, host: Form | None = None, **options: Any) -> Value:
    """The value of `source` at `node`."""
    at = None if node is None else node.path()
    context = XPathContext(node, NOW, host=host)
    return compile_xpath(source, at=at, **options).evaluate(context)


def texts(value: Value) -> list[str]:
    """The texts of a node-set."""
    assert isinstance(value, list)
    return [text_of(node) for node in value]
