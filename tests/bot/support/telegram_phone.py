"""The whole bot with a fake Telegram, in a thread of its own, and a phone on it that is used like the one in the browser."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from bot.app import NewChannels, process
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.limiter import Limiter
from bot.channels.zalo_oa.capabilities import PATH as ZALO_OA_PATH
from bot.process import Process
from bot.settings.config import Content, Database, Privacy, Security, Settings, Telegram, Web, ZaloBot, ZaloOa
from handlers.people.codes import ALPHABET, CODE_LENGTH
from storage.records import OutboxState
from storage.records import Person as Someone
from tests.bot.support.golden import unnumbered
from tests.bot.support.real_process import ROOT
from tests.fakes.telegram import TelegramFake
from tests.fakes.telegram_person import Json, Person
from tests.fakes.telegram_world import TOKEN
from tests.fakes.zalo_bot import TOKEN as ZALO_TOKEN
from tests.fakes.zalo_bot import ZaloBotFake
from tests.fakes.zalo_oa import APP, FIRST_REFRESH, OA, SECRET, WEBHOOK_SECRET, ZaloOaFake
from tests.support.conversation import SETTINGS
from tests.support.databases import TEST_KEY

Result = TypeVar("Result")
PATIENCE = 15.0


def hurried() -> Limiter:
    """The real limiter in a world that runs fifty times as fast."""
    return Limiter(lambda: asyncio.get_running_loop().time() * 50, lambda seconds: asyncio.sleep(seconds / 50))


@dataclass
class Living:
    """A bot, its Telegram and both its Zalos; `address` is where its page is. `call` does something on their thread."""

    fake: TelegramFake
    zalo: ZaloBotFake
    zalo_oa: ZaloOaFake
    process: Process
    loop: asyncio.AbstractEventLoop
    address: str

    def call(self, act: Callable[[], Result]) -> Result:
        async def on_loop() -> Result:
            return act()

        return asyncio.run_coroutine_threadsafe(on_loop(), self.loop).result(PATIENCE)

    def wait(self, time: timedelta) -> None:
        """The clock moves, and what falls due on the way is done."""
        moved = self.process.move_clock(self.process.runtime.clock.now() + time)
        asyncio.run_coroutine_threadsafe(moved, self.loop).result(PATIENCE)

    def phone(self, person_id: int, name: str = "Phạm Thị Thử") -> "TelegramPhone":
        return TelegramPhone(self, self.fake.person(person_id, name))

    def invited(self, person_key: str, person_id: int) -> "TelegramPhone":
        """A phone whose owner has joined with an invitation, as people do."""
        phone = self.phone(person_id, self.person(person_key).name)
        assert phone.say(f"/start {self.invitation(person_key, person_id)}")
        return phone

    def person(self, key: str) -> Someone:
        with self.process.runtime.database.look() as work:
            person = work.people.by_key(key)
        assert person is not None
        return person

    def invitation(self, person_key: str, person_id: int) -> str:
        """A code for that person."""
        code = "".join(ALPHABET[(person_id * 7 + place * 3) % len(ALPHABET)] for place in range(CODE_LENGTH))
        now = self.process.runtime.clock.now()
        with self.process.runtime.database.work() as work:
            person = work.people.by_key(person_key)
            assert person is not None
            work.invites.create(person.id, code, None, now, now.replace(year=now.year + 1))
            work.commit()
        return code

    def rest(self) -> None:
        """Wait until everything is answered and sent."""
        until = time.monotonic() + PATIENCE
        while not self.quiet():
            assert time.monotonic() < until, "the bot does not come to rest"
            time.sleep(0.005)

    def quiet(self) -> bool:
        """Everything that came in was answered, and everything that was to be sent is sent."""
        if self.fake.updates or self.zalo.is_busy or self.zalo_oa.is_busy:
            return False
        with self.process.runtime.database.look() as work:
            waiting = (OutboxState.QUEUED, OutboxState.SENDING)
            return not work.inbox.pending() and not any(work.outbox.with_state(state) for state in waiting)


@dataclass
class TelegramPhone:
    """One person's chat with the bot."""

    bot: Living
    person: Person
    read: list[Json] = field(default_factory=list)

    def say(self, text: str) -> list[str]:
        return self.after(lambda: self.bot.call(lambda: self.person.text(text)))

    def tap(self, label: str) -> list[str]:
        """Tap the newest button of that label, ticked or not."""
        if label in self._keyboard():
            return self.say(label)
        return self.after(lambda: self.bot.call(lambda: self.person.tap(self._payload(label))))

    def place(self, lat: float, lon: float) -> list[str]:
        return self.after(lambda: self.bot.call(lambda: self.person.location(lat, lon)))

    def photo(self, picture: Path) -> list[str]:
        return self.after(lambda: self.bot.call(lambda: self.person.photo(picture.read_bytes())))

    def texts(self) -> list[str]:
        """All messages of the bot as they stand, oldest first."""
        return [message["text"] for message in self.bot.fake.said_to(self.person.id) if "text" in message]

    def buttons(self) -> list[str]:
        """The labels on the newest message of the bot, or in place of the phone's keys where it came with them."""
        message = self.bot.fake.said_to(self.person.id)[-1]
        return [button["text"] for row in _rows(message) for button in row] or self._keyboard()

    def _keyboard(self) -> list[str]:
        """What the newest message put in place of the phone's keys."""
        sent = [each for each in self.bot.fake.asked("sendMessage") if int(each["chat_id"]) == self.person.id]
        rows = sent[-1].get("reply_markup", {}).get("keyboard", []) if sent else []
        return [button["text"] for row in rows for button in row]

    def _payload(self, label: str) -> str:
        for message in reversed(self.bot.fake.said_to(self.person.id)):
            for row in _rows(message):
                for button in row:
                    if label in {button["text"], unnumbered(button["text"])} or button["text"] == f"✓ {label}":
                        return str(button["callback_data"])
        raise AssertionError(f"there is no button {label!r}")

    def after(self, act: Callable[[], object]) -> list[str]:
        """What is new or changed once the bot has come to rest."""
        before = {message["message_id"]: message for message in self.bot.fake.said_to(self.person.id)}
        act()
        self.bot.rest()
        now = self.bot.fake.said_to(self.person.id)
        return [each["text"] for each in now if "text" in each and before.get(each["message_id"]) != each]


