"""The ODK XForms engine: a form is loaded once, and each interview is an instance of it."""

from survey.tree import Ref
from survey.xform.form.clauses import Bind, StaticItem
from survey.xform.form.definition import Control, Element, FormNode, Group, NodeDefinition, Repeat, controls, walk
from survey.xform.form.errors import FormError, FormProblem, InstanceError
from survey.xform.form.model import Choice, Form
from survey.xform.form.names import show
from survey.xform.loading.load import load_form
from survey.xform.running.instance import Change, Instance, stored_value

__all__ = [
    "Bind",
    "Change",
    "Choice",
    "Control",
    "Element",
    "Form",
    "FormError",
    "FormNode",
    "FormProblem",
    "Group",
    "Instance",
    "InstanceError",
    "NodeDefinition",
    "Ref",
    "Repeat",
    "StaticItem",
    "controls",
    "load_form",
    "show",
    "stored_value",
    "walk",
]
