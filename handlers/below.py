"""What is typed below a reminder, while a question is open above it: words of a task are the task's, and what may mean both is asked about, never written."""

import re

from handlers.interview import answering, small_question, visits
from handlers.interview.next_question import question as question_again
from handlers.interview.open_interview import OpenInterview, open_now
from handlers.talk.context import Context, Response
from handlers.talk.pending import Importing, Meaning, Publishing, Sorting
from handlers.talk.shown.below import numbers_in, unasked
from handlers.talk.shown.numbers import last_of, quoted_by
from handlers.talk.stale import is_stale
from handlers.tasks import tasks
from handlers.unclear import meaning
from storage.records import Numbered, NumberedKind
from survey.interview.advance import current
from survey.read import OfTask, TaskAnswer, acknowledges, control_word, normalise, read_task_answer, spoken
from survey.workflow.rights import Doing

_BARE = re.compile(r"(?:số |so )?#?\s*([0-9]{1,6})\s*[.)]?", re.IGNORECASE)
_LONGEST = 40


def typed(ctx: Context) -> Response | None:
    """None where it means what it would mean without the reminder."""
    text = normalise(ctx.incoming.text)
    answer = read_task_answer(text) if ctx.may(Doing.TASKS) else None
    number = _BARE.fullmatch(text)
    if not (number or answer or acknowledges(text) or _of_visit(text)):
        return None
    if (answer or number) and ctx.dialog.interview is not None and _are_tasks(quoted_by(ctx)):
        return _of_task(meaning.settled(ctx), text)
    rows = unasked(ctx)
    if not (rows or (answer and answer.number)) or is_stale(ctx):
        return None
    if ctx.dialog.interview is None:
        return _said_again(ctx, text) if number and rows and _waits(ctx) else None
    opened = open_now(ctx)
    if opened is None:
        return None
    if rows:
        return _below(meaning.settled(ctx), opened, text, numbers_in(ctx, rows))
    return _further_up(ctx, opened, text, answer) if answer is not None else None


def _of_visit(text: str) -> bool:
    """Whether it tells how a visit to the open household ended, and not of which household."""
    word = control_word(text, text_question_open=False)
    return word is not None and word.control in visits.WORDS and not any(map(str.isdecimal, word.argument[:1]))


def _are_tasks(numbered: Numbered | None) -> bool:
    return numbered is not None and numbered.kind is NumberedKind.TASK


def _of_task(ctx: Context, text: str) -> Response | None:
    said = tasks.typed(ctx, text)
    return answering.below(ctx, said) if said is not None else None


# --- nothing but a form that was sent, a file or a list asks ------------------------------------------------------------------------------


def _waits(ctx: Context) -> bool:
    """Whether something else than an interview asks for a number."""
    return isinstance(ctx.dialog.small, Sorting | Publishing | Importing) or ctx.dialog.upload is not None


def _said_again(ctx: Context, text: str) -> Response | None:
    """The question as it was sent, below the reminder."""
    line = ctx.texts("below.other", text=text, question=ctx.texts("below.this_question"))
    asked = [one for one in ctx.work.outbox.get(ctx.dialog.asked_rows[-1:]) if one.is_readable]
    if not asked:
        return ctx.stay(line)
    again = asked[0].outgoing
    return ctx.ask(ctx.dialog.asked, f"{line}\n{again.text}", again.rows)


# --- an interview is open -------------------------------------------------------------------------------------------------------------------


def _below(ctx: Context, opened: OpenInterview, text: str, lists: tuple[Numbered, ...]) -> Response | None:
    of_tasks = next((one for one in lists if _are_tasks(one)), None)
    answer = read_task_answer(text) if of_tasks is not None else None
    number = _BARE.fullmatch(text)
    if answer is not None and of_tasks is not None:
        if answer.number or answer.rest or not _may_answer(opened, text):
            return _of_task(ctx, text)
        return _which(ctx, opened, text, lists, _only(of_tasks))
    if number is not None:
        return _which(ctx, opened, text, lists, int(number[1]))
    if _of_visit(text) and opened.assignment is not None:
        others = [one for one in lists if one.kind is NumberedKind.HOUSEHOLD and _only(one) != opened.household.number]
        return _which(ctx, opened, text, tuple(others), _only(others[0])) if others else None
    return _which(ctx, opened, text, lists, 0) if acknowledges(text) else None


def _only(numbered: Numbered) -> int:
    """The one number in it; 0 where there are several."""
    return next(iter(numbered.subjects)) if len(numbered.subjects) == 1 else 0


def _may_answer(opened: OpenInterview, text: str) -> bool:
    """Whether the open question may be answered, or ended, by such a word."""
    return answering.takes_words(opened) or control_word(text, text_question_open=False) is not None


def _which(ctx: Context, opened: OpenInterview, text: str, lists: tuple[Numbered, ...], number: int) -> Response:
    """The answer, or what the reminder tells of? Both are named, and the question is said again."""
    here = ctx if opened.session.outline.sensitive else ctx.plainly()
    question = _named(here, opened)
    shown = text[:_LONGEST]
    fits = next((one for one in lists if number in one.subjects), None)
    if fits is None:
        line = here.texts("below.other", text=shown, question=question)
    elif fits.kind is NumberedKind.TASK:
        words, title = _how(text, number), _title(here, fits, number)
        line = here.texts("below.task", text=shown, question=question, number=number, title=title, words=words)
    else:
        line = here.texts("below.household", text=shown, question=question, number=number)
    return question_again(ctx, opened, opened.position, [line])


def _how(text: str, number: int) -> str:
    answer = read_task_answer(text)
    verbs = [spoken(answer.said)] if answer is not None else [spoken(OfTask.RECEIVED), spoken(OfTask.DONE)]
    return " · ".join(f"{verb} {number}" for verb in verbs)


def _named(ctx: Context, opened: OpenInterview) -> str:
    """The open question, by its number where it has one."""
    if opened.awaits_consent or small_question.open_in(ctx.dialog):
        return ctx.texts("below.this_question")
    spots = current(opened.session, opened.position).spots
    number = spots[0].number if spots else ""
    return ctx.texts("below.question", number=number) if number else ctx.texts("below.this_question")


def _title(ctx: Context, numbered: Numbered, number: int) -> str:
    task = ctx.work.tasks.get(int(numbered.subjects[number]))
    return task.title if task is not None else ""


def _further_up(ctx: Context, opened: OpenInterview, text: str, answer: TaskAnswer) -> Response | None:
    """A task's words with its number, when the question was said after the reminder: where words answer it, they are asked about once."""
    shown = last_of(ctx, NumberedKind.TASK)
    if shown is None or opened.awaits_consent:
        return None
    if not answering.takes_words(opened):
        return _of_task(meaning.settled(ctx), text)
    words = f"/nhiemvu {text}"
    number = int(answer.number) if answer.number.isdecimal() else 0
    if ctx.dialog.small == Meaning(words) or number not in shown.subjects:
        return None
    title = _title(ctx, shown, number)
    return meaning.ask(
        ctx, words, ctx.plainly().texts("below.meant", text=text[:_LONGEST], number=number, title=title), ()
    )
