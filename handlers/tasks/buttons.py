"""The buttons by which a task is answered, on the list of tasks and below a reminder. They name the task itself: its place in the list may change."""

from chat import Button
from handlers.talk.buttons import tap
from handlers.talk.texts import Texts
from storage.records import TaskProgress, TaskState
from survey.read import OfTask, spoken

_TYPED = {
    TaskState.RECEIVED: OfTask.RECEIVED,
    TaskState.DONE: OfTask.DONE,
    TaskState.POSTPONED: OfTask.POSTPONED,
}


def answer_buttons(texts: Texts, number: int, one: TaskProgress, *, numbered: bool) -> tuple[Button, ...]:
    """Received, done, put off; `numbered` where several tasks stand in one message."""
    return tuple(
        tap(_label(texts, state, number, numbered=numbered), f"{spoken(said)} #{one.task.id}")
        for state, said in _TYPED.items()
    )


def undo_button(texts: Texts, one: TaskProgress) -> Button:
    """Below "xong": it was a mistake."""
    return tap(texts("tasks.button.undone"), f"{spoken(OfTask.UNDONE)} #{one.task.id}")


def _label(texts: Texts, state: TaskState, number: int, *, numbered: bool) -> str:
    return texts(f"tasks.button_of.{state.value}", number=number) if numbered else texts(f"tasks.button.{state.value}")
