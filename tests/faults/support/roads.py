"""Reviews on the three real channels at once, each platform a process of its own that has a bad day: what was lost, what came twice."""

from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import text

from bot.channels.telegram.capabilities import PATH as TELEGRAM_PATH
from bot.channels.zalo_bot.capabilities import PATH as ZALO_BOT_PATH
from bot.channels.zalo_oa.capabilities import PATH as ZALO_OA_PATH
from chat import Address
from storage import Database, open_database
from storage.queries.messages.inbox import conversation_of
from tests.fakes.remote import Far, far
from tests.fakes.telegram_world import TOKEN
from tests.fakes.zalo_bot import TOKEN as ZALO_TOKEN
from tests.fakes.zalo_oa import APP, FIRST_REFRESH, OA, SECRET, WEBHOOK_SECRET
from tests.faults.support.crowd import FIRST, OFFICIALS, Script, gather, key_of, scripts
from tests.faults.support.kills import NOT_APPLIED
from tests.faults.support.roads_judge import BY_NAME, judge, judge_reminders, said
from tests.faults.support.several_bots import bots
from tests.support.databases import TEST_KEY

TELEGRAM, ZALO_BOT, ZALO_OA = BY_NAME
CHANNELS = tuple(BY_NAME.values())
BOTS = {TELEGRAM: TOKEN.partition(":")[0], ZALO_BOT: ZALO_TOKEN.partition(":")[0], ZALO_OA: OA}
PATHS = {TELEGRAM: TELEGRAM_PATH, ZALO_BOT: ZALO_BOT_PATH, ZALO_OA: ZALO_OA_PATH}
OUTSIDE = "https://bot.example"
"""Where the platforms believe the bot to be."""

PATIENCE = 900.0
"""Seconds for all reviews together."""

_TAKEN = text("SELECT conversation, count(*), sum(CASE WHEN state = 'pending' THEN 1 ELSE 0 END) FROM inbox GROUP BY 1")
_UNSENT = text("SELECT DISTINCT conversation FROM outbox WHERE state IN ('queued', 'sending')")


def where(key: str) -> Address:
    """One third of the people is on each channel; users of Telegram are numbers."""
    kind, _, number = key.partition("-")
    user = str((1 if kind == "crowd" else 2) * 1_000_000 + int(number))
    channel = CHANNELS[int(number) % len(CHANNELS)].name
    return Address(channel, BOTS[channel], user, user)


@dataclass
class Writer:
    """Types the next line once the reply to the last one has come; what was not applied is typed again."""

    address: Address
    script: Script
    place: int = -1
    sent: int = 0
    again: int = 0

    @property
    def done(self) -> bool:
        return self.place >= len(self.script.texts)

    def go_on(self, platform: Far, *, refused: bool) -> None:
        self.again += refused
        self.place += not refused
        if not self.done:
            platform.say(self.address.user_id, self.script.texts[self.place])
            self.sent += 1


@dataclass
class Found:
    """What came of it; `problems` is empty where every promise was kept."""

    interviews: int
    messages: int = 0
    again: int = 0
    twice: int = 0
    reminders: int = 0
    uncertain: int = 0
    happened: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


@dataclass
class Roads:
    """The platforms, the people on them, and what the bot has stored."""

    platforms: Mapping[str, Far]
    database: Database
    writers: list[Writer]

    def travel(self) -> None:
        """Until everybody is done and everything is sent."""
        until = monotonic() + PATIENCE
        while not self._step():
            assert monotonic() < until, [(w.address.user_id, w.place) for w in self.writers if not w.done]
            sleep(0.05)

    def _step(self) -> bool:
        with self.database._engine.connect() as connection:
            taken = {name: (count, waiting) for name, count, waiting in connection.execute(_TAKEN)}
            unsent = set(connection.scalars(_UNSENT))
        for writer in self.writers:
            name = conversation_of(writer.address)
            count, waiting = taken.get(name, (0, 0))
            if not writer.done and count >= writer.sent and not waiting and name not in unsent:
                refused = writer.sent > 0 and NOT_APPLIED in said(self.database, writer.address)[-1].text
                writer.go_on(self.platforms[writer.address.channel], refused=refused)
        return all(writer.done for writer in self.writers) and not unsent


def settings(platforms: Mapping[str, Far], mode: str) -> dict[str, str]:
    """Of a bot on all three; `mode` is how Telegram and Zalo Bot bring updates: "polling" or "webhook"."""
    addresses = {name: platform.address for name, platform in platforms.items()}
    called = {"MODE": mode, "WEBHOOK_URL": OUTSIDE, "WEBHOOK_SECRET": "thu-0123456789abcdef"}
    telegram = {"TOKEN": TOKEN, "API_BASE_URL": addresses[TELEGRAM], **called}
    zalo_bot = {"TOKEN": ZALO_TOKEN, "API_BASE_URL": addresses[ZALO_BOT], **called}
    zalo_oa = {
        "APP_ID": APP,
        "OA_ID": OA,
        "SECRET_KEY": SECRET,
        "WEBHOOK_SECRET": WEBHOOK_SECRET,
        "REFRESH_TOKEN": FIRST_REFRESH,
        "API_BASE_URL": addresses[ZALO_OA],
        "OAUTH_BASE_URL": addresses[ZALO_OA],
    }
    sections = {"TELEGRAM": telegram, "ZALO_BOT": zalo_bot, "ZALO_OA": zalo_oa}
    return {f"{section}__{name}": value for section, given in sections.items() for name, value in given.items()}


@dataclass(frozen=True)
class Day:
    """`share` of all requests and events goes wrong; with `silent` some are not answered for so many seconds; `most` lines of each review."""

    interviews: int
    mode: str
    share: float
    silent: float = 0.0
    most: int | None = None
    seed: int = 1


def run(url: str, folder: Path, day: Day) -> Found:
    """`url` is an empty database."""
    interviews = day.interviews
    expected = _clean(folder, day)
    database = open_database(url, key=TEST_KEY)
    gather(database, interviews, spread=interviews * 2, where=where)
    found = Found(interviews)
    with ExitStack() as running:
        platforms = {each.name: running.enter_context(far(each.name)) for each in CHANNELS}
        officials = [where(f"official-{place}") for place in range(interviews * OFFICIALS)]
        for official in officials:
            platforms[official.channel].meet(official.user_id)
        house = running.enter_context(bots(url, folder, **settings(platforms, day.mode)))
        (bot,) = house.start(())
        for place, (name, platform) in enumerate(platforms.items()):
            platform.bad_days(day.share, day.seed + place, day.silent)
            if day.mode == "webhook" or name == ZALO_OA:
                platform.serve_webhook(bot.address + PATHS[name])
        writers = [Writer(where(key_of(number)), script) for number, script in expected.items()]
        roads = Roads(platforms, database, writers)
        roads.travel()
        judge(database, platforms, writers, found)
        judge_reminders(database, platforms, officials, found)
    database.close()
    return found


def _clean(folder: Path, day: Day) -> dict[int, Script]:
    database = open_database(f"sqlite:///{folder}/clean.db", key=TEST_KEY, synchronous="OFF")
    gather(database, day.interviews, 0, where)
    found = scripts(database, range(FIRST, FIRST + day.interviews), where, CHANNELS, day.most)
    database.close()
    return found
