"""A fake platform in a process of its own, and the people on it told what to do over HTTP: `python -m tests.fakes telegram 8100`."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import httpx
from aiohttp import web

from tests.fakes.bad_days import BadDays

ROOT = Path(__file__).parents[2]
HAND = "/_/"
More = Callable[[web.Application], None]


def nothing_more(_: web.Application) -> None:
    """A server that only its bots use."""


class Fake(Protocol):
    """What can be done with any of them from outside."""

    days: BadDays

    @property
    def needed(self) -> str:
        """What a bot needs to know to use it."""

    @property
    def is_busy(self) -> bool: ...

    def meet(self, user: str) -> None:
        """Somebody has written to the bot before."""

    def say(self, user: str, text: str) -> object: ...

    def texts(self, user: str) -> list[str]: ...

    def serve_webhook(self, to: str) -> None: ...

    def serving(self, port: int = 0, more: "More" = ...) -> AbstractAsyncContextManager[str]: ...


def by_hand(fake: Fake) -> More:
    """Routes that make people speak and days bad: POST /_/NAME with a list of arguments in JSON."""
    acts: dict[str, Callable[..., Any]] = {
        "meet": fake.meet,
        "say": lambda user, text: bool(fake.say(user, text)),
        "texts": fake.texts,
        "webhook": fake.serve_webhook,
        "bad": fake.days.begin,
        "good": fake.days.end,
        "happened": lambda: dict(fake.days.happened),
        "busy": lambda: fake.is_busy,
    }

    async def act(request: web.Request) -> web.StreamResponse:
        return web.json_response(acts[request.match_info["name"]](*await request.json()))

    def add(app: web.Application) -> None:
        app.router.add_post(f"{HAND}{{name}}", act)

    return add


@dataclass
class Far:
    """A fake that runs elsewhere."""

    address: str
    client: httpx.Client

    def _do(self, name: str, *arguments: object) -> Any:
        return self.client.post(f"{self.address}{HAND}{name}", json=arguments).raise_for_status().json()

    def meet(self, user: str) -> None:
        self._do("meet", user)

    def say(self, user: str, text: str) -> None:
        self._do("say", user, text)

    def texts(self, user: str) -> list[str]:
        found: list[str] = self._do("texts", user)
        return found

    def serve_webhook(self, to: str) -> None:
        self._do("webhook", to)

    def bad_days(self, share: float, seed: int, silent: float) -> None:
        self._do("bad", share, seed, silent)

    def good_days(self) -> None:
        self._do("good")

    def happened(self) -> dict[str, int]:
        """How often what went wrong."""
        found: dict[str, int] = self._do("happened")
        return found

    @property
    def is_busy(self) -> bool:
        return bool(self._do("busy"))


@contextmanager
def far(name: str) -> Iterator[Far]:
    """The fake of that name as a process; it ends with the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.fakes", name], cwd=ROOT, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    assert process.stdout is not None
    try:
        found = re.search(r"http://[^\s/]+", process.stdout.readline())
        assert found is not None, f"the fake {name} does not start"
        with httpx.Client(timeout=30) as client:
            yield Far(found[0], client)
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close()
