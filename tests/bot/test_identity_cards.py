"""A photo of a căn cước on every channel that carries photos: it is read, answered and kept nowhere."""

import asyncio
import json
import logging
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.channels.web.channel import address_of
from bot.jobs.calculation import DiedError, Function, Report, UnfitError
from bot.runtime import Runtime
from chat import Incoming, Kind, Picture
from tests.bot.support.house import START, open_house
from tests.bot.support.same_script import Device
from tests.bot.support.telegram_house import JPEG
from tests.bot.support.telegram_phone import Living, living_bot
from tests.bot.support.zalo_oa_phone import joined as joined_oa
from tests.bot.support.zalo_phone import joined
from tests.support.identity_cards import Shot, photo

HELD = Shot((800, 600), tilt=6, blur=0.6, shadow=True)
CARDS = {
    "telegram": "051071000123||PHẠM VĂN DẮT|03021971|Nam|Ba Tơ|25122021",
    "zalo_bot": "051174000456||Phạm Thị Rế|05061974|Nữ|Ba Tơ|25122021",
    "zalo_oa": "051098000789||Phạm Văn Lót|07081998|Nam|Ba Tơ|25122021",
    "web": "051199000555|212345678|Phạm Thị Mới|03021999|Nữ|Ba Tơ|25122021",
}


def test_on_every_channel_a_card_is_read_and_the_photo_is_kept_nowhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with living_bot(tmp_path) as bot:
        phones: dict[str, Device] = {"telegram": bot.invited("ra-soat-1", 70_001)}
        phones |= {"zalo_bot": joined(bot, "ra-soat-1", 80_001), "zalo_oa": joined_oa(bot, "ra-soat-1", 90_001)}
        phones["telegram"].say("rà soát 12")
        phones["telegram"].say("đồng ý")
        for number, (channel, phone) in enumerate(phones.items(), start=1):
            asked = "\n".join(phone.photo(file_of(tmp_path, CARDS[channel])))
            assert f"Căn cước •••{CARDS[channel][9:12]}" in asked, channel
            assert f"Đúng là {number}. Phạm" in asked, channel
            assert "theo thẻ ✓" in "\n".join(phone.say("đúng")), channel
        assert "Em chưa đọc được mã vuông" in "\n".join(phones["telegram"].photo(file_of(tmp_path, "")))
        said = posted(bot, photo(CARDS["web"], HELD))
        assert "(ảnh không lưu)" in said, "the page shows that there was one"
        assert "Thêm vào hộ này không?" in said
        assert bot.process.runtime.files.names() == ()
        with bot.process.runtime.database.look() as work:
            assert not work.files.lapsed(bot.process.runtime.clock.now().replace(year=2030)), "no row of it either"
    written = b"".join(path.read_bytes() for path in tmp_path.glob("rasoat.db*"))
    for code in CARDS.values():
        assert code[:12] not in caplog.text
        assert code[:12].encode() not in written


def file_of(folder: Path, code: str) -> Path:
    path = folder / "card.jpg"
    path.write_bytes(photo(code, HELD))
    return path


def posted(bot: Living, content: bytes) -> str:
    """On the page; what the bot has said there since."""
    edge = "rasoat-edge"
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="id"\r\n\r\nthe-1\r\n'.encode()]
    parts += [f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'.encode()]
    parts += [content, f"\r\n--{edge}--\r\n".encode()]
    headers = {"X-Rasoat": "1", "Content-Type": f"multipart/form-data; boundary={edge}"}
    address = f"{bot.address}/api/chat/ra-soat-1/messages"
    urllib.request.urlopen(urllib.request.Request(address, b"".join(parts), headers)).close()
    bot.rest()
    with urllib.request.urlopen(f"{address}?after=0&from=all") as answer:
        found: list[dict[str, Any]] = json.load(answer)
    return "\n".join(message["text"] for message in found)


def runtime_of(tmp_path: Path, use: Picture, calculate: Callable[[Function, bytes, Report], Any]) -> Runtime:
    house = open_house(tmp_path)
    return replace(house.runtime, use_of=lambda _work, _incoming, _now: use, calculate=calculate)


def with_file(runtime: Runtime, mime: str = "image/jpeg") -> Incoming:
    incoming = Incoming(address_of("thu"), "1", Kind.PHOTO, START)
    return asyncio.run(runtime.with_file(incoming, JPEG, "nha.jpg", mime))


async def _reads(_function: Function, _content: bytes, _report: Report) -> bytes:
    return b"{}"


async def _never(_function: Function, _content: bytes, _report: Report) -> bytes:
    raise AssertionError("nobody was to look into it")


@pytest.mark.parametrize(
    ("use", "mime", "looked", "files"),
    [
        (Picture.KEPT, "image/jpeg", False, 1),
        (Picture.LET_GO, "image/jpeg", False, 0),
        (Picture.LET_GO, "application/pdf", False, 1),
        (Picture.LOOKED_AT, "image/jpeg", True, 0),
        (Picture.LOOKED_AT, "application/pdf", False, 1),
    ],
)
def test_what_nothing_asked_for_is_put_away_nowhere(
    tmp_path: Path, use: Picture, mime: str, looked: bool, files: int
) -> None:
    runtime = runtime_of(tmp_path, use, _reads if looked else _never)
    taken = with_file(runtime, mime)
    assert (taken.looked, taken.card, len(taken.files)) == (looked, "{}" if looked else "", files)
    assert len(runtime.files.names()) == files


@pytest.mark.parametrize("error", [DiedError("killed"), UnfitError("ValueError"), TimeoutError()])
def test_where_looking_into_it_fails_the_message_gets_in_as_one_without_a_card(
    tmp_path: Path, error: Exception
) -> None:
    async def fails(_function: Function, _content: bytes, _report: Report) -> bytes:
        raise error

    runtime = runtime_of(tmp_path, Picture.LOOKED_AT, fails)
    taken = with_file(runtime)
    assert (taken.looked, taken.card, taken.files) == (True, "", ())
    assert runtime.files.names() == ()


def test_a_kill_while_it_is_looked_into_leaves_nothing(tmp_path: Path) -> None:
    """The message is not in the inbox yet, so the platform gives it again; nothing of the photo is left anywhere."""

    async def killed(_function: Function, _content: bytes, _report: Report) -> bytes:
        raise asyncio.CancelledError

    runtime = runtime_of(tmp_path, Picture.LOOKED_AT, killed)
    with pytest.raises(asyncio.CancelledError):
        with_file(runtime)
    assert runtime.files.names() == ()
    with runtime.database.look() as work:
        assert work.inbox.pending() == 0


def test_whatever_is_wrong_with_the_conversation_the_message_gets_in(tmp_path: Path) -> None:
    def broken(_work: object, _incoming: object, _now: object) -> Picture:
        raise ValueError("a form that cannot go on")

    runtime = replace(open_house(tmp_path).runtime, use_of=broken, calculate=_never)
    assert with_file(runtime).files == ()
