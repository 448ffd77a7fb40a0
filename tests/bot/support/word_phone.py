"""A phone on which there are only words: what has a number is chosen by it, for there is nothing to tap."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from tests.bot.support.telegram_phone import Living


@dataclass
class WordPhone(ABC):
    """One person's chat with the bot."""

    bot: Living
    user: str

    @abstractmethod
    def say(self, text: str) -> list[str]: ...

    @abstractmethod
    def texts(self) -> list[str]:
        """All messages of the bot, oldest first."""

    def tap(self, label: str) -> list[str]:
        found = re.findall(rf"(\d+)\. {re.escape(label)}(?: {{3}}|$)", "\n".join(self.texts()[-5:]), re.MULTILINE)
        # A button that leads on has no number; the message says what is typed instead.
        return self.say(found[-1] if found else label.replace("Mở hộ", "rà soát"))

    def place(self, lat: float, lon: float) -> list[str]:
        return self.say(f"{lat}, {lon}")

    def buttons(self) -> list[str]:
        return []

    def after(self, act: Callable[[], object]) -> list[str]:
        """What is new once the bot has come to rest."""
        before = len(self.texts())
        act()
        self.bot.rest()
        return self.texts()[before:]
