"""Who is what to a new head of a household, as far as that is sure."""

from collections.abc import Mapping

HEAD = "chu_ho"
_SPOUSES = {"vo": "chong", "chong": "vo"}
_STAYS = "con"


def relations_after(before: Mapping[int, str | None], head: int) -> dict[int, str | None]:
    """Member -> relation to `head`. A spouse who becomes the head stays the parent of the children; of all others nobody knows until they are asked."""
    spouse = _SPOUSES.get(before[head] or "")
    found: dict[int, str | None] = {}
    for key, relation in before.items():
        if key == head:
            found[key] = HEAD
        elif spouse and relation == HEAD:
            found[key] = spouse
        elif spouse and relation == _STAYS:
            found[key] = relation
        else:
            found[key] = None
    return found
