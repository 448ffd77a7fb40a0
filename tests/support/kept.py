"""What is stored of a household in the end, in a form that does not depend on how it was told."""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.talk.wording import local
from storage.work import Database
from tests.support.conversation import START

PLACE = "vi_tri"


@dataclass(frozen=True)
class Kept:
    """What is stored of a household's last interview; answers by question and place of the member on the list (-1 = of the household)."""

    state: str
    result: object
    members: int
    answers: Mapping[tuple[str, int], str]


def kept(database: Database, number: int) -> Kept:
    """Raises AssertionError where there is no interview of that household."""
    with database.look() as work:
        current = work.rounds.current(local(START).date())[0]
        assert current is not None
        assignment = work.assignments.of_number(current.id, number)
        assert assignment is not None
        interview = work.interviews.latest_of(assignment.id)
        assert interview is not None
        record = work.interviews.load(interview.id).record
    places = {item.path: place for place, item in enumerate(sorted(record.items, key=lambda item: item.order))}
    answers = {
        (key.name, places.get(key.items, -1)): _comparable(key.name, stored.value)
        for key, stored in record.answers.items()
        if not key.items or key.items in places
    }
    return Kept(interview.state.value, interview.result, len(places), answers)


def _comparable(name: str, value: str) -> str:
    """How exact a place is differs by device."""
    return " ".join(value.split()[:2]) if name == PLACE else value
