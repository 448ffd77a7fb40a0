"""What all screens share in being asked: their buttons, rows of them, and the lines above and below the question."""

from dataclasses import dataclass
from typing import Protocol

from chat import Button
from handlers.talk.buttons import Choose, Rows, Word, button
from handlers.talk.texts import Texts
from handlers.talk.wording import in_words
from survey.coded import Words
from survey.interview.facts.screen import ScreenFacts
from survey.interview.path.picks import Pick, PickWord

SHORT_LABEL = 18
ROW_WIDTH = 40
"""Characters of the labels of one row of buttons that a phone shows uncut."""


class Named(Protocol):
    """Anything that buttons belong to."""

    @property
    def id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class View:
    """What is needed beside its facts to word a screen of one open interview."""

    texts: Texts
    interview: int
    version: int

    def button(self, screen: Named, spot: str | None, pick: Pick, label: str, key: str = "") -> Button:
        """A button of the question with this number, None = of the screen as a whole."""
        return button(label, Choose(self.interview, self.version, screen.id, spot, pick), key)

    def word(self, screen: Named, word: str, label: str) -> Button:
        return button(label, Word(self.interview, self.version, screen.id, word))

    def words(self, words: Words) -> str:
        return in_words(self.texts, words)

    def behind(self, whose: Words) -> str:
        """Whose something is, behind what it is: " – Phạm Văn Dắt"; "" where it is the household's."""
        return f" – {self.words(whose)}" if whose else ""


def skip_row(view: View, screen: ScreenFacts) -> Rows:
    return ((view.button(screen, None, PickWord.SKIP, view.texts("button.skip")),),) if screen.optional else ()


def rows_of(buttons: list[Button], per_row: int = 0) -> Rows:
    """Two short labels side by side, long ones alone; `per_row` where the form wants a number, as far as the labels let it."""
    if per_row:
        longest = max((len(button.label) for button in buttons), default=1)
        side_by_side = max(1, min(per_row, ROW_WIDTH // max(longest, 1)))
        return tuple(tuple(buttons[at : at + side_by_side]) for at in range(0, len(buttons), side_by_side))
    if all(len(button.label) <= SHORT_LABEL for button in buttons):
        return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return tuple((button,) for button in buttons)


def unfit_lines(view: View, screen: ScreenFacts) -> list[str]:
    """Why an answer that was given is asked again: another one was corrected, and the form takes it no more."""
    return (
        []
        if screen.unfit is None
        else [view.texts("ask.unfit", why=" ".join(view.words(one) for one in screen.unfit)).strip()]
    )
