"""An interview with every type of question, at which any of them can be put at any time."""

from datetime import date, datetime
from pathlib import Path

from survey.coded import Words
from survey.interview.advance import advance
from survey.interview.asks.outline import Outline
from survey.interview.facts.value import shown
from survey.interview.path.events import Attached, Tapped, Typed
from survey.interview.path.picks import pick_of
from survey.interview.path.position import HERE, Facts, Position
from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.read import control_word
from survey.state import Record

NOW = datetime.fromisoformat("2025-11-03T08:00+07:00")


TODAY = date(2025, 11, 3)


ALL_TYPES = Path(__file__).parents[1] / "all_types.md"


LISTS = {"cay.csv": "name,label\nkeo,Keo\nque,Quế\n".encode()}


class Desk:
    """One interview in which any question can be put at any time."""

    def __init__(self, form: Outline) -> None:
        self.session = Session(form, Record({}, ()), now=NOW)
        self.position = HERE

    def put(self, name: str, *texts: str) -> Facts:
        """Open the question and type; the turn of the last text."""
        self.position = Position(focus=f"s{self.session.outline.by_name[name].place}")
        return [self.say(text) for text in texts][-1]

    def say(self, text: str) -> Facts:
        command = control_word(text, text_question_open=False)
        return self._turn(advance(self.session, self.position, command or Typed(text), TODAY))

    def tap(self, name: str, choice: str) -> Facts:
        spot = Spot(self.session.outline.by_name[name], ())
        pick = pick_of(choice)
        assert pick is not None
        return self._turn(advance(self.session, self.position, Tapped(spot.id, pick), TODAY))

    def send(self, name: str, attached: Attached) -> Facts:
        if self.position.pending is None:
            self.position = Position(focus=f"s{self.session.outline.by_name[name].place}")
        return self._turn(advance(self.session, self.position, attached, TODAY))

    def _turn(self, turn: Facts) -> Facts:
        self.position = turn.position
        return turn

    def value(self, name: str) -> str | None:
        stored = self.session.stored((), self.session.outline.by_name[name])
        return None if stored is None or stored.skipped else stored.value

    def shown(self, name: str) -> Words:
        return shown(self.session, Spot(self.session.outline.by_name[name], ()))
