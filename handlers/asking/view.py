"""What all screens share in being asked: the view of an open interview, labels, notes and rows of buttons."""

from dataclasses import dataclass

from chat import Button
from handlers.talk.buttons import Choose, Rows, Word, button
from handlers.talk.texts import Texts
from survey.interview.path.picks import Pick, PickWord
from survey.interview.path.position import Position
from survey.interview.path.screens import Screen, Spot
from survey.interview.session.session import Session

SHORT_LABEL = 18
ROW_WIDTH = 40
"""Characters of the labels of one row of buttons that a phone shows uncut."""


@dataclass(frozen=True, slots=True)
class View:
    """What is needed to word a screen of one open interview."""

    texts: Texts
    session: Session
    position: Position
    interview: int
    version: int

    def button(self, screen: Screen, spot: str | None, pick: Pick, label: str, key: str = "") -> Button:
        """A button of the question with this number, None = of the screen as a whole."""
        return button(label, Choose(self.interview, self.version, screen.id, spot, pick), key)

    def word(self, screen: Screen, word: str, label: str) -> Button:
        return button(label, Word(self.interview, self.version, screen.id, word))


def label_of(view: View, spot: Spot) -> str:
    return view.session.label_at(spot.items, spot.question)


def hint_of(view: View, spot: Spot) -> str:
    return view.session.hint(spot.items, spot.question)


def notes_of(view: View, screen: Screen) -> list[str]:
    return [text for control, items in screen.notes if (text := view.session.note_text(control, items))]


def is_optional(view: View, spots: tuple[Spot, ...]) -> bool:
    return not any(view.session.required(spot.items, spot.question) for spot in spots)


def skip_row(view: View, screen: Screen, spots: tuple[Spot, ...]) -> Rows:
    return ((view.button(screen, None, PickWord.SKIP, view.texts("button.skip")),),) if is_optional(view, spots) else ()


def rows_of(buttons: list[Button], per_row: int = 0) -> tuple[tuple[Button, ...], ...]:
    """Two short labels side by side, long ones alone; `per_row` where the form wants a number, as far as the labels let it."""
    if per_row:
        longest = max((len(button.label) for button in buttons), default=1)
        side_by_side = max(1, min(per_row, ROW_WIDTH // max(longest, 1)))
        return tuple(tuple(buttons[at : at + side_by_side]) for at in range(0, len(buttons), side_by_side))
    if all(len(button.label) <= SHORT_LABEL for button in buttons):
        return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return tuple((button,) for button in buttons)


def unfit(view: View, spots: tuple[Spot, ...]) -> list[str]:
    """Why an answer that was given is asked again: another one was corrected, and the form takes it no more."""
    session = view.session
    old = [spot for spot in spots if session.answered(spot.items, spot.question)]
    broken = [spot for spot in old if not session.settled(spot.items, spot.question)]
    messages = {session.constraint_message(spot.items, spot.question) for spot in broken}
    return [view.texts("ask.unfit", why=" ".join(sorted(messages))).strip()] if broken else []
