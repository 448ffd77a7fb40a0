"""One fake platform, served alone: `python -m tests.fakes telegram|zalo_bot|zalo_oa [PORT [SHARE [SEED]]]`; SHARE of all goes wrong, 0 to 1."""

import asyncio
import sys
from collections.abc import Callable

from tests.fakes.remote import by_hand
from tests.fakes.telegram import TOKEN, TelegramFake
from tests.fakes.zalo_bot import TOKEN as ZALO_TOKEN
from tests.fakes.zalo_bot import ZaloBotFake
from tests.fakes.zalo_oa import APP, FIRST_REFRESH, OA, SECRET, WEBHOOK_SECRET, ZaloOaFake

Kind = Callable[[], TelegramFake | ZaloBotFake | ZaloOaFake]
FAKES: dict[str, tuple[Kind, str]] = {
    "telegram": (TelegramFake, f"token {TOKEN}"),
    "zalo_bot": (ZaloBotFake, f"token {ZALO_TOKEN}"),
    "zalo_oa": (
        ZaloOaFake,
        f"app_id {APP}, oa_id {OA}, secret_key {SECRET}, webhook_secret {WEBHOOK_SECRET}, refresh_token {FIRST_REFRESH}",
    ),
}
"""By name, with what a bot needs to know."""


async def serve(name: str, port: int, share: float, seed: int) -> None:
    make, needed = FAKES[name]
    fake = make()
    if share:
        fake.days.begin(share, seed)
    async with fake.serving(port, by_hand(fake)) as address:
        print(f"{name}: {address} ({needed})", flush=True)
        await asyncio.Event().wait()


def main(name: str = "", port: str = "0", share: str = "0", seed: str = "1") -> int:
    if name not in FAKES:
        print(__doc__, file=sys.stderr)
        return 2
    asyncio.run(serve(name, int(port), float(share), int(seed)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
