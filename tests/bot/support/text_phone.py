"""A phone on which every message has at most 300 characters."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from tests.bot.support.telegram_phone import PATIENCE
from tests.bot.support.word_phone import WordPhone
from tests.fakes.text_only import NAME, TextOnlyChannel


@dataclass
class TextPhone(WordPhone):
    """One person's chat with the bot, in words and nothing else."""

    @property
    def channel(self) -> TextOnlyChannel:
        channel = self.bot.process.channels[NAME]
        assert isinstance(channel, TextOnlyChannel)
        return channel

    def say(self, text: str) -> list[str]:
        def act() -> None:
            asyncio.run_coroutine_threadsafe(self.channel.say(self.user, text), self.bot.loop).result(PATIENCE)

        return self.after(act)

    def photo(self, picture: Path) -> list[str]:
        raise AssertionError(f"this phone cannot send {picture.name}")

    def texts(self) -> list[str]:
        return self.channel.server.texts(self.user)
