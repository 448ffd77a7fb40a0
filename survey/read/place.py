"""A group of the commune as people name it: by its code, its name, its number, "tổ 6", or its name without "thôn" or without marks."""

import re
from collections.abc import Callable, Mapping

from survey.read.spelling import fold, same_words

GROUP_KIND = r"(?:to(?: dan pho)?|tdp|thon|khu(?: pho| dan cu)?|khoi(?: pho)?|ban|lang|ap|buon|xom)"
"""What groups are called, as a pattern of words without marks; every reader of a group's name goes by it."""

_KIND = re.compile(rf"{GROUP_KIND}\s+")


def read_group(groups: Mapping[str, str], text: str) -> str | None:
    """The code of the group that is meant, None where none is or several may be. `groups`: code -> name."""
    wanted = " ".join(text.split())
    if wanted in groups:
        return wanted
    for same in (_as_written, _as_typed):
        if found := _called(groups, wanted, same):
            return found[0] if len(found) == 1 or same is _as_written else None
    number = wanted.split()[-1] if wanted else ""
    if not _without_kind(wanted).isdecimal():
        return None
    return next((code for code, name in groups.items() if name.split()[-1] == number), None)


def _as_written(typed: str, name: str) -> bool:
    return typed.lower() == name.lower()


def _as_typed(typed: str, name: str) -> bool:
    """Marks may be left out; those that are typed must be right: Ba Tơ and Ba Tô are two places."""
    return same_words(typed.split(), name.split())


def _called(groups: Mapping[str, str], wanted: str, same: Callable[[str, str], bool]) -> list[str]:
    """Those whose whole name it is; else those whose name it is but for the word for their kind."""
    whole = [code for code, name in groups.items() if same(wanted, name)]
    bare = (wanted, _without_kind(wanted))
    return whole or [
        code
        for code, name in groups.items()
        if any(same(one, each) for one in bare for each in (name, _without_kind(name)))
    ]


def _without_kind(name: str) -> str:
    found = _KIND.match(fold(name))
    return name[found.end() :] if found else name