def _rows(message: Json) -> list[list[Json]]:
    rows: list[list[Json]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return rows


@contextmanager
def living_bot(
    folder: Path,
    telegram: TelegramFake | None = None,
    zalo: ZaloBotFake | None = None,
    more: NewChannels = MappingProxyType({}),
    zalo_oa: ZaloOaFake | None = None,
) -> Iterator[Living]:
    """The real process on a database in `folder`, talking to a fake Telegram and Zalo; again with the same: a restart."""
    fakes = telegram or TelegramFake(), zalo or ZaloBotFake(), zalo_oa or ZaloOaFake()
    ready, stop = threading.Event(), list[Callable[[], object]]()
    made, failed = list[Living](), list[BaseException]()

    def run() -> None:
        try:
            asyncio.run(_live(folder, fakes, more, made, stop, ready))
        except BaseException as error:  # noqa: BLE001 - told to the thread that waits
            failed.append(error)
            ready.set()

    thread = threading.Thread(target=run, name="bot")
    thread.start()
    try:
        assert ready.wait(60), "the bot does not start"
        if failed:
            raise failed[0]
        yield made[0]
    finally:
        for each in stop:
            each()
        thread.join(20)


def oa_settings(address: str) -> ZaloOa:
    """An Official Account whose platform is at that address."""
    return ZaloOa(
        app_id=APP,
        oa_id=OA,
        secret_key=SECRET,
        webhook_secret=WEBHOOK_SECRET,
        refresh_token=FIRST_REFRESH,
        api_base_url=address,
        oauth_base_url=address,
    )


def _settings(folder: Path, telegram: str, zalo: str, zalo_oa: str) -> Settings:
    return Settings(
        database=Database(f"sqlite:///{folder}/rasoat.db"),
        web=Web(port=0),
        telegram=Telegram(token=TOKEN, api_base_url=telegram),
        zalo_bot=ZaloBot(token=ZALO_TOKEN, api_base_url=zalo, mode="polling"),
        zalo_oa=oa_settings(zalo_oa),
        content=Content(str(ROOT / "content")),
        security=Security(TEST_KEY),
        privacy=Privacy(controller=SETTINGS.controller),
    )


async def _live(
    folder: Path,
    fakes: tuple[TelegramFake, ZaloBotFake, ZaloOaFake],
    more: NewChannels,
    made: list[Living],
    stop: list[Callable[[], object]],
    ready: threading.Event,
) -> None:
    over, loop = asyncio.Event(), asyncio.get_running_loop()
    stop.append(lambda: loop.call_soon_threadsafe(over.set))
    fake, zalo, zalo_oa = fakes
    async with fake.serving() as address, zalo.serving() as zalo_address, zalo_oa.serving() as oa_address:
        settings = _settings(folder, address, zalo_address, oa_address)
        # Asking for the bot's name runs a loop of its own, and reading the content takes a while: both in another thread.
        wired = process(settings, more=more)
        running = await asyncio.to_thread(wired.__enter__)
        try:
            assert isinstance(running.channels, dict)
            running.channels["telegram"] = TelegramChannel(running.runtime, settings.telegram, 10 * 2**20, hurried())
            async with running.serving() as page:
                zalo_oa.serve_webhook(page + ZALO_OA_PATH)
                made.append(Living(fake, zalo, zalo_oa, running, loop, page))
                ready.set()
                await over.wait()
        finally:
            await asyncio.to_thread(wired.__exit__, None, None, None)
