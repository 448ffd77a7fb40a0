"""What Telegram can do (Bot API limits)."""

from chat import Capabilities

CAPABILITIES = Capabilities(
    name="telegram",
    max_text=4096,
    buttons=True,
    max_buttons=60,
    max_label=60,
    edit=True,
    contact=True,
    location=True,
    photo_in=True,
    file_out=True,
)
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
PATH = "/webhook/telegram"
