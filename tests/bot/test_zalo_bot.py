"""The Zalo Bot channel against the fake: what comes in, what goes out, and every bad day of the platform."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app import process
from bot.channels.zalo_bot.capabilities import PATH
from bot.process import StartError
from bot.settings.config import ConfigError, Database, Security, Settings, Web, ZaloBot
from bot.settings.config_reader import load_settings
from chat import Address, Incoming, Kind, Outgoing
from storage.records import OutboxState
from tests.bot.support.house import START, run
from tests.bot.support.telegram_house import JPEG, until
from tests.bot.support.zalo_bot_house import ME, SECRET, linked
from tests.fakes.bad_days import BadDays, Fault
from tests.fakes.zalo_bot import TOKEN, Json, ZaloBotFake
from tests.support.databases import TEST_KEY


def hear(folder: Path, fake: ZaloBotFake, act: Callable[[], object], expected: int) -> list[Incoming]:
    """What the process made of the acts, in order."""
    seen: list[Incoming] = []

    def remember(incoming: Incoming) -> tuple[Outgoing, ...]:
        seen.append(incoming)
        return ()

    async def scenario() -> None:
        async with linked(folder, fake, remember) as house:
            act()
            await until(lambda: len(seen) == expected)
            assert all(house.runtime.files.get(file.key) == JPEG for each in seen for file in each.files)

    run(scenario())
    return seen


def test_a_conversation_in_words(tmp_path: Path) -> None:
    fake = ZaloBotFake()

    async def scenario() -> None:
        async with linked(tmp_path, fake) as house:
            fake.say(ME, "xin chào")
            await until(lambda: fake.texts(ME) == ["nghe: xin chào"])
            assert (await house.get("/healthz"))["channels"]["zalo_bot"] == "ok"

    run(scenario())


def test_what_a_message_carries(tmp_path: Path) -> None:
    fake = ZaloBotFake()

    def act() -> None:
        fake.say(ME, "1")
        fake.picture(ME, JPEG, "mái nhà")
        fake.put(fake.event(ME, "sticker", sticker="abc", url="https://x"))
        fake.put(fake.event(ME, "voice", voice_url="https://x/a.aac"))
        fake.put(fake.event(ME, "unsupported"))
        fake.say(ME, "@bot xin chào", chat={"id": "nhom-3", "chat_type": "GROUP"})

    text, photo, sticker, voice, hidden, group = hear(tmp_path, fake, act, 6)
    kinds = [each.kind for each in (text, photo, sticker, voice, hidden)]
    assert kinds == [Kind.TEXT, Kind.PHOTO, Kind.STICKER, Kind.UNSUPPORTED, Kind.HIDDEN]
    assert (photo.text, photo.files[0].mime) == ("mái nhà", "image/jpeg")
    assert text.address == Address("zalo_bot", "777001", ME, ME)
    assert (group.address.is_group, group.address.chat_id) == (True, "nhom-3")
    assert abs((text.sent_at - START).total_seconds()) < 60, "its time is told in the process's own"


@pytest.mark.parametrize("content", [b"%PDF-1.4", JPEG + bytes(11 * 2**20)], ids=["no photo", "too large"])
def test_a_picture_that_cannot_be_taken_is_told(tmp_path: Path, content: bytes) -> None:
    fake = ZaloBotFake()
    (photo,) = hear(tmp_path, fake, lambda: fake.picture(ME, content), 1)
    assert (photo.kind, photo.files) == (Kind.UNSUPPORTED, ())


UNREADABLE: list[object] = [
    5,
    {"event_name": "message.text.received"},
    {"event_name": "message.text.received", "message": {"from": {}, "chat": {}}},
    {"event_name": ["x"], "message": {}},
    {"event_name": "user.followed", "message": {}},
]


def test_events_that_nobody_can_read_keep_nothing_out(tmp_path: Path) -> None:
    fake = ZaloBotFake()

    def act() -> None:
        for event in UNREADABLE:
            fake.events.append(event)  # type: ignore[arg-type]  # that is the point
        robot = fake.event(ME, "text", text="tôi là máy")
        robot["message"]["from"]["is_bot"] = True
        fake.put(robot)
        fake.say(ME, "còn đây")

    (heard,) = hear(tmp_path, fake, act, 1)
    assert heard.text == "còn đây"


def test_a_long_message_goes_in_parts_and_no_part_goes_or_counts_twice_when_one_fails(tmp_path: Path) -> None:
    fake = ZaloBotFake()
    long = "\n".join(f"{number}. " + "chữ " * 30 for number in range(40))

    async def scenario() -> None:
        async with linked(tmp_path, fake, lambda _: (Outgoing(long),)) as house:
            fake.days.told += [Fault("sendMessage", slow=0.01), Fault("sendMessage", status=502)]
            fake.say(ME, "dài")

            def counted() -> bool:
                with house.runtime.database.look() as work:
                    return work.quotas.messages("zalo_bot", "777001", "2025-11") == 3

            await until(counted, 15)

    run(scenario())
    said = fake.texts(ME)
    assert len(said) == 3
    assert all(len(part) <= 2000 for part in said)
    assert " ".join(said).split() == long.split()


def test_every_part_counts_against_the_plan(tmp_path: Path) -> None:
    fake = ZaloBotFake()

    async def scenario() -> int:
        async with linked(tmp_path, fake, lambda _: (Outgoing("chữ " * 900), Outgoing("ngắn"))) as house:
            fake.say(ME, "dài")
            await until(lambda: fake.texts(ME)[-1:] == ["ngắn"])

            def count() -> int:
                with house.runtime.database.look() as work:
                    return work.quotas.messages("zalo_bot", "777001", "2025-11")

            await until(lambda: count() == 3)
            return count()

    assert run(scenario()) == len(fake.texts(ME)) == 3


FAULTS = [
    (Fault("sendMessage", code=429), OutboxState.QUEUED, True),
    (Fault("sendMessage", code=403), OutboxState.FAILED, False),
    (Fault("sendMessage", code=400), OutboxState.FAILED, True),
    (Fault("sendMessage", code=401), OutboxState.QUEUED, True),
    (Fault("sendMessage", status=503), OutboxState.QUEUED, True),
]


@pytest.mark.parametrize(
    ("fault", "state", "active"), FAULTS, ids=[str(row[0].code or row[0].status) for row in FAULTS]
)
def test_a_refusal_with_http_200_is_a_refusal(tmp_path: Path, fault: Fault, state: OutboxState, active: bool) -> None:
    fake = ZaloBotFake(days=BadDays([fault]))

    async def scenario() -> None:
        async with linked(tmp_path, fake) as house:
            fake.say(ME, "xin chào")

            def found() -> bool:
                with house.runtime.database.look() as work:
                    rows = work.outbox.with_state(state)
                    return (
                        bool(rows) and not fake.days.told and (state is not OutboxState.QUEUED or bool(rows[0].error))
                    )

            await until(found)
            with house.runtime.database.look() as work:
                person = work.people.by_key("ra-soat-1")
                assert person is not None
                accounts = work.people.accounts(person.id)
                assert any(each.address.channel == "zalo_bot" for each in accounts) is active

    run(scenario())


@pytest.mark.parametrize("cut", ["before", "after"])
def test_a_reply_whose_fate_is_unknown_is_sent_again(tmp_path: Path, cut: str) -> None:
    times = 2 if cut == "after" else 1
    fake = ZaloBotFake(days=BadDays([Fault("sendMessage", cut=cut)]))

    async def scenario() -> None:
        async with linked(tmp_path, fake):
            fake.say(ME, "xin chào")
            await until(lambda: len(fake.asked("sendMessage")) == times, 15)

    run(scenario())
    assert fake.texts(ME) == ["nghe: xin chào"] * times


def test_the_webhook_is_proved_by_its_secret_and_a_message_counts_once(tmp_path: Path) -> None:
    fake = ZaloBotFake()
    event: Json = fake.event(ME, "text", text="qua webhook")

    async def scenario() -> list[list[int]]:
        async with linked(tmp_path, fake, mode="webhook", url="https://bot.example.vn/") as house:
            await until(lambda: fake.webhook)
            to = house.address + PATH
            statuses = [await fake.deliver(to, secret, event) for secret in ("wrong-secret", SECRET, SECRET)]
            await until(lambda: fake.texts(ME) == ["nghe: qua webhook"])
            return statuses

    assert run(scenario()) == [[403, 403, 403], [200], [200]]
    assert fake.webhook == {"url": "https://bot.example.vn" + PATH, "secret_token": SECRET}
    assert fake.texts(ME) == ["nghe: qua webhook"]


def test_a_webhook_without_a_secret_is_refused_at_the_start(tmp_path: Path) -> None:
    settings = Settings(
        database=Database(f"sqlite:///{tmp_path}/rasoat.db"),
        web=Web(port=0),
        security=Security(TEST_KEY),
        zalo_bot=ZaloBot(token=TOKEN),
    )
    with pytest.raises(StartError, match="RASOAT_ZALO_BOT__WEBHOOK_SECRET"), process(settings):
        pass


@pytest.mark.parametrize(
    ("key", "value", "complaint"),
    [
        ("TOKEN", "abc", "123456:abc"),
        ("MODE", "carrier pigeon", "webhook, polling"),
        ("WEBHOOK_SECRET", "short", "8 to 256"),
        ("WEBHOOK_URL", "http://x", "https://"),
    ],
)
def test_wrong_settings_are_told(tmp_path: Path, key: str, value: str, complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        load_settings(tmp_path / "none.toml", {f"RASOAT_ZALO_BOT__{key}": value})
