"""What may be wrong with an XPath expression: in its text (at compile time) or with its values (at run time)."""

from collections.abc import Iterable
from difflib import get_close_matches


class XPathError(Exception):
    """Any fault of an expression; `message` is a Vietnamese sentence for the author of the form."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class XPathSyntaxError(XPathError):
    """The text is not an expression. `position` counts characters from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (ký tự {position + 1})")
        self.position = position


class UnknownFunctionError(XPathSyntaxError):
    """A function that neither ODK nor XPath has; `suggestion` is the nearest known name."""

    def __init__(self, name: str, position: int, known: Iterable[str] = ()) -> None:
        near = get_close_matches(name, list(known), n=1)
        self.name = name
        self.suggestion = near[0] if near else None
        hint = f", có phải là {near[0]}() không" if near else ""
        super().__init__(f"Không có hàm {name}(){hint}", position)


class ArgumentCountError(XPathSyntaxError):
    """A known function with too few or too many arguments."""

    def __init__(self, name: str, position: int, given: int, wanted: str) -> None:
        self.name = name
        super().__init__(f"Hàm {name}() cần {wanted} tham số, ở đây có {given}", position)


class EvaluationError(XPathError):
    """The values do not allow a result: not a date where one is needed, the budget is spent, a string is too long."""


class SpentError(EvaluationError):
    """All evaluations together have taken as many steps as one turn may: what is asked for cannot be had, now or later."""
