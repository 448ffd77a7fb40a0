"""My households: the list with its states, finding one by number or name, and opening it."""

from dataclasses import replace
from datetime import date

from chat import Button, Outgoing
from handlers import interview, prefill
from handlers.context import VIETNAM, Context, Response, day_text, local, tap
from handlers.opened import assemble
from storage.errors import AlreadyOpenError
from storage.records import Assignment, AssignmentState, Interview, InterviewState, Round
from survey.interview.place import Place
from survey.review import choose_ruleset

PAGE = 12
_ORDER = {
    AssignmentState.DRAFT: 0,
    AssignmentState.NOT_STARTED: 1,
    AssignmentState.SUBMITTED: 2,
    AssignmentState.CHECKED: 3,
    AssignmentState.CLOSED: 4,
}


def listing(ctx: Context, argument: str) -> Response:
    """What is open first, due appointments above all; `/danhsach 2` is the second page."""
    current = ctx.round()
    if current is None:
        return Response((Outgoing(ctx.texts("households.no_round")),), ctx.dialog.idle())
    mine = sorted(ctx.work.assignments.of_person(current.id, ctx.person.id), key=lambda one: _rank(one, ctx.today))
    if not mine:
        return Response((Outgoing(ctx.texts("households.none")),), ctx.dialog.idle())
    pages = (len(mine) + PAGE - 1) // PAGE
    page = min(max(int(argument) if argument.isdigit() else 1, 1), pages)
    shown = mine[(page - 1) * PAGE : page * PAGE]
    lines = [_head(ctx, mine, current), *(line(ctx, one) for one in shown)]
    lines.append(
        ctx.texts("households.how", pages=ctx.texts("households.pages", page=page, pages=pages) if pages > 1 else "")
    )
    rows = [(open_button(one),) for one in shown if one.state in {AssignmentState.DRAFT, AssignmentState.NOT_STARTED}][
        :6
    ]
    if page < pages:
        rows.append((tap(ctx.texts("button.next_page"), f"/danhsach {page + 1}"),))
    return Response((Outgoing("\n".join(lines), tuple(rows), listed=True),), ctx.dialog.idle())


def _rank(one: Assignment, today: date) -> tuple[int, date, int, int]:
    open_now = one.state in {AssignmentState.DRAFT, AssignmentState.NOT_STARTED}
    due = one.appointment_on if open_now and one.appointment_on and one.appointment_on <= today else None
    return (0 if due else 1, due or today, _ORDER[one.state], one.household.number)


def _head(ctx: Context, mine: list[Assignment], current: Round) -> str:
    done = sum(one.state in {AssignmentState.SUBMITTED, AssignmentState.CHECKED} for one in mine)
    drafts = sum(one.state is AssignmentState.DRAFT for one in mine)
    return ctx.texts("households.head", total=len(mine), done=done, drafts=drafts, ends=day_text(current.ends))


def line(ctx: Context, one: Assignment) -> str:
    """One line of the list ("12. Phạm Văn Dắt, tổ 3 – đang làm") with last year's class and what the last visit ended in."""
    state = ctx.texts(f"state.{one.state.value}")
    if one.outcome is not None and one.state in {AssignmentState.NOT_STARTED, AssignmentState.CLOSED}:
        state = ctx.texts(f"outcome.{one.outcome.value}")
    elif one.outcome is not None and one.state is AssignmentState.DRAFT:
        state += ", " + ctx.texts(f"outcome.{one.outcome.value}")
    if one.appointment_on is not None and one.state in {AssignmentState.NOT_STARTED, AssignmentState.DRAFT}:
        state = ctx.texts("households.appointment", day=f"{one.appointment_on:%d/%m}")
    last = ctx.texts(f"category.short.{one.household.last_category.value}") if one.household.last_category else ""
    return f"{one.household.number}. {one.household.head_name}{f' ({last})' if last else ''} – {state}"


def open_button(one: Assignment) -> Button:
    number = one.household.number
    return tap(f"{number}. {one.household.head_name}", f"/rasoat {number}")


def typed(ctx: Context, text: str) -> Response:
    """Nothing is open: a number opens that household, anything else searches the names; a search never opens by itself."""
    if text.strip(" .#").isdigit():
        return review(ctx, text.strip(" .#"))
    current = ctx.round()
    if current is None:
        return Response((Outgoing(ctx.texts("households.no_round")),), ctx.dialog)
    found = [one.household for one in ctx.work.assignments.search(current.id, text, ctx.person.id, 11)]
    if not found:
        return Response((Outgoing(ctx.texts("households.not_found", text=text[:40])),), ctx.dialog)
    lines = [f"{one.number}. {one.head_name}, {one.unit_name}" for one in found[:10]]
    more = "\n" + ctx.texts("households.more") if len(found) > 10 else ""
    rows = tuple((tap(f"{one.number}. {one.head_name}", f"/rasoat {one.number}"),) for one in found[:6])
    text = ctx.texts("households.found", lines="\n".join(lines), more=more, first=found[0].number).strip()
    return Response((Outgoing(text, rows, listed=True),), ctx.dialog)


