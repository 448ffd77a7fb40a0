"""Bots that are born quickly: everything is loaded once, each bot is a fork of that, a process of its own that can be killed.

Reads a line of JSON for each bot, says "born PID" once it serves, "dead STATUS" when it is gone.
"""

import asyncio
import json
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import process
from bot.runtime import Runtime
from bot.settings import logs
from bot.settings.config import Content, Database, Files, Review, Security, Settings, Web
from handlers.jobs import KINDS
from tests.bot.support.telegram_phone import oa_settings
from tests.faults.support.points import Trap
from tests.faults.support.wire import NAME, WireChannel
from tests.support import slow_work
from tests.support.databases import TEST_KEY

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Order:
    """Which bot is wanted: where its platform and its database are, and where it dies. `oa`: where its Zalo OA is, "" = it has none.

    `work`: which of `slow_work`'s long works it does in the place of a form's, "" = those of the program.
    """

    url: str
    files: str
    platform: str
    point: str = ""
    nth: int = 1
    oa: str = ""
    work: str = ""

    def settings(self) -> Settings:
        made = Settings(
            database=Database(self.url),
            web=Web(enabled=False, port=0),
            files=Files(self.files),
            content=Content(str(ROOT / "content")),
            security=Security(TEST_KEY),
            review=Review(tick_seconds=1),
        )
        return made if not self.oa else Settings(**{**_sections(made), "zalo_oa": oa_settings(self.oa)})


def say(line: str) -> None:
    """One write, line end included: parent and child share the pipe, and `print` may be parted between the two."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def _sections(settings: Settings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in settings.__dataclass_fields__}


def live(order: Order) -> None:
    """Until it is killed."""
    trap = Trap(order.point, order.nth)
    trap.set()
    logs.set_up("ERROR", ())

    def channel(runtime: Runtime) -> WireChannel:
        return WireChannel(runtime, order.platform, trap)

    kinds = getattr(slow_work, order.work) if order.work else KINDS
    with process(order.settings(), more={NAME: channel}, kinds=kinds) as running:
        trap.reach("during the start")
        asyncio.run(running.run(lambda _: say(f"born {os.getpid()}")))


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                live(Order(**json.loads(line)))
            finally:
                os._exit(3)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        say("dead killed" if killed else f"dead {status}")


if __name__ == "__main__":
    main()
