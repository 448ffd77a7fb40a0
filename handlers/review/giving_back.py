"""A household goes back with what is to be asked again, or something is only asked: whoever has it is told."""

from collections.abc import Sequence

from chat import Outgoing
from handlers.interview.open_interview import OpenInterview
from handlers.interview.said_back import event_lines
from handlers.review import rights
from handlers.review.page import looked_at
from handlers.review.waiting import go_on
from handlers.talk.buttons import tap
from handlers.talk.context import Context, Response
from handlers.talk.notify import admins_over
from handlers.tasks.daytime import tell_by_day
from handlers.unclear import meaning
from storage.records import (
    Act,
    Assignment,
    AssignmentState,
    Cause,
    HandedIn,
    NewComment,
    NewShownList,
    Numbered,
    NumberedKind,
    Person,
    telling,
)
from survey.interview.path.events import Opened
from survey.interview.path.navigate import edit
from survey.interview.path.screens import REVIEW
from survey.read import CheckCall, Remark, fold, return_of

LONGEST, MOST = 300, 12


class UnclearError(Exception):
    """Why nothing can be asked so: the sentence."""


def give_back(ctx: Context, one: HandedIn, call: CheckCall) -> Response:
    """With the questions that are to be asked again; words that may mean this are asked about first."""
    number = one.assignment.household.number
    if not call.remarks:
        return ctx.stay_for(ctx.texts("check.half_return", number=number), ctx.texts("check.return_how", number=number))
    if not call.sure:
        return meaning.ask(ctx, words := return_of(number, call.remarks), ctx.texts("check.meant", words=words))
    refused = _refused(ctx, one)
    if refused:
        return ctx.stay(refused)
    try:
        comments = _comments(ctx, looked_at(ctx, one), call.remarks)
    except UnclearError as error:
        return ctx.stay(str(error))
    told = ctx.work.comments.give_back(one.interview_id, comments, ctx.person.id, ctx.now)
    rights.note(ctx, Act.CHANGE, "check:return", one.assignment)
    said = ctx.texts("check.given_back", number=number, lines=_listed(ctx, comments))
    return ctx.close(f"{said}\n{_tell(ctx, one.assignment, told, 'check.told_back', comments)}", go_on(ctx))


def ask(ctx: Context, one: HandedIn, call: CheckCall) -> Response:
    """Without giving it back: the household stays where it is."""
    number = one.assignment.household.number
    if not call.remarks:
        return ctx.stay_for(ctx.texts("check.half_ask", number=number), ctx.texts("check.ask_how", number=number))
    if one.own:
        return ctx.stay(ctx.texts("check.own", number=number, names=rights.others(ctx, one.assignment)))
    try:
        comments = _comments(ctx, looked_at(ctx, one), call.remarks)
    except UnclearError as error:
        return ctx.stay(str(error))
    told = ctx.work.comments.ask(one.interview_id, comments, ctx.person.id, ctx.now)
    said = ctx.texts("check.asked_about", number=number)
    return ctx.stay(f"{said} {_tell(ctx, one.assignment, told, 'check.told_ask', comments)}")


def _refused(ctx: Context, one: HandedIn) -> str:
    number = one.assignment.household.number
    if one.own:
        return ctx.texts("check.own", number=number, names=rights.others(ctx, one.assignment))
    passed = one.assignment.state is AssignmentState.CHECKED
    return ctx.texts("check.passed_first", number=number) if passed else ""


def _comments(ctx: Context, opened: OpenInterview, remarks: Sequence[Remark]) -> list[NewComment]:
    """Each with the question that it opens. Raises UnclearError."""
    if len(remarks) > MOST:
        raise UnclearError(ctx.texts("check.too_many_questions", most=MOST))
    return [_comment(ctx, opened, one) for one in remarks]


def _comment(ctx: Context, opened: OpenInterview, one: Remark) -> NewComment:
    if not one.text:
        raise UnclearError(ctx.texts("check.return_what", number=one.number))
    if len(one.text) > LONGEST:
        raise UnclearError(ctx.texts("check.too_long", most=LONGEST))
    if not one.number:
        return NewComment("", "", one.text)
    focus, event = edit(opened.session, REVIEW, one.number if one.number[0].isdecimal() else fold(one.number))
    if not focus or not isinstance(event, Opened):
        raise UnclearError("\n".join(event_lines(ctx.texts.plain, opened, (event,))))
    return NewComment(focus, one.number, one.text)


def _listed(ctx: Context, comments: Sequence[NewComment]) -> str:
    return "\n".join(
        ctx.texts("check.told_line", number=one.number, text=one.text) if one.number else f"• {one.text}"
        for one in comments
    )


def _tell(ctx: Context, one: Assignment, told: Cause, key: str, comments: Sequence[NewComment]) -> str:
    """The person who has the household hears of it in waking hours; what is said of that to whoever asks."""
    person = ctx.work.people.get(one.person_id) if one.person_id is not None else None
    if person is None or not person.active:
        _tell_admins(ctx, one, person, told)
        return ctx.texts("check.nobody_has_it", number=one.household.number)
    household = one.household
    about = {"number": household.number, "name": household.head_name}
    text = ctx.texts(key, by=ctx.person.name, lines=_listed(ctx, comments), **about)
    open_it = tap(ctx.texts("button.open_household", number=household.number), f"/rasoat {household.number}")
    message = Outgoing(text, ((open_it,),) if key == "check.told_back" else ())
    if told not in tell_by_day(ctx, {told: (person, message)}):
        return ctx.texts("check.not_reached", name=person.name)
    numbers = Numbered(NumberedKind.HOUSEHOLD, {household.number: str(household.id)})
    ctx.work.shown_lists.put([NewShownList(told, person.id, numbers)], ctx.now)
    return ctx.texts("check.told", name=person.name)


def _tell_admins(ctx: Context, one: Assignment, person: Person | None, told: Cause) -> None:
    """Somebody has to give the household to somebody."""
    text = ctx.texts("check.told_admin", number=one.household.number, name=one.household.head_name)
    admins = admins_over(ctx.work, person or ctx.person)
    tell_by_day(ctx, {telling(told, "admin", admin.id): (admin, Outgoing(text)) for admin in admins})
