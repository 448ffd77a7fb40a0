"""The ODK XForms engine: a form is loaded once, and each interview is an instance of it."""

from survey.xform.body import Control, Element, Group, Repeat, StaticItem, controls, walk
from survey.xform.definition import Bind, NodeDefinition, Ref, show
from survey.xform.errors import FormError, FormProblem, InstanceError
from survey.xform.form import Form
from survey.xform.instance import Change, Instance, stored_value
from survey.xform.load import load_form
from survey.xform.tree import Node
from survey.xform.wording import Choice

__all__ = [
    "Bind",
    "Change",
    "Choice",
    "Control",
    "Element",
    "Form",
    "FormError",
    "FormProblem",
    "Group",
    "Instance",
    "InstanceError",
    "Node",
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
