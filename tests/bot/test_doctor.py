"""`python -m bot doctor`: every trouble is found, and something is said that can be done about it."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock.clock import system_time
from bot.clock.local_time import local
from bot.diagnosis import Level
from bot.settings.config import Content, Security, Settings, Web, ZaloBot
from chat import Address, Incoming, Kind, Outgoing
from storage.engine import make_engine
from storage.migrations.run import downgrade
from storage.records import Cause, NewOutgoing
from storage.work import Work
from tests.bot.support.examined import QUIET, about, bad, change, found, settings_for
from tests.fakes.zalo_bot import TOKEN as ZALO_TOKEN

OTHER_KEY = "//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA="
ADDRESS = Address("telegram", "1", "70001", "70001")


def test_a_healthy_house_has_nothing_bad_and_everything_has_advice(commune_url: str) -> None:
    diagnoses = found(settings_for(commune_url))
    assert bad(diagnoses) == []
    assert "lành lặn" in about("Cơ sở dữ liệu", diagnoses).what
    assert all(each.advice for each in diagnoses if each.level is not Level.GOOD)


def test_before_the_first_start_nothing_is_made(tmp_path: Path) -> None:
    diagnoses = found(settings_for(f"sqlite:///{tmp_path}/data/rasoat.db"))
    assert bad(diagnoses) == []
    assert ".venv/bin/rasoat run" in about("Cơ sở dữ liệu", diagnoses).advice
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
            work.inbox.ingest(Incoming(ADDRESS, key, Kind.TEXT, now, text="x"), now)
        entry = work.inbox.next_pending()
        assert entry is not None
        work.inbox.park(entry.id, "ValueError", now)
        rows = work.outbox.enqueue(Cause("c"), [NewOutgoing(ADDRESS, Outgoing("x"))] * 4, now - timedelta(hours=2))
        work.outbox.failed(rows[0], "blocked", now)
        work.outbox.uncertain(rows[1], "interrupted", now)

    change(commune_url, act)
    said = [each.what for each in found(settings_for(commune_url))]
    assert "Tin đến: 1 tin chưa xử lý." in said
    assert "Tin đến: 1 tin gặp lỗi, đã để riêng." in said
    assert "Tin đi: có tin đã đợi gửi 120 phút." in said
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
