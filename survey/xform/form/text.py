"""Texts of a form: labels, hints and messages in several languages, with the values of other questions filled in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from survey.xform.form.names import local_name
from survey.xpath import Expression

Compile = Callable[[str], Expression | None]
"""Compiles an expression for the node that the text belongs to; None after a mistake that has been noted."""

_ITEXT_LITERAL = re.compile(r"^\s*jr:itext\(\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)\s*$")
_SPACE = re.compile(r"[ \t\r\f\v]+")
_LINE_ENDS = re.compile(r" *\n *")
_TAG = re.compile(
    r"</?(?:a|b|big|blockquote|br|center|code|del|div|em|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|pre|s|small|span|strike|strong|sub|sup"
    r"|table|tbody|td|th|thead|tr|tt|u|ul)(?:\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>]+))*\s*/?>",
    re.IGNORECASE,
)
"""Marks of HTML; words in angle brackets, as people write blanks (<ghi rõ>), stay."""
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_FILLER = "-"
"""What pyxform writes where a text is missing in one language."""
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!-])")
_SLOT = "\x00"
_TRANSLATED = frozenset({"jr:itext"})


@dataclass(frozen=True, slots=True)
class Template:
    """A text with slots: literal parts around the values of expressions; always one more literal than outputs."""

    literals: tuple[str, ...]
    outputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A label, hint or message as the form has it: a key of the translations, an expression, or a text of its own."""

    itext: str | None = None
    expression: Expression | None = None
    template: Template | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it reads no answer of the interview, but for what a translated text may be filled with."""
        outputs = self.template.outputs if self.template is not None else ()
        reads = self.expression is not None and (self.expression.references or self.expression.uses - _TRANSLATED)
        return not outputs and not reads

    @property
    def uses_itext(self) -> bool:
        """Whether its expression names a translated text."""
        return self.expression is not None and bool(self.expression.uses & _TRANSLATED)


@dataclass(frozen=True, slots=True)
class Translations:
    """itext: language -> text id -> form of the text ("" = plain, "image", "guidance", …) -> text. The first language is the default."""

    languages: tuple[str, ...] = ()
    default: str = ""
    texts: Mapping[str, Mapping[str, Mapping[str, Template]]] | None = None
    has_outputs: bool = False
    """Whether any text is filled with values of an interview."""

    def find(self, text_id: str, language: str | None, form: str = "") -> Template | None:
        """The text in `language`, else in the default one, else in any; the plain form is the "long" one where there is no other."""
        texts = self.texts or {}
        for name in dict.fromkeys((language or self.default, self.default, *texts)):
            forms = texts.get(name, {}).get(text_id, {})
            found = forms.get(form)
            if found is None and not form:
                found = forms.get("long", forms.get("short"))
            if found is not None:
                return found
        return None


def read_translations(model: etree._Element) -> Translations:
    """All itext of a form's model."""
    texts: dict[str, dict[str, dict[str, Template]]] = {}
    default = ""
    for translation in model.iterfind("{*}itext/{*}translation"):
        language = translation.get("lang", "")
        entries = texts.setdefault(language, {})
        if translation.get("default") is not None:
            default = language
        for text in translation.iterfind("{*}text"):
            entries[text.get("id", "")] = {
                value.get("form", ""): read_template(value) for value in text.iterfind("{*}value")
            }
    _without_fillers(texts)
    languages = tuple(texts)
    outputs = any(one.outputs for entries in texts.values() for forms in entries.values() for one in forms.values())
    return Translations(languages, default or (languages[0] if languages else ""), texts, outputs)


def _without_fillers(texts: dict[str, dict[str, dict[str, Template]]]) -> None:
    """A dash stands for a missing text where another language has one: that is shown instead."""
    filler = Template((_FILLER,))
    written = {
        (text_id, form)
        for entries in texts.values()
        for text_id, forms in entries.items()
        for form, template in forms.items()
        if template != filler
    }
    for entries in texts.values():
        for text_id, forms in entries.items():
            for form in [form for form, template in forms.items() if template == filler and (text_id, form) in written]:
                del forms[form]


def read_template(element: etree._Element) -> Template:
    """The element's text with its `<output value="…"/>` as slots; marks of Markdown and HTML are left out."""
    if len(element) == 0:
        return Template((strip_marks(element.text or ""),))
    pieces: list[str] = [element.text or ""]
    outputs: list[str] = []
    for child in element.iterdescendants():
        if local_name(child) == "output":
            outputs.append(child.get("value") or child.get("ref") or "")
            pieces.append(_SLOT)
        else:
            pieces.append(child.text or "")
        pieces.append(child.tail or "")
    literals = tuple(strip_marks("".join(pieces)).split(_SLOT))
    return Template(literals, tuple(outputs))


def strip_marks(text: str) -> str:
    """Plain text for a chat: without Markdown and HTML marks, spaces as a browser would show them, line breaks kept."""
    if "<" in text:
        text = _TAG.sub("", _LINE_BREAK.sub("\n", text))
    if "[" in text:
        text = _LINK.sub(r"\1 (\2)", text)
    if "#" in text:
        text = _HEADING.sub("", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return _LINE_ENDS.sub("\n", _SPACE.sub(" ", text)).strip()


def read_label(element: etree._Element | None, compile_: Compile) -> Label | None:
    """The `<label>` or `<hint>` element as a label; None where there is none."""
    if element is None:
        return None
    ref = element.get("ref")
    if ref is not None:
        return reference(ref, compile_)
    template = read_template(element)
    for output in template.outputs:
        compile_(output)
    return Label(template=template)


def reference(source: str, compile_: Compile) -> Label:
    """A label given by an expression; `jr:itext('id')` becomes the id itself."""
    literal = _ITEXT_LITERAL.match(source)
    if literal:
        return Label(itext=literal.group(1) if literal.group(1) is not None else literal.group(2))
    return Label(expression=compile_(source))


def read_message(source: str | None, compile_: Compile) -> Label | None:
    """A `jr:constraintMsg` or `jr:requiredMsg` attribute: a text, or `jr:itext('id')`."""
    if source is None:
        return None
    if source.lstrip().startswith("jr:itext("):
        return reference(source, compile_)
    return Label(template=Template((strip_marks(source),)))
