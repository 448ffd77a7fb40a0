"""What is wrong in a form, as sentences its author can act on."""

from dataclasses import dataclass

_FILES = (".csv", ".xml", ".geojson", ".json")


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake of a form's author.

    `sheet` (or the name of a data file), `row` (the row an author sees: of the sheet in .xlsx, the line in Markdown; 0 = the whole sheet) and `column` say where,
    `cause` what is wrong, `cure` what to do. `code` is stable and meant for programs. A `warning` is to be looked at, but the form runs.
    """

    code: str
    sheet: str
    row: int
    column: str
    cause: str
    cure: str
    warning: bool = False

    def sentence(self) -> str:
        """The whole problem in one line of Vietnamese."""
        return f"{self.place or 'tệp'}: {self.cause} {self.cure}".rstrip()

    @property
    def place(self) -> str:
        """Where it is; "" = the whole file."""
        kind = "tệp" if self.sheet.lower().endswith(_FILES) else "trang"
        words = [f"{kind} {self.sheet}"] if self.sheet else []
        words += [f"dòng {self.row}"] if self.row else []
        words += [f"cột {self.column}"] if self.column else []
        return ", ".join(words)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with one node of a form that runs. `part`: "calculate", "relevant", "constraint", "choice filter" or "default".

    `never`: nobody can use the form as it is; else it is to be looked at.
    """

    code: str
    ref: tuple[str, ...]
    part: str
    cause: str
    cure: str
    never: bool = False


class SheetError(Exception):
    """A form could not be read or converted; `problems` lists every reason that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.sentence() for problem in problems))
        self.problems = problems
