"""A document made of a template that an official may edit in Word: what is missing or misspelt is an error, never a blank."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from survey.xform.exchange.writing import UNSAFE


class TemplateMistakeError(Exception):
    """The template cannot be filled in; the text says what is the matter, in the words of the library."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A value that is seen and not read: a PNG, so many millimetres wide."""

    content: bytes
    width: int


def document(template: bytes, values: Mapping[str, Any]) -> bytes:
    """The template filled in. Values are text ("<", "&" and line ends come out as they are) or pictures. Raises TemplateMistakeError."""
    made = _opened(template)
    try:
        made.render(_safe(made, values), _environment(), autoescape=True)
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


def _safe(made: Any, value: Any) -> Any:
    """Text without what XML cannot hold, pictures as a part of this document."""
    if isinstance(value, str):
        return UNSAFE.sub("", value)
    if isinstance(value, Picture):
        return InlineImage(made, BytesIO(value.content), width=Mm(value.width))
    if isinstance(value, Mapping):
        return {key: _safe(made, one) for key, one in value.items()}
    return [_safe(made, one) for one in value] if isinstance(value, (list, tuple)) else value
