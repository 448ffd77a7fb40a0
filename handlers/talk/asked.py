"""Names of questions: a message that asks the same again has the same name, and an answer to the first of them is not stale.

Names are only ever compared. Open conversations hold them, so they stay as they are written: under another name, a question asked before an
upgrade would count as another one, and the answer to it as stale.
"""

from typing import NewType

from handlers.talk.pending import Publishing, SmallQuestion, Visiting, small_text
from survey.interview.path.pending import Pending, pending_text

Asked = NewType("Asked", str)

NOTHING = Asked("")
CONSENT = "consent"


def consent(interview: int) -> Asked:
    """The notice, and whether the household agrees."""
    return _of(interview, CONSENT)


def small(interview: int, question: SmallQuestion) -> Asked:
    """A small question that stands before those of the form."""
    kind, about = small_text(question)
    return _of(interview, kind, about) if isinstance(question, Visiting) else _of(interview, kind)


def screen(interview: int, name: str, parts: str, pending: Pending | None) -> Asked:
    """A screen of the form. `parts`: what is open of it; the question is another one as soon as they, or what is pending, change."""
    return _of(interview, name, parts, "".join(pending_text(pending)) if pending else "")


def _of(interview: int, *parts: str) -> Asked:
    return Asked("/".join(["i", str(interview), *parts]))


def file(key: str) -> Asked:
    """What the file of this key is."""
    return Asked(f"file/{key}")


def upload(version: int, step: Publishing | None) -> Asked:
    """What is to become of a form that was sent."""
    return Asked("/".join(["f", str(version), small_text(step)[1] if step else ""]))


def meaning(words: str) -> Asked:
    """Whether these words are meant, where nothing else is open."""
    return Asked(f"m/{words}")


def postponing(task: int) -> Asked:
    """The day to which a task is put off."""
    return Asked(f"task/{task}")


def exporting(choices: int) -> Asked:
    """Which of so many files is wanted."""
    return Asked(f"export/{choices}")


def confirming(about: str, words: str, shown: tuple[int, ...]) -> Asked:
    """Whether what was read back is to be done."""
    return Asked("/".join([f"sure/{about}", words, *map(str, shown)]))


def checking(assignment: int, version: str) -> Asked:
    """What is to become of a household, as it was handed in then."""
    return Asked(f"check/{assignment}/{version}")


def importing(key: str, answered: int) -> Asked:
    """A question about a list that was sent, or whether it is brought in."""
    return Asked(f"list/{key}/{answered}")
