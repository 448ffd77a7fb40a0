"""Invitations on paper: a page for each who has not come yet, with the code and what to do, made as a job and handed over as a file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from handlers.exports import handing
from handlers.exports.wanted import Format
from handlers.people.codes import written
from handlers.people.inviting import called, expiry, link_of, new_code
from handlers.register.importing import commune_here, groups_of
from handlers.talk import long_work
from handlers.talk.context import Context, Response
from handlers.talk.long_work import JobKind
from handlers.talk.wording import clock_text
from storage.records import LinkedFile, Person
from survey.exports.invitations import Invitation, outcome, sheets, task
from survey.exports.templates import INVITATIONS
from survey.read import fold, read_group

PRINT_ALL = "in giấy mời"
MOST_PAGES = 200
"""In one file; the rest is made by asking again, when these have come."""

TELEGRAM, ZALO = "telegram", frozenset({"zalo_bot", "zalo_oa"})
_ASKED = re.compile(
    r"(?:in |làm |lam |xuất |xuat )?(?:các |cac )?(?:giấy|giay) (?:mời|moi)(?: (?:cho |của |cua )?(.+))?", re.IGNORECASE
)
_ALL = frozenset({"tat ca", "het", "ca xa", "moi nguoi", "tat ca moi nguoi", "nguoi chua vao", "nhung nguoi chua vao"})


def typed(ctx: Context, text: str, people: Sequence[Person]) -> Response | None:
    """Words like "in giấy mời", "in giấy mời tổ 6", "in giấy mời Rin"; None where the words are something else."""
    found = _ASKED.fullmatch(text.strip(" .?!"))
    if found is None:
        return None
    whom = (found[1] or "").strip()
    chosen = _chosen(ctx, whom, people)
    return chosen if isinstance(chosen, Response) else _begin(ctx, chosen)


def _chosen(ctx: Context, whom: str, people: Sequence[Person]) -> list[Person] | Response:
    """Those of them who have not come; a name means this person, come or not."""
    waiting = [one for one in people if not ctx.work.people.accounts(one.id)]
    if not whom or fold(whom) in _ALL:
        return waiting or ctx.close(ctx.texts("people.all_came"))
    groups = {unit.code: unit.name for unit in groups_of(ctx.work, commune_here(ctx.work))}
    group = read_group(groups, whom)
    if group is not None:
        there = [one for one in waiting if group in one.units]
        return there or ctx.close(ctx.texts("people.all_came_there", place=groups[group]))
    found = called(people, whom)
    if len(found) > 1:
        listed = "\n".join(f"{one.key} – {one.name}" for one in found[:10])
        return ctx.stay(ctx.texts("people.several", people=listed))
    return found or ctx.stay(ctx.texts("people.nobody", wanted=whom[:40]))


def _begin(ctx: Context, people: Sequence[Person]) -> Response:
    if not handing.can_hand_over(ctx):
        return ctx.stay(ctx.texts("export.no_way"))
    now = people[:MOST_PAGES]
    about = {
        "n": str(len(now)),
        "left": str(len(people) - len(now)),
        "people": " ".join(str(one.id) for one in now),
        "until": expiry(ctx.services, ctx.now).isoformat(),
    }
    return long_work.begin(ctx, PRINTED.name, about)


def _gather(ctx: Context, about: Mapping[str, str]) -> bytes:
    """The codes are made here and lie nowhere until the sheet is handed over: what is given up leaves none that works."""
    services = ctx.services
    people = (ctx.work.people.get(int(number)) for number in about["people"].split())
    until = clock_text(datetime.fromisoformat(about["until"]))
    invitations = [_invitation(ctx, one, until) for one in people if one is not None and one.active]
    values = {
        "telegram": TELEGRAM in services.channels or bool(services.settings.telegram_bot),
        "zalo": bool(ZALO & services.channels.keys()),
        "bot": services.settings.telegram_bot,
    }
    return task(services.templates[INVITATIONS], invitations, values)


def _invitation(ctx: Context, one: Person, until: str) -> Invitation:
    code = new_code(ctx.services.choose)
    places = [unit for key in one.units if (unit := ctx.work.units.get(key)) is not None]
    return Invitation(
        person=one.id,
        code=code,
        shown=written(code),
        name=one.name,
        roles=_capital(ctx.texts.roles(one.roles)),
        places=_capital(", ".join(unit.called for unit in places)),
        commune=_commune(ctx, one.units),
        until=until,
        link=link_of(ctx.services, code),
    )


def _commune(ctx: Context, units: Iterable[str]) -> str:
    """Whose paper it is: the commune, or what stands above all communes."""
    for code in units:
        found = ctx.work.units.commune_of(code) or ctx.work.units.get(code)
        if found is not None:
            return _capital(found.called)
    return ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _handed(ctx: Context, result: bytes, _batch: int) -> Response:
    """The sheet, and from the same moment its codes work; nothing where the person may not invite any more."""
    if not ctx.person.active or not ctx.may("command.moi"):
        return ctx.stay(ctx.texts("turn.not_allowed", command="/danhba"))
    job = ctx.work.jobs.open_of(ctx.person.id)
    assert job is not None, "it is being written"
    about, (codes, content) = long_work.about_of(job), outcome(result)
    until = datetime.fromisoformat(about["until"])
    for person, code in codes:
        if ctx.work.people.get(person) is not None:
            ctx.work.invites.create(person, code, ctx.person.id, ctx.now, until)
    name = f"{ctx.texts('invite.sheets.file')}-{ctx.today.isoformat()}.{Format.WORD.ending}"
    left = int(about["left"])
    more = ctx.texts("invite.sheets.more", n=left) if left else ""
    file = LinkedFile(name, handing.MIMES[Format.WORD], content)
    return handing.hand_over(ctx, file, "invite.sheets.done", "invite.sheets.link", n=str(len(codes)), more=more)


PRINTED = JobKind("invites", _gather, sheets, _handed)
