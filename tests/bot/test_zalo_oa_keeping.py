"""What takes longer than a call of the webhook may: it is finished once, and whoever calls again meanwhile waits for the same."""

import asyncio

import pytest

from bot.channels.zalo_oa.keeping import Keeping


def test_a_call_waits_only_so_long_and_the_next_one_for_the_same() -> None:
    async def scenario() -> None:
        keeping, ready, taken = Keeping(0.02), asyncio.Event(), list[int]()

        async def take() -> None:
            taken.append(1)
            await ready.wait()

        assert await keeping.within("a", take) is False
        assert await keeping.within("a", take) is False
        ready.set()
        assert await keeping.within("a", take) is True
        assert taken == [1]
        assert await keeping.within("a", take) is True
        assert taken == [1, 1], "what is over is not remembered: the inbox knows what it has"

    asyncio.run(scenario())


def test_what_goes_wrong_is_told_to_who_waits_and_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario() -> None:
        keeping, go = Keeping(0.02), asyncio.Event()

        async def fail() -> None:
            await go.wait()
            raise OSError("đầy")

        assert await keeping.within("a", fail) is False
        go.set()
        with pytest.raises(OSError, match="đầy"):
            await keeping.within("a", fail)

    asyncio.run(scenario())
    assert "update a: OSError" in caplog.text


def test_what_is_not_finished_ends_with_the_channel() -> None:
    async def hang() -> None:
        await asyncio.Event().wait()

    async def scenario() -> None:
        keeping = Keeping(0.01)
        assert await keeping.within("a", hang) is False
        keeping.stop()
        with pytest.raises(asyncio.CancelledError):
            await keeping.within("a", hang)

    asyncio.run(scenario())
