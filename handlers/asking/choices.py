"""The choices of a question: buttons in rows, or what a typed part of a name left over."""

from handlers.asking.view import View, rows_of
from handlers.talk.buttons import Rows
from survey.interview.answers.narrowing import is_searched, offered
from survey.interview.answers.values import choices_of
from survey.interview.asks.hints import is_listed, per_row
from survey.interview.path.picks import Numbered, PickWord
from survey.interview.path.screens import Screen, Spot
from survey.xform import Choice


def choice_rows(view: View, screen: Screen, spot: Spot) -> Rows:
    """Buttons of the choices that are written out, and the one that ends a choice of several."""
    control = spot.question.control
    choices = choices_of(view.session, spot)
    many = control.kind in {"select", "rank"}
    numbered = _offered(view, spot, choices)
    buttons = []
    for key, (index, choice) in enumerate(numbered, start=1):
        pick = Numbered(index, choice.value not in view.position.draft if many else None)
        buttons.append(view.button(screen, spot.number, pick, _mark(view, spot, choice) + choice.label, str(key)))
    rows = rows_of(buttons, per_row(control))
    if not many or not (buttons or view.position.draft):
        return rows
    return (*rows, (view.button(screen, spot.number, PickWord.DONE, view.texts("button.done")),))


def _offered(view: View, spot: Spot, choices: tuple[Choice, ...]) -> tuple[tuple[int, Choice], ...]:
    if is_listed(spot.question.control, choices) or spot.question.control.kind == "rank":
        return tuple(enumerate(choices, start=1))
    return offered(view.session, view.position, spot)


def _mark(view: View, spot: Spot, choice: Choice) -> str:
    """A tick for what is chosen; its place where an order is made."""
    if choice.value not in view.position.draft or spot.question.control.kind not in {"select", "rank"}:
        return ""
    if spot.question.control.kind == "rank":
        return f"({view.position.draft.index(choice.value) + 1}) "
    return "✓ "


def picked_line(view: View, spot: Spot) -> list[str]:
    """What was picked so far of a list too long to be shown."""
    if spot.question.control.kind != "select" or not view.position.draft or not is_searched(view.session, spot):
        return []
    labels = {choice.value: choice.label for choice in choices_of(view.session, spot)}
    return [view.texts("ask.picked", names=", ".join(labels.get(value, value) for value in view.position.draft))]
