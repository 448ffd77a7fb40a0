"""Local time of the commune, for the edges that people and pages see."""

from datetime import datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def local(instant: datetime) -> datetime:
    """The same instant with Viet Nam's offset."""
    return instant.astimezone(LOCAL)
