"""Several members called at once ("hai vợ chồng", "hai đứa"), where the list leaves no doubt who they are."""

import re
from collections.abc import Sequence

from survey.read import Member, fold

_COUPLE = re.compile(r"(?:ca )?(?:hai |2 )?vo chong")
_TWO_CHILDREN = re.compile(r"(?:ca )?(?:hai|2) (?:dua(?: con| nho)?|chau|con|be)")
_COUPLES = (("chu ho", "vo"), ("chu ho", "chong"), ("bo", "me"), ("ong", "ba"))
_OF_A_COUPLE = frozenset({"con dau", "con re"})
_CHILDREN = frozenset({"con", "chau"})


def group_at(parts: Sequence[str], people: Sequence[Member]) -> tuple[int, tuple[str, ...]]:
    """(how many words name a group, its members' numbers); (0, ()) where none is named, or the list has more than one such group."""
    for length in range(min(4, len(parts)), 1, -1):
        said = fold(" ".join(parts[:length]))
        if _COUPLE.fullmatch(said):
            return _only(length, _couple(people))
        if _TWO_CHILDREN.fullmatch(said):
            children = tuple(one.number for one in people if fold(one.relation) in _CHILDREN)
            return _only(length, children if len(children) == 2 else ())
    return 0, ()


def _only(length: int, numbers: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return (length, numbers) if numbers else (0, ())


def _couple(people: Sequence[Member]) -> tuple[str, ...]:
    """The one couple among them; of two nobody knows which is meant."""
    relations = [fold(one.relation) for one in people]
    found = [pair for pair in _COUPLES if relations.count(pair[0]) == relations.count(pair[1]) == 1]
    if len(found) != 1 or _OF_A_COUPLE & set(relations):
        return ()
    return tuple(one.number for one in people if fold(one.relation) in found[0])
