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
    """An interview cannot go on; the message names the node and the reason."""


class LimitError(InstanceError):
    """An interview went over a limit: `code` is "items", "nodes", "length" or "steps", `most` how many there may be.

    `where` and `part` say which node and which of its expressions brought it about, as far as that is known.
    """

    def __init__(self, message: str, code: str, most: int, where: tuple[str, ...] = (), part: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.most = most
        self.where = where
        self.part = part


@dataclass(frozen=True, slots=True)
class Failure:
    """An expression that could not be evaluated with the answers as they are: nothing is lost, it only has no result.

    `part`: calculate, relevant, jr:count, choice filter, constraint, required, readonly, setvalue or label, of the node at `ref`.
    """

    part: str
    ref: tuple[str, ...]
    reason: str
    source: str


class Failures:
    """What fails now in one interview, each expression at each of its nodes once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, int], Failure] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def note(self, failure: Failure, node: object) -> None:
        self._found[failure.part, failure.source, id(node)] = failure

    def passed(self, part: str, source: str, node: object) -> None:
        """The expression has a result again."""
        self._found.pop((part, source, id(node)), None)

    def all(self) -> tuple[Failure, ...]:
        return tuple(dict.fromkeys(self._found.values()))
