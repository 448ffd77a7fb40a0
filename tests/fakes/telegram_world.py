"""What lies on Telegram's side: chats and their messages, the people in them, updates that nobody has confirmed, and the road to a webhook."""

import asyncio
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp

from tests.fakes.bad_days import USUAL, BadDays, Fault
from tests.fakes.road import Road, called
from tests.fakes.telegram_checks import Call
from tests.fakes.telegram_limits import Limits
from tests.fakes.telegram_person import Json, Person

TOKEN = "4242:fake-token_for-tests"
TOO_FAST = Fault(code=429, words="Too Many Requests: retry after 1", retry_after=1)


@dataclass
class TelegramWorld:
    """`now` gives Telegram's clock (whole seconds go over the wire)."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    token: str = TOKEN
    confirmed: int = 0
    calls: list[Call] = field(default_factory=list)
    messages: dict[tuple[int, int], Json] = field(default_factory=dict)
    protected: set[tuple[int, int]] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    days: BadDays = field(default_factory=lambda: BadDays(usual=(*USUAL, TOO_FAST)))
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(700_000_000))
    files: dict[str, bytes] = field(default_factory=dict)
    deliveries: list[int] = field(default_factory=list)
    witness: Callable[[int], None] | None = None
    moved: dict[int, int] = field(default_factory=dict)
    menus: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    limits: Limits | None = None
    webhook: str = ""
    secret: str = ""
    address: str = ""

    def __post_init__(self) -> None:
        self.road = Road(self._post, self.days)
        self._arrived = asyncio.Event()
        self._numbers: dict[int, int] = {}
        self._pollers = 0
        self._confirmed_last: Json = {}

    @property
    def updates(self) -> list[Json]:
        """What was not confirmed or acknowledged yet."""
        return self.road.events

    def person(self, person_id: int, name: str = "Phạm Thị Thử") -> Person:
        return Person(self, person_id, name)

    def date(self) -> int:
        return int(self.now().timestamp())

    def store(self, content: bytes) -> str:
        key = f"file{len(self.files)}"
        self.files[key] = content
        return key

    def update(self, **content: Any) -> int:
        number = next(self.ids)
        self.road.put({"update_id": number, **content})
        self._arrived.set()
        return number

    def message(self, chat: Json, sender: Json, content: Json) -> Json:
        """One numbering per chat, both directions."""
        number = self._numbers[chat["id"]] = self._numbers.get(chat["id"], 0) + 1
        made = {"message_id": number, "date": self.date(), "chat": chat, "from": sender, **content}
        self.messages[chat["id"], number] = made
        return made

    def incoming(self, chat: Json, sender: Json, content: Json) -> int:
        made = self.message(chat, sender, content)
        self.update(message=made)
        number: int = made["message_id"]
        return number

    def fail(self, method: str, code: int, description: str, retry_after: int = 0) -> None:
        """The next request of that method is refused so."""
        self.days.told.append(Fault(method, code=code, words=description, retry_after=retry_after))

    def newest_with(self, chat: int, payload: str) -> Json:
        for (where, _), message in reversed(self.messages.items()):
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            if where == chat and any(button.get("callback_data") == payload for row in rows for button in row):
                return message
        raise AssertionError(f"the bot has sent no button {payload!r} to {chat}")

    def said_to(self, chat: int) -> list[Json]:
        """The bot's messages in a chat as they stand now."""
        return [each for (where, _), each in self.messages.items() if where == chat and each["from"]["is_bot"]]

    def asked(self, method: str) -> list[Json]:
        return [call.params for call in self.calls if call.method == method]

    def meet(self, user: str) -> None:
        """Somebody has written before; nobody waits for an answer."""
        person = self.person(int(user))
        self.message(person.chat, person.user, {"text": "/start"})

    def say(self, user: str, text: str) -> int:
        return self.person(int(user)).text(text)

    def serve_webhook(self, to: str) -> None:
        """Updates are called out to this address from now on, one at a time."""
        self.road.open(to)

    @property
    def needed(self) -> str:
        return f"token {self.token}"

    @property
    def is_busy(self) -> bool:
        return self.road.is_busy

    def texts(self, user: str) -> list[str]:
        """What the bot has written to somebody, oldest first."""
        return [each["text"] for each in self.said_to(int(user)) if "text" in each]

    async def deliver(self, to: str, secret: str, tries: int = 3) -> list[int]:
        """Call a webhook with all waiting updates, one after the other, each again until it is taken; the statuses of all tries."""
        statuses: list[int] = []
        async with aiohttp.ClientSession() as client:
            for update in list(self.updates):
                for tried in range(tries):
                    statuses.append(await called(self._post(client, to, update, tried, secret)))
                    if statuses[-1] == 200:
                        self.updates.remove(update)
                        break
        return statuses

    async def _post(
        self, client: aiohttp.ClientSession, to: str, update: Json, _tried: int, secret: str | None = None
    ) -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret if secret is None else secret}
        async with client.post(to, json=update, headers=headers) as response:
            return response.status
