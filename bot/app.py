"""The composition root: builds everything once; the only file that knows everybody."""

import random
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType

from bot.channel_words import channel_words
from bot.channels.base import Channel
from bot.channels.web import WebChannel
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.channels.zalo_oa.channel import Office, ZaloOaChannel
from bot.clock.clock import Clock, system_time
from bot.clock.confirming import platform_time
from bot.clock.travel import Ticker, read_clock
from bot.cooperating import POLL, among_others, proclaim
from bot.delivery.menus import Menus
from bot.delivery.sender import Sender
from bot.files.store import FileStore
from bot.jobs.runner import JobRunner
from bot.process import Process, StartError
from bot.processes.leader import GRACE
from bot.processes.parts import ALL, Part
from bot.runtime import Runtime
from bot.settings.config import Settings
from bot.settings.encryption_key import find_key
from bot.settings.refusals import start_problems
from bot.worker import DatabaseThread, Worker
from handlers.admin import data_requests, platform_tokens, quota
from handlers.exports import handing
from handlers.identity import pictures
from handlers.jobs import KINDS, Jobs
from handlers.menus import menu_of
from handlers.start_up import set_up
from handlers.talk import services
from handlers.talk.long_work import JobKind
from handlers.talk.notify import elsewhere
from handlers.talk.services import Services
from handlers.tasks import reminders
from handlers.turns import Turns
from storage.crypto import Cipher
from storage.demo.load import load_demo
from storage.demo.reading import FILE as DEMO
from storage.engine import open_database
from storage.work import Database

DEMO_START = datetime.fromisoformat("2025-11-03T08:00+07:00")


@dataclass(frozen=True, slots=True)
class Foundation:
    """What every command stands on."""

    settings: Settings
    database: Database
    services: Services
    clock: Clock
    files: FileStore


@contextmanager
def foundation(settings: Settings, telegram_bot: str = "") -> Iterator[Foundation]:
    """Content read; database opened, migrated, and filled with the demo where it is empty and a demo is wanted.

    Raises ContentError before anything is opened where content cannot be used.
    """
    content = read_content(Path(settings.content.path))
    key = find_key(settings)
    old_key = settings.security.old_key
    files = FileStore(settings.files_folder, Cipher(key, before=old_key))
    made = services.load(content, conversation(settings, telegram_bot), secrets.choice, files.get, needed(settings))
    database = open_database(settings.database.url, key=key, old_key=old_key)
    try:
        clock = read_clock(database, _fill(database, settings, content), system_time)
        _set_up(database, made, clock.now())
        yield Foundation(settings, database, made, clock, files)
    finally:
        database.close()


def read_content(folder: Path) -> Mapping[str, bytes]:
    """Everything that an official may edit, as "forms/x.md" -> bytes."""
    if not folder.is_dir():
        raise StartError(f"the content folder {folder} is not there; start in the project's folder or set content.path")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def needed(settings: Settings) -> tuple[str, ...]:
    """The files of the content folder that these settings ask for."""
    return (DEMO,) if settings.database.demo else ()


def conversation(settings: Settings, telegram_bot: str) -> services.Settings:
    """The settings that the conversation knows; `telegram_bot` is the bot's name for links."""
    return services.Settings(
        privacy_basis=settings.privacy.basis,
        invite_hours=settings.invite.hours,
        invite_tries=settings.invite.tries,
        nudge_hours=settings.review.nudge_after_hours,
        telegram_bot=telegram_bot,
        controller=settings.privacy.controller,
        contact=settings.review.contact,
        public_url=settings.web.public_url,
        quotas=_quotas(settings),
    )


def _quotas(settings: Settings) -> tuple[services.Quota, ...]:
    zalo = settings.zalo_bot
    if not zalo.token:
        return ()
    return (
        services.Quota(
            "zalo_bot", zalo.token.partition(":")[0], zalo.messages_per_month, zalo.users, zalo.strangers_percent
        ),
    )


def _fill(database: Database, settings: Settings, content: Mapping[str, bytes]) -> datetime | None:
    """Load the demo into an empty database; the time at which its clock starts, None where nothing was loaded."""
    with database.work() as work:
        # Several processes may start at once.
        work.meta.alone("start")
        if not work.meta.is_empty() or not settings.database.demo:
            return None
        start = settings.clock.instant or DEMO_START
        load_demo(work, content[DEMO], start)
        work.meta.set_clock_offset(start - system_time())
        work.commit()
    return start


def _set_up(database: Database, made: Services, now: datetime) -> None:
    with database.work() as work:
        work.meta.alone("start")
        set_up(work, made, now)
        work.commit()


NewChannels = Mapping[str, Callable[[Runtime], Channel]]
"""Channels beside the built-in ones, by name: how each is made."""


