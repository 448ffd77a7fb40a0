"""The whole examination, from what everything stands on upwards; what cannot be looked at for an earlier finding is left out."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx

from bot.app import conversation, needed, read_content
from bot.clock.clock import system_time
from bot.diagnosis import Diagnosis, bad, good
from bot.doctor.data import data_findings, kept_oa_key
from bot.doctor.database import memory
from bot.doctor.machine import clock_findings, disk_findings
from bot.doctor.outside import channel_findings, running_finding
from bot.process import StartError
from bot.settings.config import Settings
from bot.settings.refusals import start_problems
from handlers.talk import services
from handlers.talk.services import Services
from survey.content.mistakes import ContentError

PATIENCE = 10.0


def _client(proxy: str) -> httpx.Client:
    return httpx.Client(proxy=proxy or None, timeout=PATIENCE)


@dataclass(frozen=True, slots=True)
class World:
    """What is outside of the program: the system's clock, the free bytes of a folder's disk, a client for a proxy ("" = none)."""

    now: Callable[[], datetime] = system_time
    free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free
    http: Callable[[str], httpx.Client] = _client


def examine(settings: Settings, world: World) -> Iterator[Diagnosis]:
    """One after the other, as each is known: some need seconds."""
    yield from _settings(settings)
    made, content = _content(settings)
    yield from content
    found, oa_key = _memory(settings, made, world.now())
    yield from found
    yield from disk_findings(settings, world.free)
    yield from clock_findings(settings, world.now, world.http)
    yield from channel_findings(settings, world.now(), oa_key)
    yield running_finding(settings, world.http)


def _settings(settings: Settings) -> Iterator[Diagnosis]:
    problems = list(start_problems(settings))
    for problem in problems:
        yield bad(f"Cài đặt: {problem}", "Sửa theo câu trên rồi chạy lại lệnh này.")
    if not problems:
        yield good("Cài đặt: đọc được và dùng được.")


def _content(settings: Settings) -> tuple[Services | None, list[Diagnosis]]:
    folder = settings.content.path
    try:
        content = read_content(Path(folder))
        made = services.load(content, conversation(settings, ""), secrets.choice, needed=needed(settings))
    except StartError as error:
        return None, [bad(f"Nội dung: {error}", "Chạy lệnh trong thư mục của rasoat, hoặc sửa content.path.")]
    except ContentError as error:
        return None, [bad(f"Nội dung: {folder}/{one.what}", one.cure) for one in error.mistakes]
    return made, [good(f"Nội dung: đọc được {len(content)} tệp trong {folder}.")]


def _memory(settings: Settings, made: Services | None, now: datetime) -> tuple[list[Diagnosis], str]:
    """What lies in the database, and from it the kept key of the Official Account ("" = none that should work)."""
    found, database = memory(settings)
    if database is None:
        return found, ""
    try:
        if made is not None:
            found += data_findings(database, made, settings, now)
        return found, kept_oa_key(database, settings, now)
    finally:
        database.close()
