"""What the type and the `appearance` of a question mean where it is asked in a chat."""

import re
from collections.abc import Iterator

from survey.xform import Choice, Control, Element, Group, Repeat

NAMES = "rasoat:"
"""Before the names of our own hints in a form (`bind::rasoat:member`)."""

LISTED_AT_MOST = 15
"""More choices than this are not written out: the person types a part of the name."""
SHORT_LIST = 7
"""The same where the form's author asked for a list that stays closed, or is searched."""

_CLOSED = frozenset({"minimal", "autocomplete", "search", "quickcompact", "compact"})
_HIDDEN = frozenset({"masked", "hidden-answer"})
_COLUMNS = re.compile(r"(?:columns|compact|quickcompact)-([1-9])")
_MANY_IN_A_ROW = frozenset({"columns", "columns-pack", "horizontal", "horizontal-compact", "likert"})
MOST_IN_A_ROW = 5
IDENTITY = frozenset({"name", "sex", "birth_year", "relation"})
"""What the line of a member tells (`bind::rasoat:member`): corrected with the member, not under a number."""


def appearances(control: Control) -> frozenset[str]:
    """The words of the appearance column."""
    return frozenset(control.appearance.split())


def is_heading(control: Control) -> bool:
    """A select that only heads the columns of a table, as `appearance` "label" says: nobody answers it."""
    return control.is_select and "label" in appearances(control)


def is_hidden(control: Control) -> bool:
    """Whether the form's author wants the answer not to be shown while it is typed."""
    return bool(_HIDDEN & appearances(control))


def is_listed(control: Control, choices: tuple[Choice, ...]) -> bool:
    """Whether the choices are written out with their numbers; otherwise they are found by typing a part of the name."""
    closed = _CLOSED & appearances(control)
    return len(choices) <= (SHORT_LIST if closed else LISTED_AT_MOST)


def per_row(control: Control) -> int:
    """How many choices the form's author wants side by side; 0 = whatever looks well."""
    words = appearances(control)
    counted = next((int(found.group(1)) for word in sorted(words) if (found := _COLUMNS.fullmatch(word))), 0)
    return min(counted, MOST_IN_A_ROW) or (MOST_IN_A_ROW if words & _MANY_IN_A_ROW else 0)


def precision(control: Control) -> str:
    """How much of a date is asked: "year", "month" (with its year) or "day"."""
    words = appearances(control)
    return "year" if "year" in words else "month" if "month-year" in words else "day"


def groups_digits(control: Control) -> bool:
    """Whether large numbers are read back with separators."""
    return "thousands-sep" in appearances(control)


def is_counted(control: Control) -> bool:
    """A text that holds only figures ("numbers"): a house number keeps its zeros."""
    return control.type == "string" and "numbers" in appearances(control)


def is_numbered(control: Control, repeat: Repeat | None) -> bool:
    """Whether a question is met under a number of its own: not where it stands on the line of a member, nor where it is only shown."""
    on_the_line = repeat is not None and _role(control) in IDENTITY and is_of_people(repeat)
    readonly = control.bind.readonly
    return not on_the_line and (readonly is None or readonly.source.strip() != "true()")


def is_of_people(repeat: Repeat) -> bool:
    """Whether the entries of a repeat are people with names (`bind::rasoat:member`)."""
    return any(_role(one) == "name" for one in _controls(repeat.children))


def _role(control: Control) -> str:
    return control.bind.attributes.get(f"{NAMES}member", "")


def _controls(elements: tuple[Element, ...]) -> Iterator[Control]:
    """The controls of a repeat itself, not of those within it."""
    for element in elements:
        if isinstance(element, Group):
            yield from _controls(element.children)
        elif isinstance(element, Control):
            yield element
