"""A group becomes a supergroup and has another number; pictures go out as pictures."""

from pathlib import Path

from chat import Address, FileOut, Incoming, Kind, Outgoing
from storage.records import Cause, NewOutgoing, OutboxState
from tests.bot.support.house import House, run
from tests.bot.support.telegram_house import JPEG, ME, linked, texts, until
from tests.fakes.telegram import TelegramFake

OLD, NEW = -5, -1_000_000_005
GROUP = {"id": OLD, "type": "group", "title": "Tổ 3"}


def write(house: House, text: str) -> None:
    """A message of the bot's own for the group."""
    with house.runtime.database.work() as work:
        here = Address("telegram", "4242", str(OLD), str(ME), is_group=True)
        said = Outgoing(text, private=False)
        work.outbox.enqueue(Cause(f"test:{text}"), [NewOutgoing(here, said)], house.runtime.clock.now())
        work.commit()
    house.process.sender.wake()


def left(house: House) -> int:
    with house.runtime.database.look() as work:
        return sum(len(work.outbox.with_state(state)) for state in OutboxState if state is not OutboxState.SENT)


def test_what_waits_for_a_group_that_has_moved_goes_to_its_new_number(tmp_path: Path) -> None:
    fake = TelegramFake(moved={OLD: NEW})
    person = fake.person(ME)
    fake.incoming(GROUP, person.user, {"text": "x"})
    fake.incoming({**GROUP, "id": NEW, "type": "supergroup"}, person.user, {"text": "x"})

    async def scenario() -> None:
        async with linked(tmp_path, fake, lambda _: ()) as house:
            for text in ("một", "hai", "ba"):
                write(house, text)
            await until(lambda: texts(fake, NEW) == ["một", "hai", "ba"], 15)
            assert texts(fake, OLD) == []
            await until(lambda: left(house) == 0)

    run(scenario())


def test_the_news_of_a_move_moves_what_waits(tmp_path: Path) -> None:
    fake = TelegramFake()
    person = fake.person(ME)
    fake.incoming(GROUP, person.user, {"text": "x"})
    fake.incoming({**GROUP, "id": NEW, "type": "supergroup"}, person.user, {"text": "x"})

    async def scenario() -> None:
        async with linked(tmp_path, fake, lambda _: ()) as house:
            fake.fail("sendMessage", 500, "Internal Server Error")
            write(house, "sau khi chuyển")
            await until(lambda: len(fake.asked("sendMessage")) == 1)
            fake.incoming(GROUP, person.user, {"migrate_to_chat_id": NEW})
            await until(lambda: texts(fake, NEW) == ["sau khi chuyển"], 15)

    run(scenario())


def test_pictures_go_out_as_pictures_and_the_rest_as_documents(tmp_path: Path) -> None:
    fake = TelegramFake()
    person = fake.person(ME)
    files = (FileOut("bieu-do.jpg", "image/jpeg", JPEG), FileOut("so-lieu.csv", "text/csv", b"a,b"))

    def reply(incoming: Incoming) -> tuple[Outgoing, ...]:
        return (Outgoing("đây", files=files),) if incoming.kind is Kind.TEXT else ()

    async def scenario() -> None:
        async with linked(tmp_path, fake, reply):
            person.text("cho xem")
            await until(lambda: len(fake.said_to(ME)) == 3)

    run(scenario())
    (photo,), (document,) = fake.asked("sendPhoto"), fake.asked("sendDocument")
    assert (photo["photo"], document["document"]) == (JPEG, b"a,b")
    assert all((ME, message["message_id"]) in fake.protected for message in fake.said_to(ME))
