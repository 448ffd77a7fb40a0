"""What channels themselves say around a message; the sentences stand in `content/texts` like all others."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChannelWords:
    """Labels of the keyboard by which one shares one's number or location, and the line of words that may be typed."""

    share_phone: str
    share_location: str
    typed: Callable[[str], str]


UNSAID = ChannelWords("", "", str)
"""For a channel that sends nothing to people."""


def channel_words(texts: Callable[..., str]) -> ChannelWords:
    """`texts` says a sentence by its key."""
    return ChannelWords(
        share_phone=texts("channel.share_phone"),
        share_location=texts("channel.share_location"),
        typed=lambda words: texts("channel.typed", words=words),
    )
