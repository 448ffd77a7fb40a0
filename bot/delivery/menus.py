"""Every private chat shows the commands of its person's role; told to the platform once, and again when they change."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from bot.channels.base import Channel
from bot.runtime import Runtime
from chat import Address, Failure, SendError
from chat.menu import Menu, digest
from storage.records import Role

LOG = logging.getLogger(__name__)
EVERY_SECONDS = 20.0
AGAIN = frozenset({Failure.THROTTLED, Failure.NETWORK, Failure.SERVER, Failure.UNCERTAIN, Failure.UNAUTHORISED})
"""After these the same is tried later; any other refusal would only come again."""


@runtime_checkable
class ShowsMenus(Protocol):
    """A channel whose chats can have a menu of commands."""

    async def show_menu(self, address: Address, menu: Menu) -> None:
        """Raises chat.SendError."""


@dataclass(frozen=True, slots=True)
class Menus:
    """`menu_of`: what people of some roles may use. A menu is a convenience: whatever goes wrong with one stops nothing."""

    runtime: Runtime
    channels: Mapping[str, Channel]
    menu_of: Callable[[frozenset[Role]], Menu]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            for name, channel in self.channels.items():
                if isinstance(channel, ShowsMenus):
                    await self._channel(name, channel)
            await self.sleep(EVERY_SECONDS)

    async def _channel(self, name: str, channel: ShowsMenus) -> None:
        try:
            for address, roles in await self.runtime.thread.call(lambda: self._wanted(name)):
                await self._show(channel, address, self.menu_of(roles))
        except SendError as error:
            # Whatever holds for one chat now holds for the next: all wait for the next round.
            LOG.info("menus on %s wait: %s", name, error)
        except Exception:
            LOG.exception("menus on %s: trying again later", name)

    async def _show(self, channel: ShowsMenus, address: Address, menu: Menu) -> None:
        try:
            await channel.show_menu(address, menu)
        except SendError as error:
            if error.failure in AGAIN:
                raise
            LOG.info("a chat takes no menu: %s", error)
        await self.runtime.thread.call(lambda: self._shown(address, menu))

    def _wanted(self, name: str) -> tuple[tuple[Address, frozenset[Role]], ...]:
        with self.runtime.database.look() as work:
            return work.chats.without_menu(name, lambda roles: digest(self.menu_of(roles)))

    def _shown(self, address: Address, menu: Menu) -> None:
        with self.runtime.database.work() as work:
            work.chats.shows(address, digest(menu), self.runtime.clock.now())
            work.commit()