def review(ctx: Context, argument: str) -> Response:
    """Start or continue household `argument`; every reason against it is one sentence."""
    if choose_ruleset(ctx.services.rulesets, ctx.today) is None:
        return Response((Outgoing(ctx.texts("households.no_ruleset", year=ctx.today.year)),), ctx.dialog.idle())
    current = ctx.round()
    if current is None:
        return Response((Outgoing(ctx.texts("households.no_round")),), ctx.dialog.idle())
    number = argument.strip(" .#")
    if not number:
        return Response((Outgoing(ctx.texts("households.which")),), ctx.dialog.idle())
    if not number.isdigit():
        return typed(ctx, argument)
    one = ctx.work.assignments.of_number(current.id, int(number)) if len(number) < 7 else None
    if one is None:
        return Response((Outgoing(ctx.texts("households.no_number", number=number[:10])),), ctx.dialog)
    return _open(ctx, current, one)


def _open(ctx: Context, current: Round, one: Assignment) -> Response:
    number, name = one.household.number, one.household.head_name
    if one.person_id != ctx.person.id:
        owner = ctx.work.people.get(one.person_id) if one.person_id else None
        key = "households.of_other" if owner else "households.of_nobody"
        return Response((Outgoing(ctx.texts(key, number=number, owner=owner.name if owner else "")),), ctx.dialog)
    if one.state is AssignmentState.SUBMITTED:
        rows = ((tap(ctx.texts("button.reopen"), f"mở lại {number}"),),)
        text = ctx.texts("households.submitted", number=number, name=name, at=f"{local(one.updated_at):%H:%M %d/%m}")
        return Response((Outgoing(text, rows),), replace(ctx.dialog.idle(), found=(number,)))
    if one.state is AssignmentState.CHECKED:
        return Response((Outgoing(ctx.texts("households.checked", number=number)),), ctx.dialog.idle())
    draft = ctx.work.interviews.open_of(one.id)
    if draft is None:
        return _begin(ctx, current, one)
    if one.state is AssignmentState.CLOSED:
        # It was closed with answers in it (moved away, refused): opened again, they are all there.
        ctx.work.assignments.set_state(one.id, AssignmentState.DRAFT, ctx.now)
    return resume(ctx, draft, [ctx.texts("households.resumed", number=number, name=name)])


def resume(ctx: Context, draft: Interview, lines: list[str]) -> Response:
    """The open question of a draft, wherever and whenever it was left."""
    dialog = replace(ctx.dialog.idle(), interview=draft.id, trial=draft.trial)
    there = ctx.with_dialog(dialog)
    opened = assemble(there, ctx.work.interviews.load(draft.id))
    first = [] if opened.awaits_consent else lines
    return interview.question(there, opened, Place(), first)


def _begin(ctx: Context, current: Round, one: Assignment) -> Response:
    ruleset = choose_ruleset(ctx.services.rulesets, ctx.today)
    if ruleset is None:
        return Response((Outgoing(ctx.texts("households.no_ruleset", year=ctx.today.year)),), ctx.dialog.idle())
    version = ctx.work.forms.latest(current.form_key)
    if version is None:
        return Response((Outgoing(ctx.texts("households.no_form")),), ctx.dialog.idle())
    try:
        draft = ctx.work.interviews.create(one.id, version.id, ruleset.id, ctx.person.id, ctx.now)
    except AlreadyOpenError:
        return Response(
            (Outgoing(ctx.texts("households.open_elsewhere", number=one.household.number)),), ctx.dialog.idle()
        )
    # Reading the notice is not yet a review: the household counts as begun when it consents.
    ctx.work.assignments.set_state(one.id, one.state, ctx.now)
    prefill.start(ctx, one, draft)
    return resume(ctx, draft, [])


def reopen(ctx: Context, number: int) -> Response:
    """Open one's own submission again, until somebody has checked it."""
    current = ctx.round()
    one = ctx.work.assignments.of_number(current.id, number) if current else None
    if one is None or one.person_id != ctx.person.id:
        return Response((Outgoing(ctx.texts("households.no_number", number=number)),), ctx.dialog)
    latest = ctx.work.interviews.latest_of(one.id)
    if latest is None or latest.state is not InterviewState.SUBMITTED:
        key = "households.checked" if one.state is AssignmentState.CHECKED else "households.not_submitted"
        return Response((Outgoing(ctx.texts(key, number=number)),), ctx.dialog)
    ctx.work.interviews.reopen(latest.id, ctx.person.id, ctx.now)
    draft = ctx.work.interviews.get(latest.id)
    assert draft is not None
    return resume(ctx, draft, [ctx.texts("households.reopened", number=number)])


__all__ = ["VIETNAM", "line", "listing", "open_button", "reopen", "resume", "review", "typed"]
