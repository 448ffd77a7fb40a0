"""The ODK XForms engine: a form is loaded once, and each interview is an instance of it."""

from survey.xform.clauses import Bind, StaticItem
from survey.xform.definition import Control, Element, FormNode, Group, NodeDefinition, Repeat, controls, walk
from survey.xform.errors import FormError, FormProblem, InstanceError
from survey.xform.form import Choice, Form
from survey.xform.instance import Change, Instance, stored_value
from survey.xform.load import load_form
from survey.xform.names import Ref, show

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
