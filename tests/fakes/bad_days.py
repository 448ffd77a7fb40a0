"""What goes wrong between a platform and a bot: as told for one request, or by chance in a share of all that is said in either direction.

Requests: refusals in the platform's own words, bare HTTP errors, lines that break before or after the request was accepted, slow answers, and
answers that do not come before the bot's patience ends. Events: brought twice, late, or before those that came first (`road.py`).
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a request whose method (or path) ends so; "" = whichever comes next.

    `code`: refused with it and with `words`; `status`: a bare HTTP error; `cut`: the line breaks "before" or "after" it was accepted;
    `page`: somebody in the platform's place answers so, with `status` (or 200), and the platform hears nothing of the request;
    `slow`, `silent`: seconds until it is looked at, and from then until the answer. Nothing of all that: it goes well.
    """

    method: str = ""
    code: int = 0
    words: str = "as told"
    retry_after: int = 0
    status: int = 0
    page: str = ""
    cut: str = ""
    slow: float = 0.0
    silent: float = 0.0

    @property
    def name(self) -> str:
        parts = {
            "refused": self.code,
            "http": self.status,
            "page": self.page,
            "cut": self.cut,
            "slow": self.slow,
            "silent": self.silent,
        }
        return " ".join(f"{name} {value}" for name, value in parts.items() if value)


USUAL = (
    Fault(status=502),
    Fault(status=500),
    Fault(cut="before"),
    Fault(cut="after"),
    Fault(slow=0.3),
)
"""Of any platform; each adds how it refuses a bot that is too fast."""

UNTOLD = ("cut after", "silent")
"""How the names of those begin where the request was accepted and the bot cannot know."""

TWICE, LATE, SWAPPED = "brought twice", "brought late", "brought before another"
LATE_SECONDS = 0.3


@dataclass
class BadDays:
    """`told` comes first, each once. `chance` decides over `share` of the rest; None = nothing goes wrong by itself.
    After `lasting` ones a bot waits for half a minute: they come only on long days.
    """

    told: list[Fault] = field(default_factory=list)
    usual: tuple[Fault, ...] = USUAL
    lasting: tuple[Fault, ...] = ()
    share: float = 0.0
    chance: Random | None = None
    happened: Counter[str] = field(default_factory=Counter)

    def begin(self, share: float, seed: int, silent: float = 0.0) -> None:
        """From now on; with `silent` for a long day, on which some answers wait for so many seconds."""
        self.share, self.chance = share, Random(seed)
        if silent:
            self.usual += (Fault(silent=silent), *self.lasting)

    def end(self) -> None:
        self.chance = None

    def of_request(self, method: str, *, spared: bool = False) -> Fault:
        """What happens to this one, counted; `spared`: only what was told."""
        found = next((each for each in self.told if method.endswith(each.method)), None)
        if found is not None:
            self.told.remove(found)
        else:
            found = Fault() if spared else self._by_chance()
        if found.name:
            self.happened[found.name] += 1
        return found

    def _by_chance(self) -> Fault:
        if self.chance is None or self.chance.random() >= self.share:
            return Fault()
        return self.chance.choice(self.usual)

    def of_event(self) -> str:
        """TWICE, LATE, SWAPPED, or "" for one that arrives as it should; counted."""
        if self.chance is None or self.chance.random() >= self.share:
            return ""
        found = self.chance.choice((TWICE, LATE, SWAPPED))
        self.happened[found] += 1
        return found

    async def meet(
        self,
        request: web.Request,
        fault: Fault,
        refuse: Callable[[Fault], web.StreamResponse],
        answer: Callable[[], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        """The answer to a request to which this happens; nothing is done where it is refused or never arrives."""
        await asyncio.sleep(fault.slow)
        if fault.cut == "before":
            return broken(request)
        if fault.page:
            kind = "application/json" if fault.page[:1] in "{[t" else "text/html"
            return web.Response(status=fault.status or 200, text=fault.page, content_type=kind)
        if fault.status:
            return web.Response(status=fault.status, text="oops")
        if fault.code:
            return refuse(fault)
        response = await answer()
        await asyncio.sleep(fault.silent)
        return broken(request) if fault.cut == "after" else response


def broken(request: web.Request) -> web.StreamResponse:
    """The line is gone; nobody reads what is returned."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
