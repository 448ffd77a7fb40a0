"""How a question is asked once for all members: who has none, or one answer for each."""

from chat import Button, Outgoing
from handlers.asking.view import View, hint_of, is_optional, label_of, notes_of, rows_of, skip_row, unfit
from survey.interview.answers.values import choices_of
from survey.interview.asks.hints import is_listed
from survey.interview.display import column_text
from survey.interview.lists import roster
from survey.interview.path.picks import Numbered, PickWord
from survey.interview.path.screens import Screen, Spot


def ask_column(view: View, screen: Screen, spots: tuple[Spot, ...]) -> Outgoing:
    question = spots[0].question
    column = question.column
    assert column is not None
    assert screen.roster is not None
    label = column.label or label_of(view, spots[0])
    hint = hint_of(view, spots[0])
    names = [f"{spot.items[-1][1]}. {roster.name_of(view.session, screen.roster, spot.items)}" for spot in spots]
    lines = [*notes_of(view, screen), f"Câu {question.number}. {label}", *([hint] if hint else [])]
    lines += unfit(view, spots)
    known = [spot for spot in spots if view.session.answered(spot.items, spot.question)]
    if screen.chosen and known and not question.sensitive:
        lines.append(view.texts("ask.now", value=column_text(view.session, screen.roster, known)))
    if column.pick:
        numbers = [spot.items[-1][1] for spot in spots]
        example = ",".join(numbers[1:3]) or numbers[0]
        lines += [*names, view.texts("column.ask_pick", example=example)]
        rows = _pick_rows(view, screen, spots)
    else:
        lines += _each_lines(view, spots, names)
        rows = _each_rows(view, screen, spots)
    if is_optional(view, spots):
        lines.append(view.texts("ask.optional"))
        rows = (*rows, *skip_row(view, screen, spots))
    return Outgoing("\n".join(lines), rows, listed=True)


def _pick_rows(view: View, screen: Screen, spots: tuple[Spot, ...]) -> tuple[tuple[Button, ...], ...]:
    assert screen.roster is not None
    buttons = []
    for spot in spots:
        number = spot.items[-1][1]
        on = number in view.position.draft
        name = roster.name_of(view.session, screen.roster, spot.items)
        buttons.append(
            view.button(screen, None, Numbered(int(number), not on), f"{'✓ ' if on else ''}{number}. {name}")
        )
    ends = (
        view.button(screen, None, PickWord.NOBODY, view.texts("button.nobody")),
        view.button(screen, None, PickWord.DONE, view.texts("button.done")),
    )
    return (*rows_of(buttons), ends)


def _each_lines(view: View, spots: tuple[Spot, ...], names: list[str]) -> list[str]:
    lines = []
    control = spots[0].question.control
    if control.kind in {"select1", "select"}:
        choices = choices_of(view.session, spots[0])
        if not is_listed(control, choices):
            lines.append(view.texts("ask.type_whole_name"))
        else:
            lines += [f"{index} = {choice.label}" for index, choice in enumerate(choices, start=1)]
    lines += names
    if len(spots) == 1:
        return lines
    last = spots[-1].items[-1][1]
    if control.kind in {"select1", "select"} and is_listed(control, choices_of(view.session, spots[0])):
        example = " ".join("12"[index % 2] for index in range(len(spots)))
        lines.append(view.texts("column.ask_each", example=example, last=last))
    elif not spots[0].question.hint_of("column_label"):
        lines.append(view.texts("column.ask_lines", last=last))
    return lines


def _each_rows(view: View, screen: Screen, spots: tuple[Spot, ...]) -> tuple[tuple[Button, ...], ...]:
    """Buttons for the first member who has no answer yet, so that a person can also tap through the list."""
    spot = next((one for one in spots if not view.session.answered(one.items, one.question)), spots[0])
    if spot.question.control.kind != "select1":
        return ()
    choices = choices_of(view.session, spot)
    if not is_listed(spot.question.control, choices):
        return ()
    number = spot.items[-1][1]
    return rows_of(
        [
            view.button(screen, spot.number, Numbered(index), f"{number} → {choice.label}")
            for index, choice in enumerate(choices, start=1)
        ]
    )
