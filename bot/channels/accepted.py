"""Messages of several parts on their way: what the platform accepted before a failure is not sent again while the process lives."""

from typing import Generic, TypeVar

Part = TypeVar("Part")
REMEMBERED = 1_000


class Accepted(Generic[Part]):
    """What was accepted of which outbox row, in order; at most `most` rows at a time, the oldest are forgotten first."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._most = most
        self._accepted: dict[int, list[Part]] = {}

    def of(self, outbox_id: int) -> list[Part]:
        """What earlier tries came to."""
        return list(self._accepted.get(outbox_id, ()))

    def add(self, outbox_id: int, part: Part) -> None:
        if outbox_id not in self._accepted and len(self._accepted) >= self._most:
            self._accepted.pop(next(iter(self._accepted)))
        self._accepted.setdefault(outbox_id, []).append(part)

    def whole(self, outbox_id: int) -> list[Part]:
        """All parts of a message that is sent now, of this try and of earlier ones; nothing of it is remembered any more."""
        return self._accepted.pop(outbox_id, [])
