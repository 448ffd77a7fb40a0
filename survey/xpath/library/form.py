"""What only the form knows: its texts, its version, the device's properties."""

from survey.xpath.context import XPathContext
from survey.xpath.functions import Function


def _itext(context: XPathContext, name: str) -> str:
    return context.host.itext(name)


def _property(context: XPathContext, name: str) -> str:
    return context.host.property(name)


def _version(context: XPathContext) -> str:
    return context.host.version()


FORM = {
    "jr:itext": Function("s", "string", _itext, reads_context=True),
    "property": Function("s", "string", _property, reads_context=True),
    "version": Function("", "string", _version, reads_context=True),
}
