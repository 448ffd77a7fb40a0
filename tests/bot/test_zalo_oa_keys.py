"""The keys of the Official Account: renewed ahead, kept over a restart, and what is said when they are lost."""

import errno
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.channels.zalo_oa.tokens import TokenKeeper
from tests.bot.support.house import run
from tests.bot.support.oa_house import ME, Town, hurried, linked, states
from tests.bot.support.telegram_house import until
from tests.fakes.bad_days import Fault
from tests.fakes.zalo_oa import OA, ZaloOaFake


def test_keys_are_renewed_ahead_and_when_they_are_stale(tmp_path: Path) -> None:
    fake = ZaloOaFake()

    async def scenario() -> None:
        async with linked(tmp_path, fake) as house:
            await until(lambda: fake.refreshes == 1)
            fake.access = "something else"
            for number in range(5):
                fake.say(ME, f"{number}")
            await until(lambda: len(fake.texts(ME)) == 5)
            assert fake.refreshes == 2, "many messages, one refresh"
            with house.runtime.database.look() as work:
                pair = work.tokens.get("zalo_oa", OA)
            assert pair is not None
            assert (pair.access, pair.refresh) == (fake.access, fake.refresh)
            assert "refresh-2" not in repr(pair)

    run(scenario())


def test_the_chain_of_keys_goes_on_after_a_restart_and_the_first_key_is_not_used_again(tmp_path: Path) -> None:
    fake = ZaloOaFake()

    async def scenario(text: str) -> None:
        async with linked(tmp_path, fake):
            fake.say(ME, text)
            await until(lambda: fake.texts(ME)[-1:] == [f"nghe: {text}"])

    run(scenario("một"))
    run(scenario("hai"))
    assert fake.refreshes == 1


def test_keys_that_were_lost_on_the_way_are_told_once_and_a_new_first_key_mends_it(tmp_path: Path) -> None:
    """The platform gave new keys, the line broke: the old ones are dead and nobody knows the new ones."""
    fake, town = ZaloOaFake(), Town()

    async def lost() -> None:
        async with linked(tmp_path, fake, town=town) as house:
            await until(lambda: bool(town.alerts))
            fake.say(ME, "có ai không")
            await until(lambda: "queued" in states(house))
            assert "keys not valid" in (await house.get("/healthz"))["channels"]["zalo_oa"]

    async def mended() -> None:
        async with linked(tmp_path, fake, change=lambda one: replace(one, refresh_token="by-hand")) as house:
            fake.refresh = "by-hand"
            await hurried(house, lambda: fake.texts(ME) == ["nghe: có ai không"])
            await until(lambda: states(house) == {})

    fake.days.told.append(Fault("access_token", cut="after"))
    run(lost())
    assert len(town.alerts) == 1
    fake.refresh = "by-hand"
    run(mended())


def test_new_keys_that_find_the_disk_full_are_kept_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old ones are dead by then: to ask once more would be refused."""
    fake, town, real, full = ZaloOaFake(), Town(), TokenKeeper._keep, [1, 2]

    def keep(self: TokenKeeper, *pair: Any) -> None:
        if full:
            full.pop()
            raise OSError(errno.ENOSPC, "No space left on device")
        real(self, *pair)

    async def scenario() -> None:
        async with linked(tmp_path, fake, town=town) as house:
            fake.say(ME, "có ai không")
            await until(lambda: fake.texts(ME) == ["nghe: có ai không"])
            assert house.runtime.thread.pulse.trouble() == "disk full"

    monkeypatch.setattr(TokenKeeper, "_keep", keep)
    run(scenario())
    assert (fake.refreshes, town.alerts, full) == (1, [], [])
