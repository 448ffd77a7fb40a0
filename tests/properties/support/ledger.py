"""What must lie in the rows after each reply, written down independently of the bot: the promise that no answer is lost."""

from dataclasses import dataclass, field

from survey.interview.asks.outline import Roster
from survey.interview.lists import likely
from survey.interview.lists.adding import household
from survey.interview.lists.known import of_members
from survey.interview.lists.roster import fields_of
from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.read import MemberDraft, read_members
from survey.state import AnswerKey, Item, ItemPath, Record, Stored
from tests.properties.support.values import Values
from tests.support.conversation import START

SKIPPED = Stored("", skipped=True)


@dataclass
class Ledger:
    """`answers` and `items` are what the rows must say; `session` follows in memory and is never rebuilt from rows."""

    session: Session
    answers: dict[AnswerKey, Stored] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)

    @classmethod
    def of(cls, session: Session, record: Record) -> "Ledger":
        return cls(session, dict(record.answers), list(record.items))

    @property
    def roster(self) -> Roster:
        return next(one for one in self.session.outline.rosters if one.listed)

    @property
    def confirmed(self) -> AnswerKey:
        return AnswerKey((), self.roster.repeat.name)

    def differs(self, record: Record) -> str:
        """The first difference to the rows; "" where there is none."""
        for key in sorted({*self.answers, *record.answers}):
            if self.answers.get(key) != record.answers.get(key):
                return f"{key}: the rows hold {record.answers.get(key)}, given was {self.answers.get(key)}"
        if tuple(self.items) != record.items:
            return f"the rows hold the members {record.items}, on the list are {tuple(self.items)}"
        return ""

    def answer(self, values: Values) -> tuple[Spot, ...]:
        """All values or, where the form refuses one of them, none; the questions whose answer is not given up before it was asked about."""
        session = self.session
        if any(value is None and session.required(spot.items, spot.question) for spot, value in values.items()):
            return ()
        kept = tuple(spot for spot, value in values.items() if value is None and self._holds(spot))
        given = {spot: value for spot, value in values.items() if spot not in kept}
        before = {
            (spot.items, spot.question): session.answers.get(session.key(spot.items, spot.question)) for spot in given
        }
        for spot, value in given.items():
            if value is None:
                session.skip(spot.items, spot.question)
            elif not session.put(spot.items, spot.question, value):
                session.take_back(before)
                return ()
        for spot, value in given.items():
            self.answers[session.key(spot.items, spot.question)] = SKIPPED if value is None else Stored(value)
        return kept

    def skip(self, spots: tuple[Spot, ...]) -> None:
        """Passed over: what has an answer keeps it, the rest stays open, or nothing happens where one of them may not."""
        self.answer(dict.fromkeys(spot for spot in spots if not self._holds(spot)))

    def clear(self, spots: tuple[Spot, ...]) -> None:
        """The answers are given up, after that was asked."""
        for spot in spots:
            self.session.skip(spot.items, spot.question)
            self.answers[self.session.key(spot.items, spot.question)] = SKIPPED

    def _holds(self, spot: Spot) -> bool:
        """Whether an answer is written down that the form still takes."""
        stored = self.answers.get(self.session.key(spot.items, spot.question))
        node = self.session.node(spot.items, spot.question)
        stored = stored or self.session.carried(spot.items, spot.question)
        return bool(stored and stored.value) and node is not None and self.session.instance.constraint_ok(node)

    def next_reply(self) -> None:
        """What the last reply changed is done with: a later one takes back its own changes only."""
        self.session.drain()

    def confirm(self) -> None:
        """What the register knew of the members and was shown with them is said to be so."""
        for spot in tuple(of_members(self.session, self.roster, ())):
            self.session.keep(spot.items, spot.question)
            key = self.session.key(spot.items, spot.question)
            self.answers[key] = self.session.answers[key]
        self.session.confirm(self.roster.repeat, ())
        self.answers[self.confirmed] = Stored("du")

    def _reopen(self) -> None:
        self.session.reopen(self.roster.repeat, ())
        if self.confirmed in self.answers:
            self.answers[self.confirmed] = Stored("")

    def add(self, line: str) -> None:
        """A member, numbered after everybody who was ever on the list."""
        repeat = self.roster.repeat
        known = {key.items for key in self.answers} | {item.path for item in self.items}
        number = max((int(path[0][1]) for path in known if path), default=0) + 1
        path: ItemPath = ((repeat.name, str(number)),)
        self.items.append(Item(path, number, added=True))
        self.session.add(repeat, ())
        (draft,) = read_members(line, START.date())
        assert isinstance(draft, MemberDraft)
        others = household(self.session, self.roster, (), without=path)
        told = dict(fields_of(draft))
        # Somebody like another one is taken as they were typed once that is confirmed; of anybody else what can hardly be so stays open.
        doubts = () if likely.twin(told, others) else likely.unlikely(told, others, START.date())
        kept = {role: value for role, value in told.items() if not any(role in doubt.roles for doubt in doubts)}
        for role, value in kept.items():
            question = self.session.outline.role(repeat, role)
            if question is not None and self.session.put(path, question, value):
                self.answers[self.session.key(path, question)] = Stored(value)
        self._reopen()

    def remove(self, number: str) -> None:
        path: ItemPath = ((self.roster.repeat.name, number),)
        self.session.remove(path, "ghi_nham")
        self.items = [item for item in self.items if item.path != path]
        self._reopen()

    def numbers(self) -> list[str]:
        return [item.path[0][1] for item in self.items]
