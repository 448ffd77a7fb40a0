"""What a form asks, in order and numbered: computed once per form version and shared by all its interviews."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from survey.read import Choices
from survey.review.evidence import Trace
from survey.xform import Choice, Control, Element, Form, Group, Repeat

NAMES = "rasoat:"


@dataclass(frozen=True, slots=True)
class Column:
    """How a roster question is asked once for all members.

    `pick` is the choice given to the members who are named and `rest` the one for the others ("Ai chưa có thẻ?"); both are empty where
    every member is given an answer of his own.
    """

    label: str
    pick: str
    rest: str


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A control that can be asked, with the number it keeps for the whole life of the form version."""

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
        return self.hint_of("sensitive") == "yes"


@dataclass(frozen=True, slots=True, eq=False)
class Note:
    """Text without an answer: shown above the question that follows it."""

    control: Control


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One screen: a question alone, or a field-list group that is answered in one reply."""

    questions: tuple[Question, ...]
    group: Group | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Roster:
    """A repeat: its list of members, what is asked of each, and the questions asked once for all."""

    number: int
    repeat: Repeat
    blocks: tuple["Block", ...]
    columns: tuple[Question, ...]

    @property
    def listed(self) -> bool:
        """True where the members are kept as a list to confirm; False for a repeat whose count the form computes."""
        return self.repeat.count is None


Block = Page | Note | Roster
"""What an outline is made of; a roster holds blocks of its own."""


@dataclass(frozen=True, eq=False)
class Outline:
    """The blocks of a form in its order."""

    form: Form
    blocks: tuple[Block, ...]
    named: dict[tuple[Question, Callable[[Choice], str]], tuple[tuple[Choice, ...], Choices]] = field(
        default_factory=dict
    )
    """Lists that are the same in every interview, by what may be typed for their choices."""

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(_questions(self.blocks))

    @cached_property
    def by_number(self) -> dict[int, Question]:
        return {question.number: question for question in self.questions}

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
        return tuple(block for block in self.blocks if isinstance(block, Roster))

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
    """Number the form's questions in document order; a roster itself has a number too."""
    return Outline(form, _Numbering().blocks(form.body))


class _Numbering:
    def __init__(self) -> None:
        self.last = 0

    def blocks(self, elements: tuple[Element, ...], repeat: Repeat | None = None) -> tuple[Block, ...]:
        found: list[Block] = []
        for element in elements:
            if isinstance(element, Repeat):
                found.append(self._roster(element))
            elif isinstance(element, Group):
                found += self._group(element, repeat)
            elif element.is_note:
                found.append(Note(element))
            else:
                found.append(Page((self._question(element, repeat),)))
        return tuple(found)

    def _group(self, group: Group, repeat: Repeat | None) -> tuple[Block, ...]:
        if "field-list" not in group.appearance.split():
            return self.blocks(group.children, repeat)
        inner = _controls(group)
        notes = tuple(Note(control) for control in inner if control.is_note)
        asked = tuple(self._question(control, repeat) for control in inner if not control.is_note)
        return (*notes, Page(asked, group)) if asked else notes

    def _roster(self, repeat: Repeat) -> Roster:
        number = self.last = self.last + 1
        blocks: list[Block] = []
        columns: list[Question] = []
        for block in self.blocks(repeat.children, repeat):
            if isinstance(block, Page) and block.group is None and block.questions[0].column:
                columns.append(block.questions[0])
            else:
                blocks.append(block)
        return Roster(number, repeat, tuple(blocks), tuple(columns))

    def _question(self, control: Control, repeat: Repeat | None) -> Question:
        self.last += 1
        hints = control.attributes
        column = None
        if repeat is not None and hints.get(NAMES + "ask") == "column":
            column = Column(*(hints.get(f"{NAMES}column_{part}", "") for part in ("label", "pick", "rest")))
        return Question(self.last, control, repeat, column)


def _controls(group: Group) -> list[Control]:
    """The controls of a field-list, also those in groups within it."""
    found: list[Control] = []
    for child in group.children:
        if isinstance(child, Group):
            found += _controls(child)
        elif isinstance(child, Control):
            found.append(child)
    return found


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
