"""ODK's XPath: expressions of XForms, parsed once, compiled to closures, evaluated within a budget."""

from survey.xpath.context import Host, NoForm, XPathContext
from survey.xpath.errors import ArgumentCountError, EvaluationError, UnknownFunctionError, XPathError, XPathSyntaxError
from survey.xpath.expression import Expression, compile_xpath
from survey.xpath.functions import Function
from survey.xpath.library import DEFAULT
from survey.xpath.values import Value

__all__ = [
    "DEFAULT",
    "ArgumentCountError",
    "EvaluationError",
    "Expression",
    "Function",
    "Host",
    "NoForm",
    "UnknownFunctionError",
    "Value",
    "XPathContext",
    "XPathError",
    "XPathSyntaxError",
    "compile_xpath",
]
