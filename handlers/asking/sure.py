"""How "is it really so?" is asked: of people who seem to be on the list already, and of what can hardly be true of a member."""

from chat import Outgoing
from handlers.asking.identity_card import ask_identity_card
from handlers.asking.view import View, rows_of
from handlers.asking.whom import whom_text
from handlers.talk.wording import sentence
from survey.interview.facts.identity_card import IdentityCardFacts
from survey.interview.facts.screen import ClearFacts, ScreenFacts, SharedFacts, SureFacts
from survey.interview.path.picks import Numbered


def ask_whether(
    view: View, screen: ScreenFacts, asked: IdentityCardFacts | SureFacts | ClearFacts | SharedFacts
) -> Outgoing:
    """What the interview asks in between, to be answered by yes or no."""
    match asked:
        case IdentityCardFacts():
            return ask_identity_card(view, screen, asked)
        case SharedFacts():
            return ask_shared(view, screen, asked)
        case ClearFacts():
            return ask_clearing(view, screen, asked)
        case SureFacts():
            return ask_sure(view, screen, asked)


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
    return _two(view, screen, text, answers, (sure.yes, sure.no))


def ask_clearing(view: View, screen: ScreenFacts, clear: ClearFacts) -> Outgoing:
    """Whether to take away what is recorded or ticked."""
    what = whom_text(view.texts, clear.whom) if clear.whom else ", ".join(map(view.words, clear.answers))
    text = view.texts("clear.ticked" if clear.ticked else "clear.recorded", what=what)
    answers = view.texts("button.clear"), view.texts("button.keep_it")
    return _two(view, screen, text, answers, (clear.yes, clear.no))


def ask_shared(view: View, screen: ScreenFacts, shared: SharedFacts) -> Outgoing:
    """Whether one answer is that of all members."""
    text = view.texts("column.for_all", n=shared.count, value=view.words(shared.answer))
    return _two(view, screen, text, (view.texts("button.sure"), view.texts("button.not_sure")), (shared.yes, shared.no))


def _two(view: View, screen: ScreenFacts, text: str, answers: tuple[str, str], numbers: tuple[int, int]) -> Outgoing:
    buttons = [
        view.button(screen, None, Numbered(number), label, str(number))
        for number, label in zip(numbers, answers, strict=True)
    ]
    return Outgoing(text, rows_of(buttons))
