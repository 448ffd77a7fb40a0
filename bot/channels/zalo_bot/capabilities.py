"""What a bot of the Zalo Bot Platform can do: words, and pictures that people send."""

from chat import Capabilities

CAPABILITIES = Capabilities(
    name="zalo_bot",
    max_text=2000,
    buttons=False,
    photo_in=True,
    limited=True,
)
PATH = "/webhook/zalo-bot"
