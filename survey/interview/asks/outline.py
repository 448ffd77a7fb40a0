"""What a form asks, in order and numbered: computed once per form version and shared by all its interviews."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from survey.interview.asks.hints import NAMES, is_heading, is_hidden, is_numbered, is_of_people
from survey.read import Choices, fold
from survey.review.evidence import Trace
from survey.state import ItemPath
from survey.xform import Choice, Control, Element, Form, Group, Repeat

_VIETNAMESE = re.compile(r"tieng viet|viet|\(vi\)|^vi$")
MOST_ON_A_SCREEN = 10
"""A longer field-list is asked in several messages: nobody types thirty answers in one reply."""


@dataclass(frozen=True, slots=True)
class Column:
    """How a roster question is asked once for all members.

    `pick` is the choice given to the members who are named and `rest` the one for the others ("Ai chưa có thẻ?"); both are empty where
    every member is given an answer of his own. `none` is the choice that "không ai" comes to then.
    """

    label: str
    pick: str
    rest: str
    none: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A control that can be asked, with the number it keeps for the whole life of the form version.

    `number` is what people see and type: 1, 2, 3 … among what is asked; 0 for what is never asked under a number of its own, as the names and
    years of a list of members. `place` names the question in buttons and in what is stored; nobody reads it.
    """

    place: int
    number: int
    control: Control
    repeat: Repeat | None
    column: Column | None

    @property
    def name(self) -> str:
        return self.control.name

    def hint_of(self, key: str) -> str:
        """The form author's hint of ours (`bind::rasoat:key` or `body::rasoat:key`), "" where there is none."""
        return self.control.bind.attributes.get(NAMES + key) or self.control.attributes.get(NAMES + key, "")

    @property
    def sensitive(self) -> bool:
        return self.hint_of("sensitive") == "yes" or is_hidden(self.control)


@dataclass(frozen=True, slots=True, eq=False)
class Note:
    """Text without an answer: shown above the question that follows it."""

    control: Control


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One screen: a question alone, or a field-list group that is answered in one reply."""

    questions: tuple[Question, ...]
    group: Group | None = None


@dataclass(frozen=True, eq=False)
class Roster:
    """A repeat: its list of members, what is asked of each, and the questions asked once for all; `place` and `number` as of a question."""

    place: int
    number: int
    repeat: Repeat
    blocks: tuple["Block", ...]
    columns: tuple[Question, ...]

    @property
    def listed(self) -> bool:
        """True where the members are kept as a list to confirm; False for a repeat whose count the form computes."""
        return self.repeat.count is None and not self.repeat.fixed

    @cached_property
    def named(self) -> bool:
        """Whether its entries are people with names (`bind::rasoat:member`), typed one a line; otherwise they are only counted."""
        return is_of_people(self.repeat)


Block = Page | Note | Roster
"""What an outline is made of; a roster holds blocks of its own."""


@dataclass(frozen=True, eq=False)
class Outline:
    """The blocks of a form in its order."""

    form: Form
    blocks: tuple[Block, ...]
    told_apart: dict[Question, tuple[tuple[Choice, ...], tuple[Choice, ...]]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """The choices of a question as its form has them, and as people can tell them apart."""
    named: dict[tuple[Question, Callable[[Choice], str]], tuple[tuple[Choice, ...], Choices]] = field(
        default_factory=dict
    )
    """Lists that hold nothing of an interview, the last of each question, by what may be typed for their choices."""

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(_questions(self.blocks))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """All numbers that the form's questions and lists have."""
        numbers = {*(one.number for one in self.questions), *(one.number for one in self.rosters)}
        return frozenset(map(str, numbers - {0}))

    @cached_property
    def by_name(self) -> dict[str, Question]:
        return {question.name: question for question in self.questions}

    @cached_property
    def trace(self) -> Trace:
        """Where the form keeps what a classification needs."""
        return Trace.of(self.form)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages, also those asked of members."""
        return tuple(_pages(self.blocks))

    @cached_property
    def rosters(self) -> tuple[Roster, ...]:
        """All rosters, an outer one before those in it."""
        return tuple(_rosters(self.blocks))

    def roster_of(self, items: ItemPath) -> Roster | None:
        """The roster that the last item of a path stands in."""
        found: Roster | None = None
        blocks = self.blocks
        for name, _ in items:
            found = next((one for one in blocks if isinstance(one, Roster) and one.repeat.name == name), None)
            if found is None:
                return None
            blocks = found.blocks
        return found

    @cached_property
    def language(self) -> str | None:
        """Vietnamese, where the form has it; otherwise None, the form's own default."""
        return next((name for name in self.form.languages if _VIETNAMESE.search(fold(name))), None)

    @cached_property
    def asks_person(self) -> bool:
        """Whether the form asks for more of the person than who it is: a phone number is opened only for such a form."""
        wanted = {one.bind.preload for one in self.form.model.preloaded}
        expressions = (one.expression for one in self.form.model.computations)
        return ("property", "phonenumber") in wanted or any("property" in one.uses for one in expressions)

    @cached_property
    def counts(self) -> bool:
        """Whether an answer may change how many items a repeat has."""
        return any(one.count is not None for one in self.form.repeats())

    @cached_property
    def sensitive(self) -> frozenset[str]:
        """Names of the questions whose values are stored encrypted and shown masked."""
        return frozenset(question.name for question in self.questions if question.sensitive)

    def role(self, repeat: Repeat, member: str) -> Question | None:
        """The question of a roster that holds a member's `name`, `sex`, `birth_year`, … (`bind::rasoat:member`)."""
        return next((q for q in self.questions if q.repeat is repeat and q.hint_of("member") == member), None)


