"""How households are shared out among people: everybody comes to the same number of those that wait, and as few as can be change hands."""

from collections.abc import Collection, Sequence

from storage.records import Assignment


def shared(every: Sequence[Assignment], people: Sequence[int], movable: Collection[int]) -> dict[int, int]:
    """Assignment -> person, for those that change hands. `every`: all that wait, by number; `movable`: which of them may be moved (begun ones stay).

    Whoever holds more than their share keeps the first ones; what is over goes in rows to whoever has less.
    """
    load = {person: [one for one in every if one.person_id == person] for person in people}
    pool = [one for one in every if one.person_id not in load and one.id in movable]
    total = len(pool) + sum(map(len, load.values()))
    low, over = divmod(total, len(people))
    ranked = sorted(people, key=lambda person: (-len(load[person]), people.index(person)))
    share = {person: low + (place < over) for place, person in enumerate(ranked)}
    count = {}
    for person in people:
        fixed = [one for one in load[person] if one.id not in movable]
        loose = [one for one in load[person] if one.id in movable]
        kept = max(share[person] - len(fixed), 0)
        pool += loose[kept:]
        count[person] = len(fixed) + min(kept, len(loose))
    moved: dict[int, int] = {}
    for one in sorted(pool, key=lambda each: each.household.number):
        taker = next((person for person in people if count[person] < share[person]), None)
        taker = taker if taker is not None else min(people, key=lambda person: count[person])
        count[taker] += 1
        moved[one.id] = taker
    return moved
