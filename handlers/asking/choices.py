"""The choices of a question: buttons in rows, or what a typed part of a name left over."""

from handlers.asking.view import View, rows_of
from handlers.talk.buttons import Rows
from survey.interview.facts.screen import ScreenFacts
from survey.interview.facts.spot import ChoiceFacts, SpotFacts, Way
from survey.interview.path.picks import Numbered, PickWord


def choice_rows(view: View, screen: ScreenFacts, spot: SpotFacts) -> Rows:
    """Buttons of the choices that are written out, and the one that ends a choice of several."""
    many = spot.way in {Way.MANY, Way.RANKED}
    buttons = []
    for key, choice in enumerate(spot.choices.offered, start=1):
        pick = Numbered(choice.number, not choice.picked if many else None)
        label = f"{_mark(spot.way, choice)}{key}. {choice.label}"
        buttons.append(view.button(screen, spot.id, pick, label, str(key)))
    rows = rows_of(buttons, spot.choices.per_row)
    if not many or not (buttons or spot.choices.picked):
        return rows
    return (*rows, (view.button(screen, spot.id, PickWord.DONE, view.texts("button.done")),))


def _mark(way: Way, choice: ChoiceFacts) -> str:
    """A tick for what is chosen; its number where an order is made."""
    if not choice.picked:
        return ""
    return f"({choice.picked}) " if way is Way.RANKED else "✓ "


def picked_line(view: View, spot: SpotFacts) -> list[str]:
    """What was picked so far of a list too long to be shown."""
    if spot.way is not Way.MANY or spot.choices.listed or not spot.choices.picked:
        return []
    return [view.texts("ask.picked", names=", ".join(spot.choices.picked))]
