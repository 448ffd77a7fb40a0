"""What is computed outside the rosters need not be computed again either, as long as everything that it reads is as it was.

A turn begins where the one before it ended: the same answers, and the same members with the same results. What follows from them is put
back, and only what this turn changes is computed. No names are kept: only what calculations read.
"""

from survey.xform.form.definition import ComputationKind
from survey.xform.form.remembered import MOST_OUTSIDE, Key, Outside
from survey.xform.running.places import Places


def key_of(outside: Outside, places: Places, zone: object) -> Key:
    """All that the results follow from."""
    values: list[object] = [zone]
    for definition in outside.reads:
        if definition.repeats:
            values.append(tuple([(node.value, node.relevant) for node in places.nodes(definition)]))
        else:
            node = places.singles[definition.index]
            values.append(None if node is None else node.value)
    return tuple(values)


def take(outside: Outside, key: Key, places: Places) -> bool:
    """Put what is known on the nodes; False where it is to be computed."""
    result = outside.results.get(key)
    if result is None:
        return False
    values, hidden = result
    for index, value, computed in values:
        node = places.singles[index]
        if node is not None:
            node.value, node.computed = value, computed
    for index, applies, relevant in hidden:
        node = places.singles[index]
        if node is not None:
            node.applies, node.relevant = applies, relevant
    return True


def keep(outside: Outside, key: Key, places: Places) -> None:
    """Remember what was computed, unless it hides a roster: its members would be hidden with it."""
    calculated = [one.target.index for one in outside.computations if one.kind is ComputationKind.CALCULATE]
    nodes = [node for node in places.singles if node is not None]
    hidden = [node for node in nodes if node.definition is not None and not (node.applies and node.relevant)]
    if any(below.is_repeat for node in hidden if node.definition for below in node.definition.walk()):
        return
    if len(outside.results) >= MOST_OUTSIDE:
        outside.results.clear()
    values = tuple((index, node.value, node.computed) for index in calculated if (node := places.singles[index]))
    outside.results[key] = (
        values,
        tuple((node.definition.index, node.applies, node.relevant) for node in hidden if node.definition),
    )
