"""A phone with Zalo: words only. Used like the one in the browser and the one with Telegram."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bot.telegram_phone import Living


@dataclass
class ZaloPhone:
    """One person's chat with the bot. What has a number is chosen by it, for there is nothing to tap."""

    bot: Living
    user: str

    def say(self, text: str) -> list[str]:
        return self.after(lambda: self.bot.call(lambda: self.bot.zalo.say(self.user, text)))

    def tap(self, label: str) -> list[str]:
        found = re.search(rf"(\d+)\. {re.escape(label)}(?: {{3}}|$)", self.texts()[-1], re.MULTILINE)
        # A button that leads on has no number; the message says what is typed instead.
        return self.say(found[1] if found else label.replace("Mở hộ", "rà soát"))

    def place(self, lat: float, lon: float) -> list[str]:
        return self.say(f"{lat}, {lon}")

    def photo(self, picture: Path) -> list[str]:
        return self.after(lambda: self.bot.call(lambda: self.bot.zalo.picture(self.user, picture.read_bytes())))

    def texts(self) -> list[str]:
        return self.bot.zalo.texts(self.user)

    def buttons(self) -> list[str]:
        return []

    def after(self, act: Callable[[], object]) -> list[str]:
        """What is new once the bot has come to rest."""
        before = len(self.texts())
        act()
        self.bot.rest()
        return self.texts()[before:]


def joined(bot: Living, person: str, number: int) -> ZaloPhone:
    """A phone whose owner has joined with an invitation."""
    phone = ZaloPhone(bot, f"zalo-{number}")
    assert phone.say(bot.invitation(person, number))
    return phone
