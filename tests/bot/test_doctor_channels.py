"""`python -m bot doctor` and the platforms: reachability, tokens, keys, webhooks, and the bot that runs."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta

import httpx
import pytest

from bot.channels.telegram.capabilities import PATH as TELEGRAM_PATH
from bot.channels.zalo_bot.capabilities import PATH as ZALO_PATH
from bot.clock.clock import system_time
from bot.diagnosis import Diagnosis, Level
from bot.doctor import World
from bot.settings.config import Telegram, ZaloBot
from storage import open_database
from tests.bot.support.examined import QUIET, about, bad, found, settings_for
from tests.bot.support.house import run
from tests.bot.support.telegram_phone import oa_settings
from tests.fakes.telegram import TelegramFake
from tests.fakes.telegram_world import TOKEN
from tests.fakes.zalo_bot import TOKEN as ZALO_TOKEN
from tests.fakes.zalo_bot import ZaloBotFake
from tests.fakes.zalo_oa import OA, ZaloOaFake
from tests.support.databases import TEST_KEY


@dataclass
class Platforms:
    """Both messengers, and what is set for them."""

    telegram: TelegramFake
    zalo: ZaloBotFake
    url: str

    def examined(self, **changes: dict[str, object]) -> list[Diagnosis]:
        async def scenario() -> list[Diagnosis]:
            async with self.telegram.serving() as telegram, self.zalo.serving() as zalo:
                settings = settings_for(
                    self.url,
                    telegram=replace(Telegram(TOKEN, telegram), **changes.get("telegram", {})),  # type: ignore[arg-type]  # settings by name
                    zalo_bot=replace(ZaloBot(ZALO_TOKEN, zalo, "polling"), **changes.get("zalo", {})),  # type: ignore[arg-type]  # settings by name
                )
                return await asyncio.to_thread(lambda: found(settings, replace(QUIET, http=World().http)))

        return run(scenario())


@pytest.fixture
def platforms(commune_url: str) -> Platforms:
    return Platforms(TelegramFake(), ZaloBotFake(), commune_url)


def test_platforms_that_answer(platforms: Platforms) -> None:
    diagnoses = platforms.examined()
    assert bad(diagnoses) == []
    assert about("Telegram", diagnoses).level is Level.GOOD
    assert about("Zalo Bot", diagnoses).level is Level.GOOD
    assert about("Đồng hồ", diagnoses) == Diagnosis(Level.GOOD, "Đồng hồ: đúng giờ.")


def test_a_clock_that_goes_wrong(platforms: Platforms) -> None:
    async def scenario() -> list[Diagnosis]:
        async with platforms.telegram.serving() as telegram:
            settings = settings_for(platforms.url, telegram=Telegram(TOKEN, telegram))
            world = replace(QUIET, http=World().http, now=lambda: system_time() + timedelta(minutes=7))
            return await asyncio.to_thread(lambda: found(settings, world))

    diagnosis = about("Đồng hồ", run(scenario()))
    assert diagnosis.level is Level.BAD
    assert "420 giây" in diagnosis.what or "419 giây" in diagnosis.what or "421 giây" in diagnosis.what


WRONG_TOKEN = "123456:AAwrong"


NOWHERE = "http://127.0.0.1:9"


HOOK = "https://bot.example.vn"


@pytest.mark.parametrize(
    ("channel", "change", "says"),
    [
        ("telegram", {"token": WRONG_TOKEN}, "Telegram: mã bot không đúng"),
        ("telegram", {"api_base_url": NOWHERE}, "Telegram: không kết nối được"),
        (
            "telegram",
            {"mode": "webhook", "webhook_url": HOOK, "webhook_secret": "s" * 16},
            "Telegram: đang gọi về địa chỉ khác: (chưa đặt địa chỉ nào)",
        ),
        ("zalo", {"token": WRONG_TOKEN}, "Zalo Bot: mã bot không đúng"),
        ("zalo", {"api_base_url": NOWHERE}, "Zalo Bot: không kết nối được"),
        (
            "zalo",
            {"mode": "webhook", "webhook_url": HOOK, "webhook_secret": "s" * 16},
            "Zalo Bot: đang gọi về địa chỉ khác: (chưa đặt địa chỉ nào)",
        ),
    ],
)
def test_a_channel_that_does_not_work(platforms: Platforms, channel: str, change: dict[str, object], says: str) -> None:
    diagnoses = platforms.examined(**{channel: change})
    (what,) = bad(diagnoses)
    assert what.startswith(says)
    assert not any(TOKEN in str(each) or WRONG_TOKEN in str(each) for each in diagnoses)


@pytest.mark.parametrize(
    ("kept", "says", "level"),
    [
        ("nothing", "Zalo OA: mã đã đặt, chưa dùng lần nào", Level.DOUBT),
        ("none set", "Zalo OA: chưa có mã nào", Level.BAD),
        ("refused", "Zalo OA: Zalo không cấp mã mới (-14014)", Level.BAD),
        ("interrupted", "Zalo OA: lần xin mã gần nhất bị ngắt giữa chừng", Level.DOUBT),
        ("ended", "Zalo OA: mã đã hết hạn", Level.DOUBT),
    ],
)
def test_the_keys_of_an_official_account(commune_url: str, kept: str, says: str, level: Level) -> None:
    oa, now = oa_settings(NOWHERE), system_time()
    if kept not in {"nothing", "none set"}:
        database = open_database(commune_url, key=TEST_KEY)
        with database.work() as work:
            work.tokens.seed("zalo_oa", oa.oa_id, "x", now)
            work.tokens.ask("zalo_oa", oa.oa_id, now)
            if kept == "refused":
                work.tokens.refused("zalo_oa", oa.oa_id, "-14014")
            if kept == "ended":
                work.tokens.put("zalo_oa", oa.oa_id, "a", "b", now - timedelta(days=40_000), now)
            work.commit()
        database.close()
    elif kept == "none set":
        oa = replace(oa, refresh_token="")
    diagnoses = found(settings_for(commune_url, zalo_oa=oa))
    (key,) = [each for each in diagnoses if each.what.startswith(says)]
    assert key.level is level
    assert about("Zalo OA: không kết nối", diagnoses).level is Level.BAD


def test_an_official_account_that_answers(commune_url: str) -> None:
    async def scenario() -> list[Diagnosis]:
        async with ZaloOaFake().serving() as address:
            settings = settings_for(commune_url, zalo_oa=oa_settings(address))
            return await asyncio.to_thread(lambda: found(settings, replace(QUIET, http=World().http)))

    assert about("Zalo OA: kết nối được", run(scenario())).level is Level.GOOD


@pytest.mark.parametrize(
    ("kept", "says", "level"),
    [
        ("access-1", "Zalo OA: kết nối được, mã dùng được, OA UBND xã thử", Level.GOOD),
        ("access-0", "Zalo OA: Zalo không nhận mã đang giữ (mã lỗi -216)", Level.DOUBT),
    ],
)
def test_the_kept_key_is_tried_and_never_shown(commune_url: str, kept: str, says: str, level: Level) -> None:
    now = system_time()
    database = open_database(commune_url, key=TEST_KEY)
    with database.work() as work:
        work.tokens.seed("zalo_oa", OA, "refresh-1", now)
        work.tokens.put("zalo_oa", OA, kept, "refresh-1", now + timedelta(days=40_000), now)
        work.commit()
    database.close()

    async def scenario() -> list[Diagnosis]:
        async with ZaloOaFake(access="access-1").serving() as address:
            settings = settings_for(commune_url, zalo_oa=oa_settings(address))
            return await asyncio.to_thread(lambda: found(settings, replace(QUIET, http=World().http)))

    diagnoses = run(scenario())
    assert about(says, diagnoses).level is level
    assert not any(secret in str(each) for each in diagnoses for secret in ("access-", "refresh-"))


def test_webhooks_at_the_right_address(platforms: Platforms) -> None:
    platforms.telegram.webhook = HOOK + TELEGRAM_PATH
    platforms.zalo.webhook = {"url": HOOK + ZALO_PATH}
    hook: dict[str, object] = {"mode": "webhook", "webhook_url": HOOK, "webhook_secret": "s" * 16}
    diagnoses = platforms.examined(telegram=hook, zalo=hook)
    assert bad(diagnoses) == []


def test_another_server_has_the_same_bot(platforms: Platforms) -> None:
    platforms.telegram.webhook = HOOK + TELEGRAM_PATH
    (diagnosis,) = [each for each in platforms.examined() if "polling" in each.what]
    assert "cùng mã bot" in diagnosis.advice


@pytest.mark.parametrize(("status", "level"), [("ok", Level.GOOD), ("error", Level.BAD)])
def test_the_bot_that_runs(commune_url: str, status: str, level: Level) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"status": status})

    world = replace(QUIET, http=lambda _: httpx.Client(transport=httpx.MockTransport(answer)))
    assert about("Bot: đang chạy", found(settings_for(commune_url), world)).level is level
