"""A phone that follows a Zalo Official Account: words, up to five buttons, pictures and places."""

from dataclasses import dataclass
from pathlib import Path

from tests.bot.support.golden import unnumbered
from tests.bot.support.telegram_phone import Living
from tests.bot.support.word_phone import WordPhone
from tests.fakes.zalo_oa import Json


@dataclass
class ZaloOaPhone(WordPhone):
    """One person's chat with the OA."""

    def say(self, text: str) -> list[str]:
        return self.after(lambda: self.bot.call(lambda: self.bot.zalo_oa.say(self.user, text)))

    def photo(self, picture: Path) -> list[str]:
        return self.after(lambda: self.bot.call(lambda: self.bot.zalo_oa.picture(self.user, picture.read_bytes())))

    def place(self, lat: float, lon: float) -> list[str]:
        return self.after(lambda: self.bot.call(lambda: self.bot.zalo_oa.place(self.user, lat, lon)))

    def tap(self, label: str) -> list[str]:
        """The newest button of that label; where there were too many for buttons, its number."""
        found = [
            str(one["payload"]) for one in self._buttons() if label in {one["title"], unnumbered(str(one["title"]))}
        ]
        if not found:
            return super().tap(label)
        return self.after(lambda: self.bot.call(lambda: self.bot.zalo_oa.tap(self.user, found[0])))

    def buttons(self) -> list[str]:
        return [str(button["title"]) for button in self._buttons()]

    def _buttons(self) -> list[Json]:
        said = self.bot.zalo_oa.said(self.user)
        found: list[Json] = (
            said[-1]["message"].get("attachment", {}).get("payload", {}).get("buttons", []) if said else []
        )
        return found

    def texts(self) -> list[str]:
        return self.bot.zalo_oa.texts(self.user)


def joined(bot: Living, person: str, number: int) -> ZaloOaPhone:
    """A phone whose owner has joined with an invitation."""
    phone = ZaloOaPhone(bot, f"oa-{number}")
    assert phone.say(bot.invitation(person, number))
    return phone
