"""A group of the commune as people name it: by its code, its name, its number, "tổ 6", or its name without "thôn" or without marks."""

import re
from collections.abc import Callable, Mapping

from survey.read.spelling import fold

_KIND = re.compile(r"(?:to(?: dan pho)?|tdp|thon|khu(?: pho| dan cu)?|ban|lang|ap|buon|xom)\s+")


def read_group(groups: Mapping[str, str], text: str) -> str | None:
    """The code of the group that is meant, None where none is or several may be. `groups`: code -> name."""
    wanted = " ".join(text.split())
    if wanted in groups:
        return wanted
    for spelt in (str.lower, fold):
        if found := _called(groups, wanted, spelt):
            return found[0] if len(found) == 1 or spelt is str.lower else None
    number = wanted.split()[-1] if wanted else ""
    if not _without_kind(wanted, fold).isdecimal():
        return None
    return next((code for code, name in groups.items() if name.split()[-1] == number), None)


def _called(groups: Mapping[str, str], wanted: str, spelt: Callable[[str], str]) -> list[str]:
    """Those whose whole name it is; else those whose name it is but for the word for their kind."""
    whole = [code for code, name in groups.items() if spelt(name) == spelt(wanted)]
    bare = {spelt(wanted), _without_kind(wanted, spelt)}
    return whole or [code for code, name in groups.items() if bare & {spelt(name), _without_kind(name, spelt)}]


def _without_kind(name: str, spelt: Callable[[str], str]) -> str:
    found = _KIND.match(fold(name))
    return spelt(name[found.end() :] if found else name)
