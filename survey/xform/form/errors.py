"""What can be wrong with a form or while it runs, in sentences a form's author can act on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FormProblem:
    """One mistake of a form. `where` is a node path, an itext id or an element; `cure` says what to do."""

    code: str
    where: str
    cause: str
    cure: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.cause}" + (f" {self.cure}" if self.cure else "")


class FormError(Exception):
    """The form cannot be used; `problems` holds every mistake that was found, not only the first."""

    def __init__(self, problems: list[FormProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class InstanceError(Exception):
    """An interview went over a limit or an expression failed while it ran; the message names the node and the reason."""
