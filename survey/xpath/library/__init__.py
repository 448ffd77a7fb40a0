"""The functions of ODK XForms and of XPath 1.0 that ODK keeps."""

from collections.abc import Mapping
from types import MappingProxyType

from survey.xpath.functions import Function
from survey.xpath.library.choices import CHOICES
from survey.xpath.library.dates import DATES
from survey.xpath.library.encodings import ENCODINGS
from survey.xpath.library.form import FORM
from survey.xpath.library.nodesets import NODESETS
from survey.xpath.library.numbers import NUMBERS
from survey.xpath.library.patterns import PATTERNS
from survey.xpath.library.places import PLACES
from survey.xpath.library.repeats import REPEATS
from survey.xpath.library.strings import STRINGS
from survey.xpath.library.truth import TRUTH

DEFAULT: Mapping[str, Function] = MappingProxyType(
    {
        **CHOICES,
        **DATES,
        **ENCODINGS,
        **FORM,
        **NODESETS,
        **NUMBERS,
        **PATTERNS,
        **PLACES,
        **REPEATS,
        **STRINGS,
        **TRUTH,
    }
)
"""All functions by the name that an expression calls them by."""
