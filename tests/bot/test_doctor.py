"""`python -m bot doctor`: every trouble is found, and something is said that can be done about it."""

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.channels.telegram.capabilities import PATH as TELEGRAM_PATH
from bot.channels.zalo_bot.capabilities import PATH as ZALO_PATH
from bot.clock import system_time
from bot.config import Content, Database, Security, Settings, Telegram, Web, ZaloBot
from bot.diagnosis import Diagnosis, Level
from bot.doctor import World, examine
from bot.local_time import local
from chat import Address, Incoming, Kind
from storage import open_database
from storage.engine import make_engine
from storage.migrations.run import downgrade
from storage.records import NewOutgoing
from storage.work import Work
from tests.bot.house import run
from tests.bot.real_process import ROOT
from tests.bot.telegram_phone import oa_settings
from tests.databases import TEST_KEY
from tests.fakes.telegram import TOKEN, TelegramFake
from tests.fakes.zalo_bot import TOKEN as ZALO_TOKEN
from tests.fakes.zalo_bot import ZaloBotFake
from tests.fakes.zalo_oa import OA, ZaloOaFake

OTHER_KEY = "//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA="
ROOM = 50 * 10**9
ADDRESS = Address("telegram", "1", "70001", "70001")


def settings_for(url: str, **more: object) -> Settings:
    made = Settings(
        database=Database(url),
        web=Web(port=9),  # where nothing listens
        content=Content(str(ROOT / "content")),
        security=Security(TEST_KEY),
    )
    return replace(made, **more)  # type: ignore[arg-type]  # sections by name


def alone(proxy: str) -> httpx.Client:
    """Nobody answers."""
    return httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(503)))


QUIET = World(free=lambda _: ROOM, http=alone)


def found(settings: Settings, world: World = QUIET) -> list[Diagnosis]:
    return list(examine(settings, world))


def bad(diagnoses: list[Diagnosis]) -> list[str]:
    return [each.what for each in diagnoses if each.level is Level.BAD]


def about(word: str, diagnoses: list[Diagnosis]) -> Diagnosis:
    (one,) = [each for each in diagnoses if each.what.startswith(word)]
    return one


def change(url: str, act: Callable[[Work], object]) -> None:
    database = open_database(url, key=TEST_KEY)
    with database.work() as work:
        act(work)
        work.commit()
    database.close()


def test_a_healthy_house_has_nothing_bad_and_everything_has_advice(commune_url: str) -> None:
    diagnoses = found(settings_for(commune_url))
    assert bad(diagnoses) == []
    assert "lành lặn" in about("Cơ sở dữ liệu", diagnoses).what
    assert all(each.advice for each in diagnoses if each.level is not Level.GOOD)


def test_before_the_first_start_nothing_is_made(tmp_path: Path) -> None:
    diagnoses = found(settings_for(f"sqlite:///{tmp_path}/data/rasoat.db"))
    assert bad(diagnoses) == []
    assert "python -m bot run" in about("Cơ sở dữ liệu", diagnoses).advice
    assert list(tmp_path.iterdir()) == []


def _other_key(settings: Settings) -> Settings:
    return replace(settings, security=Security(OTHER_KEY))


def _no_key(settings: Settings) -> Settings:
    return replace(settings, security=Security(""))


def _spoilt(settings: Settings) -> Settings:
    Path(settings.database.url.removeprefix("sqlite:///")).write_bytes(b"SQLite format 3\0" + bytes(range(200)) * 90)
    return settings


def _newer(settings: Settings) -> Settings:
    with sqlite3.connect(settings.database.url.removeprefix("sqlite:///")) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    return settings


def _no_content(settings: Settings) -> Settings:
    return replace(settings, content=Content("nowhere"))


def _open_to_all(settings: Settings) -> Settings:
    return replace(settings, web=Web(host="0.0.0.0", port=9))


def _clock_of_its_own(settings: Settings) -> Settings:
    def act(work: Work) -> None:
        work.meta.set("demo", "0")
        work.meta.set_clock_offset(timedelta(days=-3))

    change(settings.database.url, act)
    return settings


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (_other_key, "Khoá mã hoá"),
        (_no_key, "Khoá mã hoá"),
        (_spoilt, "Cơ sở dữ liệu: tệp"),
        (_newer, "Cơ sở dữ liệu: do bản rasoat mới hơn"),
        (_no_content, "Nội dung"),
        (_open_to_all, "Cài đặt"),
        (_clock_of_its_own, "Dữ liệu: đồng hồ riêng"),
    ],
)
def test_what_the_bot_cannot_work_with(commune_url: str, spoil: Callable[[Settings], Settings], word: str) -> None:
    settings = spoil(settings_for(commune_url))
    (what,) = bad(found(settings))
    assert what.startswith(word)


def test_an_old_database_is_to_be_saved_before_it_is_brought_up(commune_url: str) -> None:
    engine = make_engine(commune_url)
    downgrade(engine, "0003")
    engine.dispose()
    diagnosis = about("Cơ sở dữ liệu: cấu trúc cũ (0003)", found(settings_for(commune_url)))
    assert "Sao lưu" in diagnosis.advice
    with sqlite3.connect(commune_url.removeprefix("sqlite:///")) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0003",)
    raw.close()


@pytest.mark.parametrize(
    ("megabytes", "level"), [(99, Level.BAD), (100, Level.DOUBT), (999, Level.DOUBT), (1000, Level.GOOD)]
)
def test_room_on_the_disk(commune_url: str, megabytes: int, level: Level) -> None:
    diagnoses = found(settings_for(commune_url), replace(QUIET, free=lambda _: megabytes * 10**6))
    assert {each.level for each in diagnoses if each.what.startswith("Đĩa")} == {level}


def test_what_waits_and_what_was_given_up(commune_url: str) -> None:
    def act(work: Work) -> None:
        now = system_time() + work.meta.clock_offset()
        for key in ("m1", "m2"):
            work.inbox.ingest(Incoming(ADDRESS, key, Kind.TEXT, now, text="x"), "{}", now)
        entry = work.inbox.next_pending()
        assert entry is not None
        work.inbox.park(entry.id, "ValueError", now)
        rows = work.outbox.enqueue("c", [NewOutgoing(ADDRESS, "{}")] * 4, now - timedelta(hours=2))
        work.outbox.failed(rows[0], "blocked", now)
        work.outbox.uncertain(rows[1], "interrupted", now)

    change(commune_url, act)
    said = [each.what for each in found(settings_for(commune_url))]
    assert "Tin đến: 1 tin chưa xử lý." in said
    assert "Tin đến: 1 tin gặp lỗi, đã để riêng." in said
    assert "Tin đi: có tin đã quá giờ gửi 120 phút." in said
    assert "Tin đi: 1 tin không gửi được, 1 tin không chắc đã tới." in said


@pytest.mark.parametrize(("sent", "level"), [(79, Level.GOOD), (80, Level.DOUBT), (100, Level.BAD)])
def test_the_plan_of_the_month(commune_url: str, sent: int, level: Level) -> None:
    def act(work: Work) -> None:
        month = f"{local(system_time() + work.meta.clock_offset()):%Y-%m}"
        work.quotas.add("zalo_bot", "777001", month, sent)

    change(commune_url, act)
    zalo = ZaloBot(token=ZALO_TOKEN, mode="polling", messages_per_month=100, api_base_url="http://127.0.0.1:9")
    diagnoses = found(settings_for(commune_url, zalo_bot=zalo))
    assert about(f"Hạn mức Zalo tháng này: {sent}/100 tin", diagnoses).level is level


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
