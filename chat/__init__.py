"""The channel-neutral message. A leaf: it imports nothing of the project."""

from chat.errors import Failure, SendError
from chat.menu import Menu
from chat.message import (
    MAX_PAYLOAD,
    Address,
    Ask,
    Button,
    Capabilities,
    Contact,
    FileIn,
    FileOut,
    Incoming,
    Kind,
    Location,
    Outgoing,
    Picture,
    Receipt,
)

__all__ = [
    "MAX_PAYLOAD",
    "Address",
    "Ask",
    "Button",
    "Capabilities",
    "Contact",
    "Failure",
    "FileIn",
    "FileOut",
    "Incoming",
    "Kind",
    "Location",
    "Menu",
    "Outgoing",
    "Picture",
    "Receipt",
    "SendError",
]
