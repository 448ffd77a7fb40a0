"""A form of the content folder: its mistakes said as those of any other file there."""

from collections.abc import Mapping
from functools import lru_cache

from survey.content.mistakes import Mistake
from survey.sheet.checking import check
from survey.sheet.transform import kind_of

_FORMS = 32
"""So many checked forms are remembered: checking takes a good part of a second, and the same form has the same mistakes."""


def form_mistakes(file: str, content: bytes, files: Mapping[str, bytes]) -> list[Mistake]:
    """What keeps a form from being used; none for warnings. `files`: the data files beside it, by bare name."""
    return list(_checked(file, content, tuple(sorted(files.items()))))


@lru_cache(_FORMS)
def _checked(file: str, content: bytes, files: tuple[tuple[str, bytes], ...]) -> tuple[Mistake, ...]:
    problems = check(file.rpartition("/")[2], content, kind_of(file), dict(files))
    return tuple(Mistake(file, one.place, one.cause, one.cure) for one in problems if not one.warning)
