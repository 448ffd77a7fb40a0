"""Opening a household: a new interview, a draft where it was left, a submission once more."""

from dataclasses import replace

from handlers.interview import consent, next_question, prefill, remarks
from handlers.interview.open_interview import assemble
from handlers.rounds import finding
from handlers.talk.buttons import tap
from handlers.talk.context import Context, Response
from handlers.talk.wording import short_clock_text
from storage.errors import MoveRefusedError
from storage.records import Assignment, AssignmentState, Interview, InterviewState, Round
from survey.interview.path.position import Position
from survey.review import choose_ruleset
from survey.written import day_text, weekday


def open_household(ctx: Context, current: Round, one: Assignment) -> Response:
    number, name = one.household.number, one.household.head_name
    if one.person_id != ctx.person.id:
        owner = ctx.work.people.get(one.person_id) if one.person_id else None
        key = "households.of_other" if owner else "households.of_nobody"
        return ctx.stay(ctx.texts(key, number=number, owner=owner.name if owner else ""))
    if one.state is AssignmentState.SUBMITTED:
        rows = ((tap(ctx.texts("button.reopen"), f"mở lại {number}"),),)
        text = ctx.texts("households.submitted", number=number, name=name, at=short_clock_text(one.updated_at))
        return ctx.close(text, rows, found=(number,))
    if one.state is AssignmentState.CHECKED:
        return ctx.close(ctx.texts("households.checked", number=number))
    draft = ctx.work.interviews.open_of(one.id)
    if draft is None:
        return _begin(ctx, current, one)
    if not ctx.work.assignments.case(one.id).takes_answers:
        # It was closed with answers in it (moved away, refused): opened again, they are all there.
        ctx.work.assignments.reopen(one.id, ctx.person.id, ctx.now)
    return resume(ctx, draft, [ctx.texts("households.resumed", number=number, name=name)])


def resume(ctx: Context, draft: Interview, lines: list[str]) -> Response:
    """The open question of a draft, wherever and whenever it was left."""
    dialog = replace(ctx.dialog.idle(), interview=draft.id, trial=draft.trial)
    there = ctx.with_dialog(dialog)
    opened = assemble(there, ctx.work.interviews.load(draft.id))
    late = [] if draft.trial or opened.assignment is None else _late(ctx, opened.assignment)
    first = [*late, *([] if opened.awaits_consent else [*lines, *remarks.on_opening(ctx, opened)])]
    return next_question.question(there, opened, Position(), first)


def _late(ctx: Context, one: Assignment) -> list[str]:
    """Where the round is over it says so, and goes on: late work still belongs to it."""
    current = finding.round_of(ctx, one)
    if current is None or ctx.today <= current.ends:
        return []
    return [ctx.texts("households.ended", day=f"{weekday(current.ends)} {day_text(current.ends)}")]


def _begin(ctx: Context, current: Round, one: Assignment) -> Response:
    ruleset = choose_ruleset(ctx.services.rulesets, ctx.today)
    if ruleset is None:
        return ctx.close(ctx.texts("households.no_ruleset", year=ctx.today.year))
    version = ctx.work.forms.latest(current.form_key)
    if version is None:
        return ctx.close(ctx.texts("households.no_form"))
    try:
        draft = ctx.work.interviews.create(one.id, version.id, ruleset.id, ctx.person.id, ctx.now)
    except MoveRefusedError:
        return ctx.close(ctx.texts("households.open_elsewhere", number=one.household.number))
    prefill.start(ctx, one, draft)
    said = consent.heard_before(ctx, one)
    if said is None:
        return resume(ctx, draft, [])
    ctx.work.interviews.carry_consent(draft.id, said, ctx.person.id, ctx.now)
    return resume(ctx, draft, [consent.said_before(ctx, said, one.household)])


def reopen(ctx: Context, number: int) -> Response:
    """Open one's own submission again, until somebody has checked it."""
    one = finding.of_number(ctx, number)
    if one is None or one.person_id != ctx.person.id:
        return ctx.stay(ctx.texts("households.no_number", number=number))
    latest = ctx.work.interviews.latest_of(one.id)
    if latest is None or latest.state is not InterviewState.SUBMITTED:
        key = "households.checked" if one.state is AssignmentState.CHECKED else "households.not_submitted"
        return ctx.stay(ctx.texts(key, number=number))
    ctx.work.interviews.reopen(latest.id, ctx.person.id, ctx.now)
    draft = ctx.work.interviews.get(latest.id)
    assert draft is not None
    return resume(ctx, draft, [ctx.texts("households.reopened", number=number)])