def outline(form: Form) -> Outline:
    """Number the form's questions in document order; a list of members or entries is one of them."""
    return Outline(form, _Numbering().blocks(form.body))


class _Numbering:
    def __init__(self) -> None:
        self.place = 0
        self.last = 0

    def _next(self, *, numbered: bool) -> tuple[int, int]:
        self.place += 1
        self.last += numbered
        return self.place, self.last if numbered else 0

    def blocks(self, elements: tuple[Element, ...], repeat: Repeat | None = None) -> tuple[Block, ...]:
        found: list[Block] = []
        for element in elements:
            if isinstance(element, Repeat):
                found.append(self._roster(element))
            elif isinstance(element, Group):
                found += self._group(element, repeat)
            elif element.is_note or is_heading(element):
                found.append(Note(element))
            else:
                found.append(Page((self._question(element, repeat),)))
        return tuple(found)

    def _group(self, group: Group, repeat: Repeat | None) -> tuple[Block, ...]:
        if "field-list" not in group.appearance.split():
            return self.blocks(group.children, repeat)
        inside = tuple(_flat(group))
        pages = tuple(self._pages([one for one in inside if isinstance(one, Control)], repeat, group))
        # A repeat on a screen is a screen of its own, behind it.
        return (*pages, *(self._roster(one) for one in inside if isinstance(one, Repeat)))

    def _pages(self, controls: list[Control], repeat: Repeat | None, group: Group | None) -> Iterator[Block]:
        """A field-list as screens of at most ten questions, each below the notes that stand before its last question."""
        notes: list[Block] = []
        asked: list[Question] = []
        for control in controls:
            if control.is_note or is_heading(control):
                notes.append(Note(control))
            else:
                asked.append(self._question(control, repeat))
            if len(asked) == MOST_ON_A_SCREEN:
                yield from (*notes, Page(tuple(asked), group))
                notes, asked = [], []
        yield from notes
        if asked:
            yield Page(tuple(asked), group)

    def _roster(self, repeat: Repeat) -> Roster:
        place, number = self._next(numbered=repeat.count is None and not repeat.fixed)
        blocks: list[Block] = []
        columns: list[Question] = []
        for block in self._inside(repeat):
            if isinstance(block, Page) and block.group is None and block.questions[0].column:
                columns += block.questions
            else:
                blocks.append(block)
        return Roster(place, number, repeat, tuple(blocks), tuple(columns))

    def _inside(self, repeat: Repeat) -> tuple[Block, ...]:
        """What is asked of one item: question by question, or all on one screen where the repeat itself is a field-list."""
        if "field-list" not in repeat.appearance.split():
            return self.blocks(repeat.children, repeat)
        return self._group(Group(None, repeat.children, "field-list"), repeat)

    def _question(self, control: Control, repeat: Repeat | None) -> Question:
        place, number = self._next(numbered=is_numbered(control, repeat))
        hints = control.attributes
        column = None
        if repeat is not None and hints.get(NAMES + "ask") == "column":
            column = Column(*(hints.get(f"{NAMES}column_{part}", "") for part in ("label", "pick", "rest", "none")))
        return Question(place, number, control, repeat, column)


def _rosters(blocks: tuple[Block, ...]) -> Iterator[Roster]:
    for block in blocks:
        if isinstance(block, Roster):
            yield block
            yield from _rosters(block.blocks)


def _flat(group: Group) -> Iterator[Control | Repeat]:
    """What stands in a field-list, also in groups within it."""
    for child in group.children:
        if isinstance(child, Group):
            yield from _flat(child)
        else:
            yield child


def _questions(blocks: tuple[Block, ...]) -> Iterator[Question]:
    for block in blocks:
        if isinstance(block, Page):
            yield from block.questions
        elif isinstance(block, Roster):
            yield from _questions(block.blocks)
            yield from block.columns


def _pages(blocks: tuple[Block, ...]) -> Iterator[Page]:
    for block in blocks:
        if isinstance(block, Page):
            yield block
        elif isinstance(block, Roster):
            yield from _pages(block.blocks)
