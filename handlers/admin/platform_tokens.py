"""The keys of a channel are lost: a human has to fetch new ones."""

from datetime import datetime

from chat import Outgoing
from handlers.talk.notify import tell
from handlers.talk.services import Services
from storage.records import Role, telling
from storage.work import Work


def lost(work: Work, services: Services, channel: str, now: datetime) -> None:
    """Tell every admin, by whatever still reaches them."""
    text = services.texts("keys.lost", channel=services.texts.channel(channel))
    for admin in work.people.with_role(Role.ADMIN):
        tell(
            work,
            services,
            admin,
            Outgoing(text, private=False),
            telling("keys", channel, now.isoformat(), admin.id),
            now,
        )
