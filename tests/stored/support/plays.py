"""What people did next, and what is known to come of it: files of steps, a line of JSON each.

A step is what a person sends ({"text"}, {"button"}, {"location"}; with "hold" what is answered stays unsent) or what reaches them ({"deliver"},
{"seen"}: the page fetches it). Beside it stands what came of it: `says` "old button" or "stale", to whom else something went, what changed,
and where the person stands then.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chat import Address
from tests.stored.support.expected import line
from tests.stored.support.files import V01
from tests.stored.support.kept import OLD_BUTTON, STALE, Facts, Kept
from tests.stored.support.standing import answers, commune, difference, stands

ACTS = ("text", "button", "location", "deliver", "seen", "hold")


@dataclass
class Plays:
    """One person in one chat: where they stood, and what they did, each time from there."""

    file: Path
    person: str
    about: str
    address: Address
    stands: Facts
    plays: list[list[Facts]]

    def write(self) -> None:
        head = {
            "person": self.person,
            "about": self.about,
            "address": [self.address.channel, self.address.bot, self.address.user_id],
        }
        lines = [line(head)[:-1] + ",", f'"stands": {line(self.stands)},', '"plays": [']
        lines += [",\n".join("[" + ",\n ".join(map(line, steps)) + "]" for steps in self.plays), "]}"]
        self.file.write_text("\n".join(lines) + "\n", "utf-8")


def read(file: Path) -> Plays:
    facts = json.loads(file.read_text("utf-8"))
    channel, bot, user = facts["address"]
    return Plays(
        file, facts["person"], facts["about"], Address(channel, bot, user, user), facts["stands"], facts["plays"]
    )


def files() -> list[Path]:
    return sorted((V01 / "plays").glob("*.json"))


def play(kept: Kept, one: Plays, steps: list[Facts]) -> list[Facts]:
    """The steps again, each with what came of it now."""
    return [_play(kept, one, {name: step[name] for name in ACTS if name in step}) for step in steps]


def _play(kept: Kept, one: Plays, act: Facts) -> Facts:
    if "deliver" in act:
        came = what_came(kept, one.person, lambda: kept.deliver_to(one.address))
    elif "seen" in act:
        came = what_came(kept, one.person, lambda: kept.page_fetches(one.person))
    else:
        came = what_came(kept, one.person, lambda: kept.give(one.address, act))
        if "hold" not in act:
            kept.deliver_to(one.address)
    return act | came


def what_came(kept: Kept, person: str, act: Callable[[], object]) -> Facts:
    """Of something that happens to a person ("" = to nobody who is known)."""
    interview = stands(kept, person).get("interview")
    queued, before = kept.queued(), commune(kept, person) | answers(kept, interview)
    act()
    new = [row for row in kept.queued().values() if row.id not in queued]
    changed = difference(before, commune(kept, person) | answers(kept, interview))
    messages = [row.outgoing for row in new]
    found = {
        "says": "old button" if kept.told(OLD_BUTTON, messages) else "stale" if kept.told(STALE, messages) else "",
        "to": sorted({f"{row.address.channel} {row.address.user_id}" for row in new}),
        "changed": changed,
        "stands": stands(kept, person),
    }
    return {name: value for name, value in found.items() if value}
