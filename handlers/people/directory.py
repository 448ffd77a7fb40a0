"""`/danhba`: who works with the bot in the admin's places, who has not come yet, and what one person does."""

import re
from collections.abc import Iterable

from chat import Button
from handlers.people import changing, printing, releasing
from handlers.people.inviting import called, create_invite
from handlers.talk.buttons import tap
from handlers.talk.context import Context, Response
from handlers.talk.wording import short_clock_text
from storage.records import Person, Role
from survey.read import fold

PAGE = 12
INVITE_ALL = "mời tất cả"
MOST_INVITED = 40
"""Messages to pass on that come at once."""

_PAGE = re.compile(r"trang (\d{1,3})")
_ABSENT = frozenset({"ai chua vao", "chua vao", "ai chua tham gia", "nguoi chua vao"})
_INVITE_ALL = re.compile(r"moi (?:tat ca|het|ca xa|tat ca moi nguoi|nhung nguoi chua vao|nguoi chua vao)")


def follows(text: str) -> bool:
    """What may stand behind the command's phrase."""
    said = fold(text).strip()
    return said.isdecimal() or said in _ABSENT or _PAGE.fullmatch(said) is not None


def listing(ctx: Context, argument: str) -> Response:
    """How many there are of each role and who has come; then everybody, page by page; a name tells of one person."""
    said = fold(argument).strip()
    people = _people(ctx)
    if said in _ABSENT:
        return _absent(ctx, people)
    paged = _PAGE.fullmatch(said)
    if argument.strip() and not paged and not said.isdecimal():
        return _one(ctx, people, argument)
    number = int(paged[1]) if paged else int(said) if said.isdecimal() else 1
    pages = max(1, -(-len(people) // PAGE))
    page = min(max(number, 1), pages)
    lines = [_counts(ctx, people)] if page == 1 else []
    lines += [_line(ctx, one) for one in people[(page - 1) * PAGE : page * PAGE]]
    more = ctx.texts("people.pages", page=page, pages=pages, next=page % pages + 1) if pages > 1 else ""
    lines.append(ctx.texts("people.how", more=more).strip())
    rows = ((tap(ctx.texts("people.button.absent"), "/danhba ai chưa vào"),),)
    return ctx.close("\n".join(lines), rows)


def _people(ctx: Context) -> list[Person]:
    """The active ones, by role and name."""
    order = list(Role)
    found = (one for one in ctx.work.people.all() if one.active)
    return sorted(found, key=lambda one: (order.index(one.role), one.name))


def _counts(ctx: Context, people: list[Person]) -> str:
    counts = [(role, sum(one.has(role) for one in people)) for role in Role]
    joined = sum(bool(ctx.work.people.accounts(one.id)) for one in people)
    listed = " · ".join(f"{ctx.texts.roles([role])} {n}" for role, n in counts if n)
    return ctx.texts("people.head", n=len(people), joined=joined, listed=listed)


def _line(ctx: Context, one: Person) -> str:
    places = ", ".join(unit.called for code in one.units if (unit := ctx.work.units.get(code)) is not None)
    accounts = ctx.work.people.accounts(one.id)
    seen = max((account.last_seen_at for account in accounts), default=None)
    came = ctx.texts("people.seen", at=short_clock_text(seen)) if seen is not None else ctx.texts("people.not_come")
    return ctx.texts("people.line", name=one.name, roles=ctx.texts.roles(one.roles), places=places, came=came)


def _absent(ctx: Context, people: Iterable[Person]) -> Response:
    waiting = [one for one in people if not ctx.work.people.accounts(one.id)]
    if not waiting:
        return ctx.close(ctx.texts("people.all_came"))
    lines = [ctx.texts("people.absent", n=len(waiting)), *(f"- {one.name}" for one in waiting[:MOST_INVITED])]
    lines.append(ctx.texts("people.absent_how"))
    invite = tap(ctx.texts("people.button.invite_all"), INVITE_ALL)
    return ctx.close("\n".join(lines), ((invite, tap(ctx.texts("people.button.print_all"), printing.PRINT_ALL)),))


def _one(ctx: Context, people: list[Person], wanted: str) -> Response:
    found = called(people, wanted)
    if not found:
        return ctx.stay(ctx.texts("people.nobody", wanted=wanted[:40]))
    if len(found) > 1:
        return ctx.stay(ctx.texts("people.several", people="\n".join(f"{one.key} – {one.name}" for one in found[:10])))
    one = found[0]
    phone = ctx.work.people.phone(one.id)
    tail = ctx.texts("people.phone", tail=phone[-3:]) if phone else ctx.texts("people.no_phone")
    given = sum(len(ctx.work.assignments.of_person(held.id, one.id)) for held in ctx.rounds())
    lines = [_line(ctx, one), tail, *([ctx.texts("people.households", n=given)] if given else [])]
    lines.append(ctx.texts("people.one_how", code=one.key))
    return ctx.close("\n".join(lines), (_buttons(ctx, one),))


def _buttons(ctx: Context, one: Person) -> tuple[Button, ...]:
    return (
        tap(ctx.texts("people.button.invite"), f"/moi {one.key}"),
        tap(ctx.texts("people.button.release"), f"cho nghỉ {one.key}"),
    )


def typed(ctx: Context, text: str) -> Response | None:
    """What an admin says of people: "thêm …", "chuyển … sang …", "cho nghỉ …", "mời tất cả", "in giấy mời"; None where it is something else."""
    said = fold(text).strip(" .?!")
    if said in _ABSENT:
        return _absent(ctx, _people(ctx))
    if _INVITE_ALL.fullmatch(said):
        return _invite_all(ctx)
    return changing.typed(ctx, text) or releasing.typed(ctx, text) or printing.typed(ctx, text, _people(ctx))


def _invite_all(ctx: Context) -> Response:
    """One message a person, to be passed on; a second time makes new codes, for the old ones may have been lost."""
    waiting = [one for one in _people(ctx) if not ctx.work.people.accounts(one.id)]
    if not waiting:
        return ctx.close(ctx.texts("people.all_came"))
    now = waiting[:MOST_INVITED]
    services = ctx.services
    texts = [create_invite(ctx.work, services, one, ctx.person.id, ctx.now, services.choose) for one in now]
    left = ctx.texts("people.invited_more", n=len(waiting) - len(now)) if len(waiting) > len(now) else ""
    first = ctx.close(ctx.texts("people.invited", n=len(now), more=left).strip())
    return changing.with_more(first, texts)
