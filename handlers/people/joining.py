"""Who writes: strangers, and invitation codes that make them known."""

from datetime import datetime, timedelta

from chat import Address, Ask, Incoming, Kind, Outgoing
from handlers.people.codes import codes_in
from handlers.talk.notify import admins_over, tell
from handlers.talk.services import Services
from handlers.talk.texts import Public
from handlers.talk.wording import local
from storage.records import (
    ConversationKey,
    Invite,
    Person,
    Role,
    telling,
    with_group,
    with_hidden,
    with_locked_out,
    with_stranger,
)
from storage.work import Work

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
STRANGERS = "/strangers"
"""Behind a bot's name: under that its answers to strangers are counted beside all others."""


def stranger(work: Work, services: Services, incoming: Incoming, now: datetime) -> tuple[Outgoing, ...]:
    """One polite sentence a day to somebody unknown; a right code links the account; after too many wrong ones they are told to wait."""
    texts = services.texts
    if incoming.address.is_group:
        return _group(work, services, incoming, now)
    settings = services.settings
    failures = work.invites.failures(incoming.address, now - timedelta(hours=1))
    if failures >= settings.invite_tries:
        return _seldom(
            work,
            services,
            incoming,
            with_locked_out(incoming.address),
            texts("identify.wait", n=failures),
            now,
            AN_HOUR,
        )
    codes = codes_in(incoming.text) if incoming.kind is Kind.TEXT else ()
    if not codes:
        greeting = texts("identify.stranger", commune=_here(work))
        return _seldom(work, services, incoming, with_stranger(incoming.address), greeting, now)
    if len(codes) > 1:
        return _to_stranger(work, services, incoming, texts("identify.two_codes"), now)
    invite = work.invites.use(codes[0], incoming.address, now)
    if invite is None:
        return _wrong(work, services, incoming, failures + 1, now)
    return _linked(work, services, incoming, invite, now)


def _wrong(work: Work, services: Services, incoming: Incoming, failures: int, now: datetime) -> tuple[Outgoing, ...]:
    """Counted; with the last one that is allowed the admins are told, for nobody knows whose invitation it was."""
    work.invites.failed(incoming.address, now)
    if failures < services.settings.invite_tries:
        return _to_stranger(work, services, incoming, services.texts("identify.wrong_code"), now)
    _alarm(work, services, incoming.address, now)
    wait = services.texts("identify.wait", n=failures)
    return _seldom(work, services, incoming, with_locked_out(incoming.address), wait, now, AN_HOUR)


def hidden(work: Work, services: Services, incoming: Incoming, now: datetime) -> tuple[Outgoing, ...]:
    """The platform withholds what this person writes: once a day it is told whom they can ask instead. Never "please repeat"."""
    text = services.texts("identify.hidden", contact=Public(_asked(work) or _here(work)))
    return _seldom(work, services, incoming, with_hidden(incoming.address), text, now)


def _here(work: Work) -> str:
    """What serves whoever writes to this bot: its one commune, or what its communes lie in."""
    communes = work.units.communes()
    one = communes[0] if len(communes) == 1 else work.units.root()
    return one.called if one is not None else ""


def _asked(work: Work) -> str:
    """Whom people can ask, where all who write are of one commune."""
    communes = work.units.communes()
    return (communes[0].contact or communes[0].controller) if len(communes) == 1 else ""


def _group(work: Work, services: Services, incoming: Incoming, now: datetime) -> tuple[Outgoing, ...]:
    """One sentence a day: people of a group talk with each other, not with the bot. A code that they all read is withdrawn."""
    for code in codes_in(incoming.text):
        seen = work.invites.give_away(code)
        person = work.people.get(seen.person_id) if seen is not None else None
        if seen is not None and person is not None:
            _tell(work, services, seen, services.texts("identify.code_in_group", name=person.name), now)
    return _seldom(work, services, incoming, with_group(incoming.address), services.texts("identify.group"), now)


def _seldom(
    work: Work,
    services: Services,
    incoming: Incoming,
    key: ConversationKey,
    text: str,
    now: datetime,
    every: timedelta = A_DAY,
) -> tuple[Outgoing, ...]:
    """The sentence, unless the same one was said to them less than so long ago."""
    known = work.conversations.load(key)
    if known is not None and now - known.updated_at < every:
        return ()
    work.conversations.save(key, "", (), now)
    return _to_stranger(work, services, incoming, text, now)


def _to_stranger(work: Work, services: Services, incoming: Incoming, text: str, now: datetime) -> tuple[Outgoing, ...]:
    """Strangers must not use up what a plan allows: reviewers would get no questions. Beyond their share of a month there is silence."""
    here = incoming.address
    quota = next((one for one in services.settings.quotas if (one.channel, one.bot) == (here.channel, here.bot)), None)
    if quota is not None and quota.messages:
        month = f"{local(now):%Y-%m}"
        if work.quotas.messages(here.channel, here.bot + STRANGERS, month) >= quota.for_strangers:
            return ()
        work.quotas.add(here.channel, here.bot + STRANGERS, month, 1)
    return (Outgoing(text, private=False),)


def _alarm(work: Work, services: Services, tried: Address, now: datetime) -> None:
    """The admins are told that somebody tries codes out, once a day for each channel."""
    key = f"tries:{tried.channel}:{tried.bot}"
    day = f"{local(now).date()}"
    if work.meta.get(key) == day:
        return
    work.meta.set(key, day)
    text = services.texts(
        "identify.many_wrong", channel=services.texts.channel(tried.channel), n=services.settings.invite_tries
    )
    for admin in work.people.with_role(Role.ADMIN):
        tell(work, services, admin, Outgoing(text), telling(key, day, admin.id), now)


def _linked(work: Work, services: Services, incoming: Incoming, invite: Invite, now: datetime) -> tuple[Outgoing, ...]:
    person = work.people.get(invite.person_id)
    assert person is not None
    work.people.link(person.id, incoming.address, now)
    _tell_inviter(work, services, incoming, invite, person, now)
    able = services.channels.get(incoming.address.channel)
    shares = able is None or able.contact
    said = (
        services.texts("identify.linked", name=person.name),
        services.texts("phone.share" if shares else "phone.type"),
    )
    return (Outgoing("\n".join(said), ask=Ask.CONTACT if shares else Ask.NOTHING),)


def _tell_inviter(
    work: Work, services: Services, incoming: Incoming, invite: Invite, person: Person, now: datetime
) -> None:
    channel = services.texts.channel(incoming.address.channel)
    _tell(work, services, invite, services.texts("identify.inviter", name=person.name, channel=channel), now)


def _tell(work: Work, services: Services, invite: Invite, text: str, now: datetime) -> None:
    """Whoever invited, where they still may; else all admins."""
    made_by = work.people.get(invite.created_by) if invite.created_by is not None else None
    invited = work.people.get(invite.person_id)
    inviters = (made_by,) if made_by is not None and made_by.active else admins_over(work, invited)
    for inviter in inviters:
        if inviter.id != invite.person_id:
            tell(work, services, inviter, Outgoing(text), telling("invite", invite.id, inviter.id), now)
