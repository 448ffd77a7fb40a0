"""How a question is asked once for all members: who has none, or one answer for each."""

from chat import Outgoing
from handlers.asking.view import View, rows_of, skip_row, unfit_lines
from handlers.asking.whom import whom_text
from handlers.talk.buttons import Rows
from handlers.talk.texts import Public
from survey.interview.facts.lists import ColumnFacts, MemberFacts
from survey.interview.facts.screen import ScreenFacts
from survey.interview.facts.spot import Way
from survey.interview.path.picks import Numbered, PickWord


def ask_column(view: View, screen: ScreenFacts, column: ColumnFacts) -> Outgoing:
    head = f"{view.texts('ask.number', number=column.number, whose='')} {view.words(column.label)}"
    lines = [*screen.notes, head, *([column.first.hint] if column.first.hint else []), *unfit_lines(view, screen)]
    if column.answers:
        lines.append(view.texts("ask.now", value=whom_text(view.texts, column.answers)))
    if column.pick:
        numbers = [member.number for member in column.members]
        example = ",".join(numbers[1:3]) or numbers[0]
        lines.append(view.texts("column.ask_pick", example=example))
        rows = _pick_rows(view, screen, column.members)
    else:
        lines += _each_lines(view, column)
        rows = _each_rows(view, screen, column)
    if screen.optional:
        lines.append(view.texts("ask.optional"))
    return Outgoing("\n".join(lines), (*rows, *skip_row(view, screen)), listed=not column.pick)


def _pick_rows(view: View, screen: ScreenFacts, members: tuple[MemberFacts, ...]) -> Rows:
    buttons = []
    for member in members:
        label = f"{'✓ ' if member.picked else ''}{member.number}. {view.words(member.name)}"
        buttons.append(view.button(screen, None, Numbered(int(member.number), not member.picked), label, member.number))
    ends = (
        view.button(screen, None, PickWord.NOBODY, view.texts("button.nobody")),
        view.button(screen, None, PickWord.DONE, view.texts("button.done")),
    )
    return (*((one,) for one in buttons), ends)


def _each_lines(view: View, column: ColumnFacts) -> list[str]:
    """The choices by number, the members below them in another way: no number stands for two things."""
    choosing, choices = column.first.way in {Way.ONE, Way.MANY}, column.first.choices
    if not (choosing and choices.listed):
        how = [view.texts("ask.type_whole_name")] if choosing else []
        names = [f"{member.number}. {view.words(member.name)}" for member in column.members]
        return [*how, *names, *_how_lines(view, column)]
    names = [view.texts("column.member", number=one.number, name=view.words(one.name)) for one in column.members]
    return [*(f"{choice.number} = {choice.label}" for choice in choices.offered), *names, *_how_lines(view, column)]


def _how_lines(view: View, column: ColumnFacts) -> list[str]:
    if len(column.members) == 1:
        return []
    last = column.members[-1].number
    if column.first.way in {Way.ONE, Way.MANY} and column.first.choices.listed:
        example = " ".join("12"[index % 2] for index in range(len(column.members)))
        return [view.texts("column.ask_each", example=example, last=last)]
    return [] if column.explained else [view.texts("column.ask_lines", last=last, example=_example(view, column))]


def _example(view: View, column: ColumnFacts) -> Public:
    return Public(view.words(column.example))


def _each_rows(view: View, screen: ScreenFacts, column: ColumnFacts) -> Rows:
    """Buttons for the first member who has no answer yet, so that a person can also tap through the list."""
    spot = column.following
    if spot is None:
        return ()
    name = next((view.words(one.name) for one in column.members if one.number == spot.member), spot.member)
    called = name.split()[-1] if name.split() else spot.member
    return rows_of(
        [
            view.button(screen, spot.id, Numbered(choice.number), f"{called}: {choice.number}")
            for choice in spot.choices.offered
        ],
        4,
    )
