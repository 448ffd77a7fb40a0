"""What Telegram lets a bot send, as its FAQ says: 30 messages a second in all, one a second in a chat, 20 a minute in a group."""

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

ALL, GROUP = 30, 20
CHAT_SECONDS = 0.9
"""A little less than a second, for requests do not arrive as evenly as they leave."""


@dataclass
class Limits:
    """Counts what was let through; `time` in seconds. What is refused does not count."""

    time: Callable[[], float]
    refused: int = 0
    _all: deque[float] = field(default_factory=lambda: deque(maxlen=ALL))
    _chats: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=GROUP)))

    def wait(self, chat: int) -> int:
        """Seconds to wait before the next message to this chat; 0 = it is let through and counted."""
        now, chats = self.time(), self._chats[chat]
        if chat > 0:
            busy = bool(chats) and now - chats[-1] < CHAT_SECONDS
        else:
            busy = len(chats) == GROUP and now - chats[0] < 60
        if busy or (len(self._all) == ALL and now - self._all[0] < 1):
            self.refused += 1
            return 1 if chat > 0 else 60
        chats.append(now)
        self._all.append(now)
        return 0
