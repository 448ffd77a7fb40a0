"""The whole bot on Telegram: joining by invitation, the first steps of a review, a restart in between."""

from pathlib import Path

from tests.bot.support.telegram_phone import living_bot
from tests.fakes.telegram import TelegramFake

ME = 9_876_543_210


def test_joining_reviewing_and_a_restart_in_between(tmp_path: Path) -> None:
    telegram = TelegramFake()
    with living_bot(tmp_path, telegram) as bot:
        stranger = bot.phone(5)
        (polite,) = stranger.say("xin chào")
        assert polite
        phone = bot.invited("ra-soat-1", ME)
        (opened,) = phone.say("/rasoat 12")
        assert "Phạm Văn Dắt" in opened
        assert phone.buttons() == ["Đồng ý", "Không đồng ý"]
    with living_bot(tmp_path, telegram) as bot:
        phone = bot.phone(ME)
        answers = phone.say("1")
        assert "Thành viên năm ngoái" in answers[-1]
