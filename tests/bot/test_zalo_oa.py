"""The Official Account against its fake: what comes in, what goes out, and every bad day of the platform."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.channels.zalo_oa.failures import failure_of
from bot.settings.config import Settings, Web, ZaloOa
from bot.settings.refusals import start_problems
from chat import Button, Failure, FileOut, Incoming, Kind, Location, Outgoing
from storage.records import MessageKind, NewOutgoing, OutboxEntry, OutboxState, reminding
from tests.bot.support.house import START, run
from tests.bot.support.oa_house import HERE, ME, hear, hurried, linked, plain, states
from tests.bot.support.telegram_house import JPEG, until
from tests.bot.support.telegram_phone import oa_settings
from tests.fakes.bad_days import Fault
from tests.fakes.zalo_oa import ZaloOaFake


def test_a_conversation_with_buttons(tmp_path: Path) -> None:
    fake = ZaloOaFake()
    rows = tuple((Button(f"chọn {n}", f"q|1|{n}", str(n)),) for n in range(1, 6))

    def reply(incoming: Incoming) -> tuple[Outgoing, ...]:
        return (
            (Outgoing("mấy?", rows if incoming.text == "năm" else (*rows, (Button("chọn 6", "q|1|6", "6"),))),)
            if (incoming.kind is Kind.TEXT)
            else plain(incoming)
        )

    async def scenario() -> None:
        async with linked(tmp_path, fake, reply) as house:
            fake.say(ME, "năm")
            await until(lambda: len(fake.said(ME)) == 1)
            buttons = fake.said(ME)[0]["message"]["attachment"]["payload"]["buttons"]
            assert [each["title"] for each in buttons] == [f"chọn {n}" for n in range(1, 6)]
            fake.tap(ME, buttons[2]["payload"])
            await until(lambda: fake.texts(ME)[-1:] == ["nghe: q|1|3"])
            fake.say(ME, "sáu")
            await until(lambda: len(fake.said(ME)) == 3)
            assert fake.texts(ME)[-1] == "mấy?\n" + "\n".join(f"{n}. chọn {n}" for n in range(1, 7))
            assert "attachment" not in fake.said(ME)[-1]["message"]
            assert (await house.get("/healthz"))["channels"]["zalo_oa"] == "ok"

    run(scenario())


def test_what_a_message_carries(tmp_path: Path) -> None:
    fake = ZaloOaFake()

    def act() -> None:
        fake.say(ME, "1")
        fake.picture(ME, JPEG)
        fake.picture(ME, b"%PDF-1.4")
        fake.file(ME, b"PK\x03\x04", "phieu.xlsx")
        fake.place(ME, 14.7654, 108.7321)
        fake.put(fake.event(ME, "user_send_sticker", attachments=[]))
        fake.put(fake.event(ME, "user_send_audio", attachments=[]))
        fake.put(fake.event(ME, "user_seen_message"))
        fake.put(fake.event(ME, "user_send_text", text="vâng", quote_msg_id="b000007"))
        fake.put(fake.about(ME, "follow"))

    seen = hear(tmp_path, fake, act, 9)
    kinds = [Kind.TEXT, Kind.PHOTO, Kind.UNSUPPORTED, Kind.FILE, Kind.LOCATION, Kind.STICKER, Kind.UNSUPPORTED]
    assert [each.kind for each in seen] == [*kinds, Kind.TEXT, Kind.TEXT]
    assert (seen[1].files[0].mime, seen[3].files[0].name) == ("image/jpeg", "phieu.xlsx")
    assert seen[4].location == Location(14.7654, 108.7321)
    assert (seen[7].quotes, seen[8].text) == ("b000007", "/start")
    assert {each.address for each in seen} == {HERE}
    assert abs((seen[0].sent_at - START).total_seconds()) < 60, "its time is told in the process's own"


def test_a_long_message_with_pictures_and_files_goes_in_parts_and_none_twice(tmp_path: Path) -> None:
    fake = ZaloOaFake()
    files = (
        FileOut("so.png", "image/png", b"\x89PNG"),
        FileOut("bang.csv", "text/csv", b"a,b"),
        FileOut("x.xlsx", "x/y", b"1"),
    )
    long = "\n".join(f"{number}. " + "chữ " * 30 for number in range(40))

    async def scenario() -> None:
        async with linked(tmp_path, fake, lambda _: (Outgoing(long, files=files),)) as house:
            fake.days.told += [Fault("upload/file", status=502), Fault("message/cs", status=502)]
            fake.say(ME, "dài")
            await hurried(house, lambda: len(fake.said(ME)) == 5)

    run(scenario())
    assert " ".join(fake.texts(ME)).split() == f"{long} (không gửi được: x.xlsx)".split()
    image, file = (each["message"]["attachment"] for each in fake.said(ME)[3:])
    assert fake.uploads[image["payload"]["elements"][0]["attachment_id"]] == ("so.png", b"\x89PNG")
    assert fake.uploads[file["payload"]["token"]] == ("bang.csv", b"a,b")


CODES = [
    (-32, Failure.THROTTLED),
    (-211, Failure.THROTTLED),
    (-213, Failure.BLOCKED),
    (-217, Failure.BLOCKED),
    (-227, Failure.BLOCKED),
    (-230, Failure.CLOSED),
    (-232, Failure.CLOSED),
    (-221, Failure.UNAUTHORISED),
    (-240, Failure.UNAUTHORISED),
    (-201, Failure.REFUSED),
    (-424242, Failure.REFUSED),
]


@pytest.mark.parametrize(("code", "failure"), CODES)
def test_a_code_means_one_kind_of_failure(code: int, failure: Failure) -> None:
    error = failure_of(code, "vì sao")
    assert (error.failure, error.detail) == (failure, f"{code} vì sao")
    assert (error.retry_after is not None) == (failure is Failure.THROTTLED)


@pytest.mark.parametrize(
    ("code", "state", "active"), [(-213, "failed", False), (-230, "failed", True), (-32, "queued", True)]
)
def test_what_follows_a_refusal(code: int, state: str, active: bool, tmp_path: Path) -> None:
    fake = ZaloOaFake()

    async def scenario() -> None:
        async with linked(tmp_path, fake) as house:
            fake.days.told.append(Fault("message/cs", code=code))
            fake.say(ME, "xin chào")
            await until(lambda: f"{code} as told" in states(house).get(state, ""))
            assert list(states(house)) == [state]
            with house.runtime.database.look() as work:
                person = work.people.by_key("ra-soat-1")
                assert person is not None
                accounts = work.people.accounts(person.id)
            assert (HERE in [each.address for each in accounts]) == active

    run(scenario())


def test_an_answer_typed_while_zalo_is_slow_to_confirm_the_question_is_no_early_one(tmp_path: Path) -> None:
    fake = ZaloOaFake()

    async def scenario() -> None:
        async with linked(tmp_path, fake) as house:
            fake.days.told.append(Fault("message/cs", silent=0.4))
            fake.say(ME, "hỏi")
            await until(lambda: fake.texts(ME))
            await asyncio.sleep(0.01)  # nobody types within the millisecond in which the question is shown
            typed = house.runtime.clock.from_platform(datetime.now(UTC))

            def sent() -> list[OutboxEntry]:
                with house.runtime.database.look() as work:
                    return list(work.outbox.with_state(OutboxState.SENT))

            await until(sent)
            (row,) = sent()
            assert row.seen_at is not None
            assert row.seen_at <= typed

    run(scenario())


@pytest.mark.parametrize("template", ["", "tpl-7"])
def test_a_reminder_outside_the_window_goes_by_a_template_or_not_at_all(template: str, tmp_path: Path) -> None:
    fake = ZaloOaFake()
    fake.wrote[ME] = fake.now() - timedelta(days=8)

    async def scenario() -> None:
        async with linked(
            tmp_path, fake, change=lambda one: replace(one, template_id=template, template_chars=20)
        ) as house:
            with house.runtime.database.work() as work:
                person = work.people.by_key("ra-soat-1")
                assert person is not None
                news = Outgoing("Nhắc anh/chị nộp báo cáo tuần này")
                row = NewOutgoing(HERE, news, person.id, MessageKind.REMINDER)
                work.outbox.enqueue(reminding(1), [row], house.runtime.clock.now())
                work.commit()
            house.process.sender.wake()
            await until(lambda: bool(fake.templates) if template else "failed" in states(house))
            await until(lambda: "sending" not in states(house))
            assert states(house) == {} or states(house)["failed"].startswith("closed: -230")

    run(scenario())
    sent = [{"user_id": ME, "template_id": template, "template_data": {"content": "Nhắc anh/chị nộp bá…"}}]
    assert fake.templates == (sent if template else [])


def test_settings_that_cannot_be_served_are_named() -> None:
    web = Web(port=0)
    assert "APP_ID" in "".join(start_problems(Settings(web=web, zalo_oa=ZaloOa(app_id="1"))))
    assert "SECRET_KEY" in "".join(start_problems(Settings(web=web, zalo_oa=ZaloOa(app_id="1", oa_id="2"))))
    real = Web(enabled=False, port=0)
    assert not list(start_problems(Settings(web=real, zalo_oa=oa_settings("http://x"))))
    assert "Zalo OA" in "".join(start_problems(Settings(web=web, zalo_oa=oa_settings("http://x"))))
