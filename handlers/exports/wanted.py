"""Which file somebody wants, as it is kept while it is made."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from survey.workflow.exporting import LISTS, ExportKind


class Format(StrEnum):
    """In what a file is written."""

    WORKBOOK = "xlsx"
    COMMAS = "csv"
    ODK = "odk"
    WORD = "docx"

    @property
    def ending(self) -> str:
        return "zip" if self in {Format.COMMAS, Format.ODK} else self.value


@dataclass(frozen=True, slots=True)
class Wanted:
    """`unit`: code of one group, "" = all; `round`: key of a round, "" = the one that is going on; `household`: number of whose sheet it is; `form`: key of whose answers."""

    kind: ExportKind
    unit: str = ""
    round: str = ""
    sensitive: bool = False
    format: Format = Format.WORKBOOK
    household: int = 0
    form: str = ""

    @property
    def subject(self) -> str:
        """As it is noted: words of the program, nobody's name."""
        about = "list:" if self.kind in LISTS else ""
        parts = (
            about + self.kind.value,
            self.unit,
            self.round,
            self.form,
            str(self.household or ""),
            self.format.value,
        )
        return " ".join(part for part in parts if part)


def written(wanted: Wanted) -> dict[str, str]:
    """As text, for a job's row."""
    return {"wanted": json.dumps(asdict(wanted))}


def of_written(about: Mapping[str, str]) -> Wanted:
    """The reverse of `written`."""
    fields = json.loads(about["wanted"])
    return Wanted(**fields | {"kind": ExportKind(fields["kind"]), "format": Format(fields["format"])})


class NothingToExportError(Exception):
    """The file cannot be made; `key` and `slots` are the sentence that says why."""

    def __init__(self, key: str, **slots: str) -> None:
        self.key, self.slots = key, slots
        super().__init__(key)
