"""Who writes: strangers, and invitation codes that make them known."""

from datetime import datetime, timedelta

from chat import Address, Ask, Incoming, Kind, Outgoing
from handlers.people.codes import codes_in
from handlers.talk.notify import tell
from handlers.talk.services import Services
from handlers.talk.texts import Public
from storage.records import Invite, Person, Role, telling, with_group, with_hidden
from storage.work import Work


def stranger(work: Work, services: Services, incoming: Incoming, now: datetime) -> tuple[Outgoing, ...]:
    """One polite sentence to somebody unknown; a right code links the account; after too many wrong ones they are told to wait."""
    texts = services.texts
    if incoming.address.is_group:
        return _group(work, services, incoming.address, now)
    settings = services.settings
    failures = work.invites.failures(incoming.address, now - timedelta(hours=1))
    if failures >= settings.invite_tries:
        return (Outgoing(texts("identify.wait", n=failures), private=False),)
    codes = codes_in(incoming.text) if incoming.kind is Kind.TEXT else ()
    if len(codes) != 1:
        key = "identify.two_codes" if codes else "identify.stranger"
        said = texts(key) if codes else texts(key, commune=settings.commune)
        return (Outgoing(said, private=False),)
    invite = work.invites.use(codes[0], incoming.address, now)
    if invite is None:
        return (_wrong(work, services, incoming, failures + 1, now),)
    return _linked(work, services, incoming, invite, now)


def _wrong(work: Work, services: Services, incoming: Incoming, failures: int, now: datetime) -> Outgoing:
    """Counted; with the last one that is allowed the admins are told, for nobody knows whose invitation it was."""
    work.invites.failed(incoming.address, now)
    if failures < services.settings.invite_tries:
        return Outgoing(services.texts("identify.wrong_code"), private=False)
    channel = services.texts.channel(incoming.address.channel)
    warning = Outgoing(services.texts("identify.many_wrong", channel=channel, n=failures))
    for admin in work.people.with_role(Role.ADMIN):
        tell(
            work,
            services,
            admin,
            warning,
            telling("codes", incoming.address.channel, incoming.update_key, admin.id),
            now,
        )
    return Outgoing(services.texts("identify.wait", n=failures), private=False)


def hidden(work: Work, services: Services, incoming: Incoming, now: datetime) -> tuple[Outgoing, ...]:
    """The platform withholds what this person writes: once a day it is told whom they can ask instead. Never "please repeat"."""
    key = with_hidden(incoming.address)
    known = work.conversations.load(key)
    if known is not None and now - known.updated_at < timedelta(days=1):
        return ()
    work.conversations.save(key, "", (), now)
    contact = services.settings.contact or services.settings.commune
    return (Outgoing(services.texts("identify.hidden", contact=Public(contact)), private=False),)


def _group(work: Work, services: Services, group: Address, now: datetime) -> tuple[Outgoing, ...]:
    """One sentence a day: people of a group talk with each other, not with the bot."""
    key = with_group(group)
    known = work.conversations.load(key)
    if known is not None and now - known.updated_at < timedelta(days=1):
        return ()
    work.conversations.save(key, "", (), now)
    return (Outgoing(services.texts("identify.group"), private=False),)


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
    if invite.created_by is None:
        inviters = work.people.with_role(Role.ADMIN)
    else:
        inviter = work.people.get(invite.created_by)
        inviters = (inviter,) if inviter else ()
    channel = services.texts.channel(incoming.address.channel)
    text = services.texts("identify.inviter", name=person.name, channel=channel)
    for inviter in inviters:
        if inviter.id == person.id:
            continue
        tell(work, services, inviter, Outgoing(text), telling("invite", invite.id, inviter.id), now)
