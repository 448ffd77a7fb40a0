"""The buttons by which a task is answered, on the list of tasks and below a reminder."""

from chat import Button
from handlers.talk.buttons import tap
from handlers.talk.texts import Texts
from storage.records import TaskState

_TYPED = {TaskState.RECEIVED: "đã nhận", TaskState.DONE: "xong", TaskState.POSTPONED: "hoãn"}
"""What may be typed for the same, before the task's number."""


def answer_buttons(texts: Texts, number: int, *, numbered: bool) -> tuple[Button, ...]:
    """Received, done, put off; `numbered` where several tasks stand in one message."""
    rows = ((_label(texts, state, number, numbered=numbered), f"{word} {number}") for state, word in _TYPED.items())
    return tuple(tap(label, command) for label, command in rows)


def _label(texts: Texts, state: TaskState, number: int, *, numbered: bool) -> str:
    return texts(f"tasks.button_of.{state.value}", number=number) if numbered else texts(f"tasks.button.{state.value}")
