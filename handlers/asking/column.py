"""How a question is asked once for all members: who has none, or one answer for each."""

from chat import Outgoing
from handlers.asking.view import View, rows_of, skip_row, unfit_lines
from handlers.talk.buttons import Rows
from handlers.talk.texts import Texts
from handlers.talk.wording import in_words
from survey.interview.facts.lists import ColumnFacts, MemberFacts
from survey.interview.facts.screen import ScreenFacts
from survey.interview.facts.spot import Way
from survey.interview.facts.value import SameAnswers
from survey.interview.path.picks import Numbered, PickWord


def ask_column(view: View, screen: ScreenFacts, column: ColumnFacts) -> Outgoing:
    head = f"{view.texts('ask.number', number=column.number, whose='')} {view.words(column.label)}"
    lines = [*screen.notes, head, *([column.first.hint] if column.first.hint else []), *unfit_lines(view, screen)]
    if column.answers:
        lines.append(view.texts("ask.now", value=answers_text(view.texts, column.answers)))
    if column.pick:
        numbers = [member.number for member in column.members]
        example = ",".join(numbers[1:3]) or numbers[0]
        lines += [*_names(view, column), view.texts("column.ask_pick", example=example)]
        rows = _pick_rows(view, screen, column.members)
    else:
        lines += _each_lines(view, column)
        rows = _each_rows(view, screen, column)
    if screen.optional:
        lines.append(view.texts("ask.optional"))
    return Outgoing("\n".join(lines), (*rows, *skip_row(view, screen)), listed=True)


def answers_text(texts: Texts, answers: SameAnswers) -> str:
    """The answers of several members, grouped: "A, B: có thẻ; C: chưa có thẻ", or "cả 5 người: có thẻ"."""
    worded = [([in_words(texts, name) for name in names], in_words(texts, value)) for names, value in answers]
    if len(worded) == 1 and len(worded[0][0]) > 1:
        return texts("column.all_of", n=len(worded[0][0]), value=worded[0][1])
    return "; ".join(f"{', '.join(names)}: {value}" for names, value in worded)


def _names(view: View, column: ColumnFacts) -> list[str]:
    return [f"{member.number}. {view.words(member.name)}" for member in column.members]


def _pick_rows(view: View, screen: ScreenFacts, members: tuple[MemberFacts, ...]) -> Rows:
    buttons = []
    for member in members:
        label = f"{'✓ ' if member.picked else ''}{member.number}. {view.words(member.name)}"
        buttons.append(view.button(screen, None, Numbered(int(member.number), not member.picked), label))
    ends = (
        view.button(screen, None, PickWord.NOBODY, view.texts("button.nobody")),
        view.button(screen, None, PickWord.DONE, view.texts("button.done")),
    )
    return (*rows_of(buttons), ends)


def _each_lines(view: View, column: ColumnFacts) -> list[str]:
    lines = []
    choosing, choices = column.first.way in {Way.ONE, Way.MANY}, column.first.choices
    if choosing and not choices.listed:
        lines.append(view.texts("ask.type_whole_name"))
    elif choosing:
        lines += [f"{choice.number} = {choice.label}" for choice in choices.offered]
    lines += _names(view, column)
    if len(column.members) == 1:
        return lines
    last = column.members[-1].number
    if choosing and choices.listed:
        example = " ".join("12"[index % 2] for index in range(len(column.members)))
        lines.append(view.texts("column.ask_each", example=example, last=last))
    elif not column.explained:
        lines.append(view.texts("column.ask_lines", last=last))
    return lines


def _each_rows(view: View, screen: ScreenFacts, column: ColumnFacts) -> Rows:
    """Buttons for the first member who has no answer yet, so that a person can also tap through the list."""
    spot = column.following
    if spot is None:
        return ()
    return rows_of(
        [
            view.button(screen, spot.id, Numbered(choice.number), f"{spot.member} → {choice.label}")
            for choice in spot.choices.offered
        ]
    )
