"""The web chat: a mailbox per persona, an HTTP interface and a page. For the demo on one's own machine."""

from bot.channels.web.channel import WebChannel
from bot.channels.web.server import ChatSite

__all__ = ["ChatSite", "WebChannel"]
