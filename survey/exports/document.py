"""A document made of a template that an official may edit in Word: what is missing or misspelt is an error, never a blank."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from survey.xform.exchange.writing import UNSAFE


class TemplateMistakeError(Exception):
    """The template cannot be filled in; the text says what is the matter, in the words of the library."""


def document(template: bytes, values: Mapping[str, Any]) -> bytes:
    """The template filled in. Values are text: "<", "&" and line ends come out as they are. Raises TemplateMistakeError."""
    made = _opened(template)
    try:
        made.render(_safe(values), _environment(), autoescape=True)
    except TemplateError as error:
        raise TemplateMistakeError(str(error)) from error
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def asked_for(template: bytes) -> frozenset[str]:
    """The names that a template wants to be given. Raises TemplateMistakeError where it is none, or its marks do not fit together."""
    try:
        return frozenset(_opened(template).get_undeclared_template_variables(_environment()))
    except TemplateError as error:
        raise TemplateMistakeError(str(error)) from error


def _opened(template: bytes) -> Any:
    made = DocxTemplate(BytesIO(template))
    try:
        made.init_docx()
    except Exception as error:  # whatever it is: it is no document
        raise TemplateMistakeError(str(error)) from error
    return made


def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _safe(value: Any) -> Any:
    """Without what XML cannot hold."""
    if isinstance(value, str):
        return UNSAFE.sub("", value)
    if isinstance(value, Mapping):
        return {key: _safe(one) for key, one in value.items()}
    return [_safe(one) for one in value] if isinstance(value, (list, tuple)) else value
