"""What a bot's plan allows in a month, what is used of it, and the warning before it is used up."""

from collections.abc import Iterator
from datetime import datetime

from chat import Outgoing
from handlers.talk.notify import tell
from handlers.talk.services import Quota, Services
from handlers.talk.wording import local
from storage.records import Role, telling
from storage.work import Database, Work
from survey.written import vietnamese_number

WARN_AT = (100, 80)
"""Per cent of the plan, the higher first: of both only the one that is reached is said, once a month."""


def used(work: Work, quota: Quota, now: datetime) -> Iterator[tuple[str, int, int]]:
    """(what, used, allowed) for all that the plan limits."""
    here = local(now)
    if quota.messages:
        yield "messages", work.quotas.messages(quota.channel, quota.bot, f"{here:%Y-%m}"), quota.messages
    if quota.users:
        start = here.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        yield "users", work.quotas.users(quota.channel, quota.bot, start), quota.users


def lines(work: Work, services: Services, now: datetime) -> list[str]:
    """How much is used, for the admin."""
    found = []
    for quota in services.settings.quotas:
        parts = [share_of(services, what, count, allowed) for what, count, allowed in used(work, quota, now)]
        if parts:
            channel = services.texts.channel(quota.channel)
            found.append(services.texts("quota.line", channel=channel, parts=", ".join(parts)))
    return found


def tick(database: Database, services: Services, now: datetime) -> int:
    """Warn the admins of what is nearly, or quite, used up; how many messages were queued."""
    if not services.settings.quotas:
        return 0
    with database.look() as work:
        if not any(True for quota in services.settings.quotas for _ in _new(work, quota, now)):
            return 0
    with database.work() as work:
        queued = sum(_warn(work, services, quota, now) for quota in services.settings.quotas)
        work.commit()
    return queued


def reached(count: int, allowed: int) -> int | None:
    """The highest mark of `WARN_AT` that is reached, None below all."""
    return next((one for one in WARN_AT if count * 100 >= allowed * one), None)


def _new(work: Work, quota: Quota, now: datetime) -> Iterator[tuple[str, int, int, int, str]]:
    """(what, used, allowed, mark, name in meta) of every mark that is reached and not said yet."""
    for what, count, allowed in used(work, quota, now):
        share = reached(count, allowed)
        key = f"quota:{quota.channel}:{quota.bot}:{local(now):%Y-%m}:{what}"
        if share is not None and int(work.meta.get(key) or 0) < share:
            yield what, count, allowed, share, key


def _warn(work: Work, services: Services, quota: Quota, now: datetime) -> int:
    queued = 0
    for what, count, allowed, share, key in _new(work, quota, now):
        work.meta.set(key, str(share))
        channel = services.texts.channel(quota.channel)
        part = share_of(services, what, count, allowed)
        text = services.texts("quota.full" if share == WARN_AT[0] else "quota.nearly", channel=channel, part=part)
        for admin in work.people.with_role(Role.ADMIN):
            queued += tell(work, services, admin, Outgoing(text), telling(key, share, admin.id), now) is not None
    return queued


def share_of(services: Services, what: str, count: int, allowed: int) -> str:
    """Such as "2.410/3.000 tin"."""
    return services.texts(f"quota.{what}", used=vietnamese_number(count), allowed=vietnamese_number(allowed))
