"""What the conversation itself asks before anything else is answered: small questions, and the steps on a form's way to being published.

What the interview asks in between (why is a member removed?) is the engine's own: `survey.interview.path.pending`.
"""

from dataclasses import dataclass

from storage.records import Outcome, Purpose


@dataclass(frozen=True, slots=True)
class Cancelling:
    """Is the interview really to be given up?"""


@dataclass(frozen=True, slots=True)
class Visiting:
    """Why did the visit end so?"""

    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Publishing:
    """What is the form that was sent to be published for? With a purpose: is it to be published for that?"""

    purpose: Purpose | None = None


SmallQuestion = Cancelling | Visiting | Publishing

_CONFIRM = "confirm:"


def small_text(small: SmallQuestion) -> tuple[str, str]:
    """As it is stored: its kind, and what it is about."""
    match small:
        case Cancelling():
            return "cancel", ""
        case Visiting(outcome):
            return "visit", outcome.value
        case Publishing(purpose):
            return "publish", f"{_CONFIRM}{purpose.value}" if purpose else "purpose"


def small_of(kind: str, about: str) -> SmallQuestion | None:
    """The reverse of `small_text`; None where it is none of these."""
    if kind == "cancel":
        return Cancelling()
    if kind == "visit" and about in set(Outcome):
        return Visiting(Outcome(about))
    if kind == "publish" and about == "purpose":
        return Publishing()
    purpose = about.removeprefix(_CONFIRM)
    return Publishing(Purpose(purpose)) if kind == "publish" and purpose in set(Purpose) else None


def screen_name(small: SmallQuestion) -> str:
    """What its buttons name as the screen that they are on."""
    return ":".join(part for part in small_text(small) if part)
