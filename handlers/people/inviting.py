"""Inviting people: a code for one person, once, for a limited time."""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from handlers.people.codes import ALPHABET, CODE_LENGTH, written
from handlers.talk.context import Context, Response
from handlers.talk.services import Services
from handlers.talk.wording import clock_text
from storage.records import Person
from storage.work import Work
from survey.read import TITLES, fold

Choose = Callable[[str], str]
"""Picks one letter of an alphabet at random."""


def new_code(choose: Choose = secrets.choice) -> str:
    """A code of 59 random bits without look-alike characters."""
    return "".join(choose(ALPHABET) for _ in range(CODE_LENGTH))


def create_invite(
    work: Work, services: Services, person: Person, created_by: int | None, now: datetime, choose: Choose
) -> str:
    """Store a new code for a person and word the message that goes to that person: code, link and how long it works."""
    code, expires = new_code(choose), expiry(services, now)
    work.invites.create(person.id, code, created_by, now, expires)
    link = link_of(services, code)
    line = services.texts("invite.link", link=link) if link else ""
    return services.texts(
        "invite.message", name=person.name, code=written(code), link=line, until=clock_text(expires)
    ).replace("\n\n", "\n")


def expiry(services: Services, now: datetime) -> datetime:
    """Until when a code that is made now works."""
    return now + timedelta(hours=services.settings.invite_hours)


def link_of(services: Services, code: str) -> str:
    """What opens the bot in Telegram with this code; "" where nobody knows the bot's name there."""
    bot = services.settings.telegram_bot
    return f"https://t.me/{bot}?start={code}" if bot else ""


def called(people: Sequence[Person], wanted: str) -> list[Person]:
    """The people of this key, or with this as a part of their names; marks may be left out, a title ("ông Rin") too."""
    by_key = [one for one in people if one.key == wanted.strip().lower()]
    words = fold(wanted).split()
    names = [" ".join(words), " ".join(words[1:]) if words and words[0] in TITLES else ""]
    by_name = ([one for one in people if name and f" {name} " in f" {fold(one.name)} "] for name in names)
    return by_key or next((found for found in by_name if found), [])


def invite(ctx: Context, argument: str) -> Response:
    """`/moi` lists the people; `/moi ra-soat-1` (or a part of the name) makes a code. An interview that is open stays open."""
    people = [one for one in ctx.work.people.all() if one.active]
    wanted = argument.strip()
    found = called(people, wanted)
    if len(found) == 1:
        text = create_invite(ctx.work, ctx.services, found[0], ctx.person.id, ctx.now, ctx.services.choose)
        return ctx.stay(text)
    shown = found or people
    key = "invite.several" if found else "invite.nobody" if wanted else "invite.list"
    lines = [f"{one.key} – {one.name}, {ctx.texts.roles(one.roles)}" for one in shown[:40]]
    return ctx.stay(ctx.texts(key, wanted=wanted[:40], people="\n".join(lines)))
