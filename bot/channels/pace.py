"""How fast a channel may send: so many in so many seconds, counted when they really go."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable


class Gate:
    """Lets at most `count` through in any `seconds`, in the order in which they came; `time` and `sleep` in seconds.

    A place is not given for a time to come: after a hold-up (a slow disk, a busy machine) all whose time had passed would go at once.
    """

    def __init__(
        self,
        count: int,
        seconds: float,
        time: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._seconds, self._sleep = seconds, sleep
        self._time = time or (lambda: asyncio.get_running_loop().time())
        self._gone: deque[float] = deque([float("-inf")] * count, maxlen=count)
        self._next = asyncio.Lock()

    async def enter(self, inner: "Gate | None" = None) -> None:
        """Returns when it is one's turn; here, and then at the `inner` gate, before which nobody stands who has to wait here."""
        async with self._next:
            left = self._gone[0] + self._seconds - self._time()
            if left > 0:
                await self._sleep(left)
            if inner is not None:
                await inner.enter()
            self._gone.append(self._time())

    @property
    def is_idle(self) -> bool:
        """Nobody waits, and whoever comes would not have to."""
        return not self._next.locked() and self._gone[-1] + self._seconds < self._time()
