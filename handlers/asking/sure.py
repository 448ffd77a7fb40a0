"""How "is it really so?" is asked: of people who seem to be on the list already, and of what can hardly be true of a member."""

from chat import Outgoing
from handlers.asking.view import View, rows_of
from handlers.talk.wording import sentence
from survey.interview.facts.screen import ScreenFacts, SureFacts
from survey.interview.path.picks import Numbered


def ask_sure(view: View, screen: ScreenFacts, sure: SureFacts) -> Outgoing:
    """The question with its two answers."""
    if sure.twins:
        people = "; ".join(", ".join(filter(None, twin)) for twin in sure.twins)
        text = view.texts("sure.twin", people=people)
        answers = view.texts("button.add_again"), view.texts("button.add_no")
    else:
        doubts = " ".join(sentence(view.texts, doubt.code, doubt.params) for doubt in sure.doubts)
        text = view.texts("sure.doubt", doubts=doubts)
        answers = view.texts("button.sure"), view.texts("button.not_sure")
    buttons = [
        view.button(screen, None, Numbered(number), label, str(number))
        for number, label in zip((sure.yes, sure.no), answers, strict=True)
    ]
    return Outgoing(text, rows_of(buttons))