@contextmanager
def process(
    settings: Settings,
    stay_alone: Callable[[], None] = lambda: None,
    more: NewChannels = MappingProxyType({}),
    parts: frozenset[Part] = ALL,
    kinds: Mapping[str, JobKind] = KINDS,
) -> Iterator[Process]:
    """Everything wired and ready to run. `stay_alone` raises where another process has taken over the database. `kinds` of long work."""
    for problem in start_problems(settings):
        raise StartError(problem)
    with foundation(settings, telegram_name(settings)) as base:
        _check_demo(settings, base.database)
        thread = DatabaseThread()
        try:
            with ExitStack() as locks:
                wired = _wire(base, thread, more, parts)
                jobs = _jobs(base, wired, kinds, several=parts != ALL)
                ready = replace(wired, stay_alone=stay_alone, parts=parts, jobs=jobs)
                if parts == ALL:
                    proclaim(base.database, Part.SENDER, thread.name)
                yield ready if parts == ALL else among_others(ready, locks)
        finally:
            thread.close()


def _wire(base: Foundation, thread: DatabaseThread, more: NewChannels, parts: frozenset[Part]) -> Process:
    settings, database, made, clock = base.settings, base.database, base.services, base.clock
    workers: list[Worker] = []
    runtime = _runtime(base, thread, lambda: workers[0].wake())  # noqa: PLW0108 - the worker is made below
    web = WebChannel(runtime) if settings.web.enabled else None
    channels = ({"web": web} if web is not None else {}) | _messengers(runtime, settings, made)
    channels |= {name: make(runtime) for name, make in more.items()}
    made.channels.update({name: channel.capabilities for name, channel in channels.items()})
    several = parts != ALL
    sender = Sender(
        runtime,
        channels,
        random.random,
        lambda work, entry, now: elsewhere(work, made, entry, now),
        holds=lambda work: work.meta.holds(Part.SENDER, thread.name),
        grace=GRACE if several else 0.0,
    )
    poll = POLL if several else None
    turns = Turns(database, made)
    workers.append(Worker(thread, lambda: turns.next(clock.now), sender.wake, poll=poll))
    menus = Menus(runtime, channels, partial(menu_of, made.texts))
    ask = partial(platform_time, settings)
    return Process(settings, runtime, workers[0], sender, _ticker(base), channels, web, menus=menus, ask_time=ask)


def _runtime(base: Foundation, thread: DatabaseThread, wake: Callable[[], None]) -> Runtime:
    return Runtime(
        database=base.database,
        thread=thread,
        clock=base.clock,
        files=base.files,
        wake=wake,
        words=channel_words(base.services.texts),
        use_of=partial(pictures.use_of, base.services),
    )


def _jobs(base: Foundation, wired: Process, kinds: Mapping[str, JobKind], *, several: bool) -> JobRunner:
    thread = wired.runtime.thread
    jobs = Jobs(base.database, base.services, thread.name, kinds)
    poll = POLL if several else None
    runner = JobRunner(thread, jobs, base.clock.now, wired.sender.wake, several=several, poll=poll)
    base.database.told = runner.rung
    return runner


def _ticker(base: Foundation) -> Ticker:
    database, made = base.database, base.services
    return Ticker(
        database,
        base.clock,
        tick=lambda now: (
            reminders.tick(database, made, now) + quota.tick(database, made, now) + handing.tick(database, now)
        ),
        next_due=lambda now: reminders.next_due(database, made, now),
        more=lambda now: reminders.fire(database, made, now),
    )


def _messengers(runtime: Runtime, settings: Settings, made: Services) -> dict[str, Channel]:
    """Those that have a token."""
    channels: dict[str, Channel] = {}
    most = settings.files.max_mb * 2**20
    if settings.telegram.token:
        # Loaded only here: aiogram costs 2.4 s and 169 MB.
        from bot.channels.telegram.channel import TelegramChannel

        channels["telegram"] = TelegramChannel(runtime, settings.telegram, most)
    if settings.zalo_bot.token:
        channels["zalo_bot"] = ZaloBotChannel(runtime, settings.zalo_bot, most)
    if settings.zalo_oa.is_on:
        channels["zalo_oa"] = ZaloOaChannel(runtime, settings.zalo_oa, most, office(made))
    return channels


def office(made: Services) -> Office:
    """What the Official Account tells that is not for the conversation."""
    return Office(
        alert=lambda work, now: platform_tokens.lost(work, made, "zalo_oa", now),
        forget=lambda work, asked: data_requests.record(work, made, asked.address, asked.key, asked.at),
        not_carried=lambda names: made.texts("channel.not_carried", names=names),
    )


def _check_demo(settings: Settings, database: Database) -> None:
    """And only for invented people."""
    with database.look() as work:
        demo = work.meta.is_demo()
    if settings.web.enabled and not demo:
        raise StartError(
            "this database is not a demo, so the web chat with its personas is not served; set RASOAT_WEB__ENABLED=false"
        )


def telegram_name(settings: Settings) -> str:
    """The bot's name for links, "" without a token or where Telegram cannot be reached now."""
    if not settings.telegram.token:
        return ""
    from bot.channels.telegram.name import bot_name

    return bot_name(settings.telegram)
