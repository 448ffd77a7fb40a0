"""How fast a channel may send: so many starts in so many seconds, and in which order places are given."""

from collections import deque


class Pace:
    """At most `count` starts in any `seconds`."""

    def __init__(self, count: int, seconds: float) -> None:
        self._seconds = seconds
        self._starts: deque[float] = deque([float("-inf")] * count, maxlen=count)

    def reserve(self, now: float) -> float:
        """Take the next place; the time of it. Callers come with a `now` that never goes back, so places are in order."""
        at = max(now, self._starts[0] + self._seconds)
        self._starts.append(at)
        return at

    def idle(self, now: float) -> bool:
        return self._starts[-1] + self._seconds < now
