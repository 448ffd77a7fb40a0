"""Plays fresh random steps in ODK's engine and in ours, and brings the first difference down to the fewest steps that show it."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from survey.commands.replay import node_states, play_step
from survey.xform import Form, Instance, InstanceError
from tests.conformance.comparison import Difference, compare, kept_in_play
from tests.conformance.odk import Odk, OdkError
from tests.conformance.steps import Step, next_step

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PERSON: Mapping[str, str] = {"deviceid": "d", "username": "u", "phonenumber": "1", "email": "e"}
MOST_TRIALS = 150


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference, and the steps after which it shows."""

    form: str
    seed: int
    steps: tuple[Step, ...]
    difference: Difference


@dataclass
class Pair:
    """One form in both engines. `volatile` are the nodes that ODK itself sees differently at another time or by chance."""

    name: str
    form: Form
    odk: Odk
    volatile: set[str] = field(default_factory=set)
    ended: str = ""
    """Why the last play ended early: ODK refused a step, which leaves its state half-way."""

    def begin(self) -> Instance:
        self.ended = ""
        self.odk.new(_milliseconds(NOW))
        return Instance.new(self.form, NOW, PERSON, seed=1)

    def search(self, seed: int, count: int) -> Finding | None:
        """Play `count` random steps; the first difference with its fewest steps."""
        rng = random.Random(seed)
        ours, steps = self.begin(), list[Step]()
        found = self._unexplained(self._differences(ours), steps)
        while not found and len(steps) < count:
            step = next_step(self.odk.state(), rng)
            if step is None:
                return None
            steps.append(step)
            ours, found = self._play(ours, step)
            if self.ended:
                return None
            found = self._unexplained(found, steps)
        if not found:
            return None
        return self._least(seed, steps, found[0])

    def _least(self, seed: int, steps: list[Step], first: Difference) -> Finding:
        known = {first.place}

        def shows(some: Sequence[Step]) -> bool:
            return any(one.place in known for one in self.replay(some))

        least = fewest(steps, shows)
        again = next((one for one in self.replay(least) if one.place in known), first)
        return Finding(self.name, seed, tuple(least), again)

    def replay(self, steps: Sequence[Step]) -> list[Difference]:
        """The differences after these steps, in a new instance of each."""
        ours = self.begin()
        found: list[Difference] = []
        for step in steps:
            ours, found = self._play(ours, step)
            if self.ended or any(one.ref == "" for one in found):
                break
        return self._differences(ours) if not steps else found

    def _play(self, ours: Instance, step: Step) -> tuple[Instance, list[Difference]]:
        try:
            if step["op"] == "restart":
                ours = Instance.restore(self.form, ours.record(), NOW, PERSON, seed=1)
            else:
                result = self.odk.step(step)
                if result["result"] == "refused":
                    self.ended = str(result.get("message", ""))
                    return ours, []
                play_step(ours, {**step, "result": result["result"]})
        except InstanceError as error:
            return ours, [Difference("", "refused", odk="ok", ours=str(error))]
        return ours, self._differences(ours)

    def _differences(self, ours: Instance) -> list[Difference]:
        theirs = self.odk.state()["nodes"]
        return [
            one
            for one in compare(theirs, node_states(ours))
            if one.ref not in self.volatile and not kept_in_play(one, self.name, theirs)
        ]

    def _unexplained(self, found: list[Difference], steps: Sequence[Step]) -> list[Difference]:
        """Without the nodes that differ too when ODK alone plays the steps at another time with another chance."""
        if not found:
            return []
        states = []
        for minutes, chance in ((0, 1), (47, 99)):
            self.odk.new(_milliseconds(NOW + timedelta(minutes=minutes)), chance)
            for step in steps:
                if step["op"] != "restart":
                    self.odk.step(step)
            states.append(self.odk.state()["nodes"])
        self.volatile |= {one.ref for one in compare(*states)}
        self.odk.new(_milliseconds(NOW))
        for step in steps:
            if step["op"] != "restart":
                self.odk.step(step)
        return [one for one in found if one.ref not in self.volatile]


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def fewest(steps: Sequence[Step], shows: Callable[[Sequence[Step]], bool]) -> list[Step]:
    """Delta debugging (Zeller's ddmin): a list of which no single step can be left out; at most `MOST_TRIALS` trials."""
    left, parts, trials = list(steps), 2, 0
    while left and trials < MOST_TRIALS:
        size = max(1, len(left) // parts)
        for start in range(0, len(left), size):
            trials += 1
            rest = left[:start] + left[start + size :]
            if shows(rest):
                left, parts = rest, max(parts - 1, 2)
                break
        else:
            if size == 1:
                break
            parts = min(2 * parts, len(left))
    return left


__all__ = ["Finding", "OdkError", "Pair", "fewest"]
