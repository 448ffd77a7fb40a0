"""Labels, hints and messages of one interview: plain text in a language, with the values of other answers filled in."""

from datetime import datetime
from typing import TYPE_CHECKING

from survey.xform.form.definition import Control, FormNode
from survey.xform.form.errors import Failure, Failures, LimitError
from survey.xform.form.model import Choice, Form
from survey.xform.form.text import Label, Template, strip_marks
from survey.xform.running.choosing import Choosing, child_text
from survey.xform.running.failing import spent
from survey.xpath import Expression, XPathContext
from survey.xpath.context import Purse
from survey.xpath.errors import EvaluationError, SpentError, XPathError

if TYPE_CHECKING:
    from survey.xpath.context import Index

_DEEPEST = 10
"""Texts that may be filled with texts that are filled with texts."""


class Wording:
    """Fills texts, and is the host of the interview's expressions: what XPath functions ask of the form and the person.

    `person` holds the properties of the person who fills the form in (username, phonenumber, deviceid, …), `last_saved` is the document of
    the interview that they saved last with this form.
    """

    def __init__(
        self,
        form: Form,
        now: datetime,
        person: dict[str, str],
        last_saved: FormNode | None = None,
        failures: Failures | None = None,
        purse: Purse | None = None,
    ) -> None:
        self._failures = Failures() if failures is None else failures
        self._purse = purse
        self._form = form
        self._now = now
        self.person = person
        # Look-ups in the form's own lists are shared by all interviews; those in one person's answers must not outlive them.
        self.indexes: Index = form.model.indexes if last_saved is None else {}
        self._last_saved = last_saved
        self._language: str | None = None
        self._place: FormNode | None = None
        self._depth = 0

    def instance(self, name: str) -> FormNode | None:
        """The document of a secondary instance."""
        if self._last_saved is not None and name in self._form.model.last_saved:
            return self._last_saved
        return self._form.model.instances.get(name)

    def itext(self, name: str) -> str:
        """A translated text in the active language, outputs filled from the node it is shown at."""
        template = self._form.model.translations.find(name, self._language)
        return "" if template is None else self._fill(template, self._place)

    def choice_name(self, node: FormNode, value: str) -> str:
        """The label of one choice of the question at `node`; "" where it has none of that value."""
        control = node.definition.control if node.definition is not None else None
        if control is None or not control.is_select:
            return ""
        choosing = Choosing(self._form, self._context(node), 0)
        listed = next((one for one in choosing.listed(control, node) if one[0] == value), None)
        return "" if listed is None else self.choice_label(control, node, listed[0], listed[1], self._language)

    def property(self, name: str) -> str:
        """A property of the person or device."""
        return self.person.get(name, "")

    def version(self) -> str:
        """The form's version."""
        return self._form.version

    def text(self, label: Label | None, node: FormNode, language: str | None, form: str = "") -> str:
        """A label at `node`; `form` other than "" asks for another form of a translated text (guidance, image)."""
        if label is None:
            return ""
        outer = self._language, self._place
        self._language, self._place = language, node
        try:
            return self._text(label, node, form)
        except SpentError as error:
            raise self._spent(error, node) from error
        except XPathError as error:
            self._note(error, node)
            return ""
        finally:
            self._language, self._place = outer

    def choice_label(
        self, control: Control, node: FormNode, value: str, item: FormNode | None, language: str | None
    ) -> str:
        """The label of the choice `value` of the control at `node`."""
        if item is None:
            label = next((one.label for one in control.items if one.value == value), None)
            return self.text(label, node, language) or value
        label = control.itemset.label if control.itemset is not None else None
        if label is None:
            return value
        child = None if label.expression is None or label.uses_itext else child_text(label.expression)
        if child is not None:
            return strip_marks(child(item).strip()) or value
        outer = self._language, self._place
        self._language, self._place = language, node
        try:
            text = self._text(label, item, "")
            # A translated text had its marks taken off when the form was loaded.
            return (text if label.uses_itext or label.itext is not None else strip_marks(text)) or value
        except SpentError as error:
            raise self._spent(error, node) from error
        except XPathError as error:
            self._note(error, node)
            return value
        finally:
            self._language, self._place = outer

    def has_fixed_labels(self, control: Control) -> bool:
        """Whether the choices of a control and their labels are the same in every interview."""
        if control.itemset is not None:
            return control.itemset.is_fixed and self._is_same(control.itemset.label)
        return all(self._is_same(one.label) for one in control.items)

    def is_plain(self, control: Control) -> bool:
        """Whether a choice out of a list of the form has the same value and label in every interview in which it is on offer."""
        itemset = control.itemset
        return itemset is not None and child_text(itemset.value) is not None and self._is_same(itemset.label)

    def is_lasting(self, control: Control, choices: tuple[Choice, ...]) -> bool:
        """Whether nothing in these choices comes from an interview; a filter may have left some out."""
        if self.has_fixed_labels(control):
            return True
        return self.is_plain(control) and all(one.node is not None and one.node.definition is None for one in choices)

    def _is_same(self, label: Label | None) -> bool:
        if label is None:
            return True
        filled = self._form.model.translations.has_outputs
        return label.is_plain and not (filled and (label.itext is not None or label.uses_itext))

    def _text(self, label: Label, node: FormNode, form: str) -> str:
        if label.itext is not None:
            template = self._form.model.translations.find(label.itext, self._language, form)
            return "" if template is None else self._fill(template, node)
        if form:
            return ""
        if label.template is not None:
            return self._fill(label.template, node)
        return "" if label.expression is None else self._string(label.expression, node).strip()

    def _string(self, expression: Expression, node: FormNode) -> str:
        """What an expression in a text comes to; where the answers allow nothing the text stays without it."""
        try:
            return expression.string(self._context(node))
        except SpentError:
            raise
        except XPathError as error:
            self._note(error, node, expression.source)
            return ""

    def _note(self, error: XPathError, node: FormNode, source: str = "") -> None:
        ref = node.definition.ref if node.definition is not None else ()
        self._failures.note(Failure("label", ref, str(error), source), node)

    def _spent(self, error: SpentError, node: FormNode) -> LimitError:
        ref = node.definition.ref if node.definition is not None else ()
        return spent("label", ref, error, "", self._context(node))

    def _fill(self, template: Template, node: FormNode | None) -> str:
        if not template.outputs or node is None:
            return "".join(template.literals)
        if self._depth >= _DEEPEST:
            raise EvaluationError("Lời văn nhắc tới chính nó")
        self._depth += 1
        try:
            return self._filled(template, node)
        finally:
            self._depth -= 1

    def _filled(self, template: Template, node: FormNode) -> str:
        at = node.definition.ref if node.definition is not None else None
        parts = [template.literals[0]]
        for output, literal in zip(template.outputs, template.literals[1:], strict=True):
            expression = self._form.model.compiler.compile(output, at, repr(node))
            parts += ("" if expression is None else self._string(expression, node), literal)
        return "".join(parts).strip()

    def _context(self, node: FormNode) -> XPathContext:
        # Texts may be asked for while an expression runs (jr:choice-name, jr:itext): each evaluation has a context of its own.
        context = XPathContext(self._place or node, self._now, host=self, purse=self._purse)
        context.node = context.current = node
        return context
