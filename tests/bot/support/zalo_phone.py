"""A phone with Zalo Bot: words, and pictures of one's own. Used like the one in the browser and the one with Telegram."""

from dataclasses import dataclass
from pathlib import Path

from tests.bot.support.telegram_phone import Living
from tests.bot.support.word_phone import WordPhone


@dataclass
class ZaloPhone(WordPhone):
    """One person's chat with the bot."""

    def say(self, text: str) -> list[str]:
        return self.after(lambda: self.bot.call(lambda: self.bot.zalo.say(self.user, text)))

    def photo(self, picture: Path) -> list[str]:
        return self.after(lambda: self.bot.call(lambda: self.bot.zalo.picture(self.user, picture.read_bytes())))

    def texts(self) -> list[str]:
        return self.bot.zalo.texts(self.user)


def joined(bot: Living, person: str, number: int) -> ZaloPhone:
    """A phone whose owner has joined with an invitation."""
    phone = ZaloPhone(bot, f"zalo-{number}")
    assert phone.say(bot.invitation(person, number))
    return phone
