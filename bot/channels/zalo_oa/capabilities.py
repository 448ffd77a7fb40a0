"""What a Zalo Official Account can do."""

from datetime import timedelta

from bot.settings.config import ZaloOa
from chat import Capabilities

PATH = "/webhook/zalo-oa"
MAX_BUTTONS = 5
IMAGES = {"image/jpeg": 2**20, "image/png": 2**20}
FILES = {
    "application/pdf": 5 * 2**20,
    "application/msword": 5 * 2**20,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": 5 * 2**20,
    "text/csv": 5 * 2**20,
}
"""What may be sent, with the most bytes of each: the platform's list."""


def capabilities(settings: ZaloOa) -> Capabilities:
    """A reminder may be written while the person's window is open, and at any time where there is a template for it."""
    return Capabilities(
        name="zalo_oa",
        max_text=2000,
        buttons=True,
        max_buttons=MAX_BUTTONS,
        location=True,
        photo_in=True,
        file_in=True,
        file_out=True,
        write_window=None if settings.template_id else timedelta(hours=settings.write_hours),
    )
