"""`python -m bot doctor`: looks at everything the bot stands on, changes nothing, and says what to do about each finding."""

from bot.doctor.examination import World, examine

__all__ = ["World", "examine"]
