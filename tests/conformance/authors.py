"""The check beside pyxform on a folder of forms: what it finds of what pyxform refuses, what it refuses that pyxform takes, and in which words."""

import csv
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from survey.sheet import check, kind_of

OF_THE_CHAT = frozenset({"type.unsupported", "appearance.search", "file-missing", "file.name"})
"""Mistakes that are none for pyxform: a chat has no room for them, or the file that they name is not beside the form."""


@dataclass
class Verdicts:
    """Forms by what pyxform and the check say of them."""

    taken: int = 0
    refused: int = 0
    false_alarms: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    english: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        found = self.refused - len(self.missed)
        vietnamese = found - len(self.english)
        return "\n".join(
            [
                f"{self.refused} forms that pyxform refuses: {found} found ({_share(found, self.refused)})",
                f"of these in Vietnamese throughout: {vietnamese} ({_share(vietnamese, found)})",
                f"{self.taken} forms that pyxform takes: {len(self.false_alarms)} refused ({_share(len(self.false_alarms), self.taken)})",
                *(f"  refused: {one}" for one in self.false_alarms),
                *(f"  not found: {one}" for one in self.missed),
                *(f"  in English: {one}" for one in self.english),
            ]
        )


def verdicts(paths: Iterable[Path]) -> Verdicts:
    """Of all forms that authors write; XForms and what is neither are left out."""
    found = Verdicts()
    for path in paths:
        if path.suffix in {".md", ".xlsx"}:
            _judge(path, found)
    return found


def _judge(path: Path, found: Verdicts) -> None:
    files = {one.name: one.read_bytes() for one in path.parent.iterdir() if one.suffix in {".csv", ".geojson", ".xml"}}
    wrong = [one for one in check(path.name, path.read_bytes(), kind_of(path.name), files) if not one.warning]
    ours = [one for one in wrong if one.code not in OF_THE_CHAT]
    if _is_taken(path):
        found.taken += 1
        found.false_alarms += [f"{path.name}: {ours[0].sentence()}"] if ours else []
        return
    found.refused += 1
    found.missed += [] if wrong else [path.name]
    found.english += [path.name] if any(one.code in {"form.refused", "form.unreadable"} for one in wrong) else []


def _is_taken(path: Path) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            convert(path.read_text("utf-8") if path.suffix == ".md" else path)
    except (PyXFormError, csv.Error, ValueError, KeyError, TypeError, AttributeError):
        return False
    return True


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"
