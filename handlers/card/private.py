"""What of a household is shown only with a reason (căn cước, health), each time noted with it; and who looked at the household."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from handlers.card import finding, showing
from handlers.exports.sheet import answered
from handlers.register.importing import review_choices
from handlers.talk.context import Context, Response
from handlers.talk.texts import Public
from handlers.talk.wording import VIETNAM, short_clock_text
from storage.records import Access, Act, Household, Interview, InterviewState
from survey.interview.asks.outline import Question
from survey.interview.session.session import Session
from survey.read import CardAct, CardCall
from survey.workflow.rights import Doing

LONGEST_REASON, SHORTEST_REASON = 300, 4
LOOKS = 20
_GONE = frozenset({InterviewState.CANCELLED, InterviewState.REFUSED})


def shown(ctx: Context, household: Household, call: CardCall) -> Response:
    """Once, to whoever may see it and says why."""
    if not finding.allows(ctx, Doing.PRIVATE, household):
        return ctx.stay(ctx.texts("card.not_private"))
    if len(call.reason) < SHORTEST_REASON:
        example = ctx.texts(f"card.example_{call.act.value}")
        half = ctx.texts("card.half", number=household.number, what=example.partition(":")[0])
        return ctx.stay_for(half, ctx.texts("card.why", example=example))
    of = _numbers if call.act is CardAct.IDENTITY else _answers
    lines = list(of(ctx, household))
    reason = call.reason[:LONGEST_REASON]
    showing.note(ctx, household, Act.LOOK, f"card-{call.act.value}", reason, sensitive=True)
    head = ctx.texts(f"card.{call.act.value}", number=household.number, reason=reason)
    return ctx.stay("\n".join([head, *(lines or [ctx.texts("card.nothing")])]))


def _numbers(ctx: Context, household: Household) -> Iterator[str]:
    for place, one in enumerate(ctx.work.households.members(household.id), start=1):
        number = one.cccd or ctx.texts("card.no_identity")
        yield ctx.texts("card.member", n=place, facts=Public(f"{one.name}: {number}"))


def _answers(ctx: Context, household: Household) -> Iterator[str]:
    """What the register knows of their people, and what they answered to questions that a form calls sensitive; căn cước and telephone stand elsewhere."""
    named = review_choices(ctx.work, ctx.services, ctx.now).get("ethnicity", {})
    people = [one for one in ctx.work.households.members(household.id) if one.ethnicity]
    for one in people:
        value = next(iter(named.get(one.ethnicity or "", [])), one.ethnicity)
        yield ctx.texts("card.ethnicity", name=one.name, value=value)
    interview = _last(ctx, household)
    if interview is None:
        return
    outline = ctx.services.outline(ctx.work, interview.form_version_id, interview.ruleset)
    at = (interview.submitted_at or interview.updated_at).astimezone(VIETNAM)
    session = Session(outline, ctx.work.filled.record(interview.id), now=at, seed=interview.id)
    rows = list(answered(session, ctx.texts.plain, in_full=True, only=_is_private))
    session.close()
    for row in rows:
        yield f"• {row['label']} {row['answer']}"


def _is_private(question: Question) -> bool:
    stands_elsewhere = question.hint_of("member") == "cccd" or question.hint_of("prefill")
    return question.sensitive and not stands_elsewhere


def _last(ctx: Context, household: Household) -> Interview | None:
    """Of a round that is going on, else the last one that counts."""
    for held in ctx.rounds():
        one = ctx.work.assignments.of(held.id, household.id)
        latest = ctx.work.interviews.latest_of(one.id) if one is not None else None
        if latest is not None and latest.state not in _GONE:
            return latest
    return ctx.work.filled.last_of(household.id)


# --- who looked --------------------------------------------------------------------------------------------------------------------------


def looks(ctx: Context, household: Household) -> Response:
    """The last ones, the newest first."""
    if not finding.allows(ctx, Doing.LOOKS, household):
        return ctx.stay(ctx.texts("card.not_looks"))
    every = list(ctx.work.accesses.of_household(household.id, LOOKS))
    showing.note(ctx, household, Act.LOOK, "card-looks")
    if not every:
        return ctx.stay(ctx.texts("card.no_looks", number=household.number))
    people = ctx.work.people.many({one.by for one in every if one.by is not None})
    names = {key: one.name for key, one in people.items()}
    reasons: dict[tuple[datetime, int | None], str] = {
        (one.why.at, one.why.by): one.why.reason for one in ctx.work.corrections.of(household.id)
    }
    every = [replace(one, reason=one.reason or reasons.get((one.at, one.by), "")) for one in every]
    head = ctx.texts("card.looks", number=household.number)
    return ctx.stay("\n".join([head, *(_look(ctx, one, names) for one in every)]))


def _look(ctx: Context, one: Access, names: dict[int, str]) -> str:
    name = names.get(one.by, "") if one.by is not None else ctx.texts("card.at_server")
    key = f"card.look.{one.subject.partition(' ')[0]}"
    what = ctx.texts(key if key in ctx.texts else f"card.look.{one.act.value}")
    line = ctx.texts("card.look_line", at=short_clock_text(one.at), name=name, what=what, channel=_channel(ctx, one))
    return f"{line}: {one.reason}" if one.reason else line


def _channel(ctx: Context, one: Access) -> str:
    return ctx.texts.channel(one.account.partition("/")[0]) if one.account else ""
