"""Somebody leaves the commune's service: at once they are a stranger to the bot, and their households go to whoever takes over."""

import re

from chat import Outgoing
from handlers.people import changing
from handlers.people.inviting import called
from handlers.talk.context import Context, Response
from handlers.tasks.daytime import tell_by_day
from handlers.unclear import meaning
from storage.records import Assignment, Person, Role, telling
from survey.read import normalise
from survey.workflow.states import WAITING

_RELEASE = re.compile(
    r"(?:cho nghỉ|cho nghi|thu hồi quyền|thu hoi quyen|khoá|khoa)(?: việc| viec)? (.+?)"
    r"(?:,? (?:giao|bàn giao|ban giao)(?: hộ| ho| việc| viec)? cho (.+))?",
    re.IGNORECASE,
)
_SURE = "cho nghỉ ngay "
_BACK = re.compile(r"(?:cho làm lại|cho lam lai|mở lại quyền|mo lai quyen)(?: cho)? (.+)", re.IGNORECASE)
_TO = " giao cho "


def typed(ctx: Context, text: str) -> Response | None:
    """Letting go ("cho nghỉ Rin, giao cho Xếp") and taking back ("cho làm lại Rin"); None where it is something else."""
    said = normalise(text)
    if said.startswith(_SURE):
        key, _, successor = said.removeprefix(_SURE).partition(_TO)
        return _release(ctx, key, successor)
    if found := _RELEASE.fullmatch(said):
        return _ask(ctx, found[1], found[2] or "")
    if found := _BACK.fullmatch(said):
        return _take_back(ctx, found[1])
    return None


def _ask(ctx: Context, who: str, to: str) -> Response:
    """What it would mean, before it is done."""
    person = changing.one_called(ctx, who)
    if isinstance(person, Response):
        return person
    refused = _refused(ctx, person)
    if refused:
        return ctx.stay(refused)
    successor = changing.one_called(ctx, to) if to else None
    if isinstance(successor, Response):
        return successor
    if successor is not None and not successor.has(Role.COLLABORATOR):
        return ctx.stay(ctx.texts("people.no_collaborator", name=successor.name))
    left = len(_households(ctx, person))
    key = "people.release_to" if successor is not None else "people.release_left" if left else "people.release"
    question = ctx.texts(key, name=person.name, n=left, successor=successor.name if successor is not None else "")
    words = f"{_SURE}{person.key}" + (f"{_TO}{successor.key}" if successor is not None else "")
    return meaning.ask(ctx, words, question, ())


def _refused(ctx: Context, person: Person) -> str:
    """Nobody locks themself out, and the last admin stays."""
    if person.id == ctx.person.id:
        return ctx.texts("people.not_yourself")
    admins = [one.id for one in ctx.work.people.with_role(Role.ADMIN)]
    return ctx.texts("people.last_admin", name=person.name) if admins == [person.id] else ""


def _households(ctx: Context, person: Person) -> list[Assignment]:
    """What they still have to do, in every round that is going on."""
    held = ctx.rounds()
    return [one for each in held for one in ctx.work.assignments.of_person(each.id, person.id) if one.state in WAITING]


def _release(ctx: Context, key: str, to: str) -> Response:
    """At once: no message goes out to them, no code of theirs works, what they had begun stays for whoever takes over."""
    known = {one.key: one for one in ctx.work.people.all()}
    person, successor = known.get(key), known.get(to)
    if person is None or _refused(ctx, person) or (to and (successor is None or not successor.active)):
        return ctx.stay(ctx.texts("people.nobody", wanted=key[:40]))
    ctx.work.people.set_active(person.id, active=False)
    codes = ctx.work.invites.withdraw(person.id)
    households = _households(ctx, person)
    for one in households:
        ctx.work.assignments.put(
            one.round_id, one.household.id, successor.id if successor is not None else None, ctx.now, ctx.person.id
        )
    if successor is not None and households:
        said = ctx.texts("people.taken_over", n=len(households), name=person.name)
        cause = telling("handover", person.id, successor.id, int(ctx.now.timestamp()))
        tell_by_day(ctx, {cause: (successor, Outgoing(said))})
    done = ctx.texts("people.released", name=person.name, codes=codes, code=person.key)
    left = ctx.texts("people.left_over", n=len(households)) if households and successor is None else ""
    return ctx.close(f"{done} {left}".strip())


def _take_back(ctx: Context, who: str) -> Response:
    """On the accounts that they still have."""
    gone = [one for one in ctx.work.people.all() if not one.active]
    found = called(gone, who)
    if len(found) != 1:
        return ctx.stay(ctx.texts("people.nobody_left", wanted=who[:40]))
    ctx.work.people.set_active(found[0].id, active=True)
    accounts = len(ctx.work.people.accounts(found[0].id, only_active=False))
    return ctx.close(
        ctx.texts("people.back" if accounts else "people.back_invite", name=found[0].name, code=found[0].key)
    )
