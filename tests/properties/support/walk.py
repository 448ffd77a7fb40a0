"""One random interview: steps that a person may take, each checked against the ledger, then the end and its result."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from handlers.talk.buttons import Choose, encode
from storage.records import Loaded
from survey.interview.advance import current
from survey.interview.answers.recording import asked_spots
from survey.interview.answers.values import choices_of
from survey.interview.path.pending import Doubting, Removing
from survey.interview.path.picks import Numbered
from survey.interview.path.position import Position
from survey.interview.path.screens import Screen, ScreenKind, Spot, path
from tests.properties.support import values as typed
from tests.properties.support.ledger import Ledger
from tests.properties.support.phone import Commune, Line, is_draft, place_of

WEIGHTS = {
    "answer": 50,
    "tap": 8,
    "nonsense": 7,
    "back": 6,
    "edit": 12,
    "skip": 4,
    "add": 3,
    "remove": 3,
    "pause": 2,
    "again": 3,
    "look": 2,
}


@dataclass(frozen=True, slots=True)
class Step:
    """What is done, with its own chance: leaving other steps out leaves this one as it is."""

    kind: str
    seed: int


def draw(seed: int, length: int) -> list[Step]:
    chance = Random(seed)
    kinds = chance.choices(list(WEIGHTS), list(WEIGHTS.values()), k=length)
    return [Step(kind, chance.randrange(2**32)) for kind in kinds]


class BrokenPromiseError(AssertionError):
    """An answer was lost or changed by something else, or the result depends on the way to it."""


@dataclass
class Walk:
    """The state of one random interview between two replies."""

    commune: Commune
    household: int
    line: Line = field(init=False)
    ledger: Ledger = field(init=False)
    loaded: Loaded = field(init=False)
    place: Position = field(init=False)

    def __post_init__(self) -> None:
        self.line = Line(self.commune)
        self.line.say(f"/rasoat {self.household}")
        self.line.say("1")
        self.loaded, dialog = self.line.state(self.household)
        self.place = place_of(dialog)
        self.first = self.loaded.record
        self.ledger = Ledger.of(self.line.session(self.loaded), self.loaded.record)
        self.latest: tuple[str, datetime] | None = None

    @property
    def screen(self) -> Screen:
        return current(self.ledger.session, self.place)

    @property
    def spots(self) -> tuple[Spot, ...]:
        return asked_spots(self.ledger.session, self.screen)

    @property
    def asks_reason(self) -> bool:
        return isinstance(self.place.pending, Removing)

    def say(self, text: str) -> str:
        heard = self.line.say(text)
        self.latest = (text, self.line.sent)
        return heard

    def check(self) -> None:
        """The rows hold what was given, no more and no less."""
        self.loaded, dialog = self.line.state(self.household)
        self.place = place_of(dialog)
        if isinstance(self.place.pending, Doubting):
            # Somebody like another one, or a wife of eight: it is meant so.
            self.say("1")
            self.loaded, dialog = self.line.state(self.household)
            self.place = place_of(dialog)
        wrong = self.ledger.differs(self.loaded.record)
        if wrong or not is_draft(self.loaded):
            raise BrokenPromiseError(f"after {self.line.said[-1]!r}: {wrong or self.loaded.interview.state}")

    def take(self, step: Step) -> None:
        getattr(self, f"_{step.kind}")(Random(step.seed))
        self.check()

    # --- answering -------------------------------------------------------------------------------------------------------------

    def _answer(self, chance: Random) -> None:
        screen = self.screen
        if isinstance(self.place.pending, Removing):
            self.ledger.remove(self.place.pending.items[-1][-1][1])
            self.say(chance.choice(("1", "chuyển đi nơi khác", "3")))
        elif screen.kind is ScreenKind.ROSTER:
            self._list(chance)
        elif screen.kind is ScreenKind.REVIEW:
            self._hand_in_and_reopen()
        elif screen.kind is ScreenKind.COLUMN:
            self._column(chance)
        else:
            self._page(chance)

    def _list(self, chance: Random) -> None:
        if self.ledger.items and chance.random() < 0.8:
            self.ledger.confirm()
            self.say("đủ")
        else:
            self._add(chance)

    def _page(self, chance: Random) -> None:
        values: typed.Values = {spot: self._value(spot, chance) for spot in self.spots}
        if any(value is None for value in values.values()) and len(values) == 1:
            self._skip(chance)
            return
        text = typed.page_text(self.ledger.session, values)
        self.ledger.answer(values)
        self.say(text)

    def _value(self, spot: Spot, chance: Random) -> str | None:
        required = self.ledger.session.required(spot.items, spot.question)
        if spot.question.control.kind == "upload" or (not required and chance.random() < 0.2):
            return None
        return typed.any_value(self.ledger.session, spot, chance)

    def _column(self, chance: Random) -> None:
        session, spots = self.ledger.session, self.spots
        column = spots[0].question.column
        assert column is not None
        values: typed.Values = {spot: typed.any_value(session, spot, chance) for spot in spots}
        if not column.pick:
            named = [spot for spot in spots if chance.random() < 0.85] or [spots[0]]
            optional = not any(session.required(spot.items, spot.question) for spot in spots)
            values = {spot: values[spot] for spot in named}
            left = [spot for spot in spots if spot not in named and not session.answered(spot.items, spot.question)]
            text = typed.column_text(session, values)
            values |= dict.fromkeys(left if optional else [])
            values = {spot: values[spot] for spot in spots if spot in values}
        else:
            text = typed.column_text(session, values)
        self.ledger.answer(values)
        self.say(text)

    def _tap(self, chance: Random) -> None:
        """A button of one question of the screen, or, where there is none, the location or an old button."""
        kinds = {"select1"} if self.screen.kind is ScreenKind.PAGE else set()
        spots = [s for s in self.screen.spots if s.question.control.kind in kinds]
        interview, version = self.loaded.interview.id, self.loaded.interview.form_version_id
        if any(s.question.control.type == "geopoint" for s in self.spots) and not self.asks_reason:
            spot = next(s for s in self.spots if s.question.control.type == "geopoint")
            self.ledger.answer({spot: "15.2 108.7 0.0 0.0"})
            self.line.locate(15.2, 108.7)
        elif spots and not self.asks_reason:
            spot = chance.choice(spots)
            choices = choices_of(self.ledger.session, spot)
            place = chance.randrange(len(choices))
            payload = encode(Choose(interview, version, self.screen.id, spot.id, Numbered(place + 1)))
            self.ledger.answer({spot: choices[place].value})
            self.line.press(payload)
        else:
            self.line.press(encode(Choose(interview, version, "p99", "99", Numbered(1))))

    def _nonsense(self, chance: Random) -> None:
        self.say(typed.nonsense(self.screen, self.spots, chance))

    def _again(self, chance: Random) -> None:
        """The last reply arrives a second time, sent before the question that is open now was delivered."""
        if self.latest is not None:
            text, sent = self.latest
            self.line.say(text, at=sent)

    def _skip(self, chance: Random) -> None:
        self.ledger.answer(dict.fromkeys(self.spots))
        self.say("bỏ qua")

    # --- moving ----------------------------------------------------------------------------------------------------------------

    def _back(self, chance: Random) -> None:
        self.say("quay lại")

    def _edit(self, chance: Random) -> None:
        numbers = [spot.number for screen in path(self.ledger.session) for spot in screen.spots]
        self.say(f"sửa {chance.choice([*numbers, str(chance.randint(1, 33))])}")

    def _pause(self, chance: Random) -> None:
        self.say("tạm dừng")
        self.say(f"/rasoat {self.household}")

    def _look(self, chance: Random) -> None:
        self.say(chance.choice(("xem lại", "vì sao", "trợ giúp", "tiếp tục")))

    def _hand_in_and_reopen(self) -> None:
        self.say("nộp")
        self.say(f"mở lại {self.household}")

    # --- the list of members -----------------------------------------------------------------------------------------------------

    def _add(self, chance: Random) -> None:
        if any(spot.question.control.kind == "input" and spot.question.control.type == "string" for spot in self.spots):
            return  # Here "thêm …" would be an answer, as it should be.
        line = typed.name(chance)
        line += chance.choice(("", ", nam", ", nữ, 1990", ", nam, 2012, con", ", nữ, 5/3/2019, cháu"))
        self.ledger.add(line)
        self.say(f"thêm {line}")

    def _remove(self, chance: Random) -> None:
        self.say(f"xoá {chance.choice([*self.ledger.numbers(), '77'])}")
