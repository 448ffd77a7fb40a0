"""One fake platform, served alone: `python -m tests.fakes telegram|zalo_bot|zalo_oa [PORT [SHARE [SEED]]]`; SHARE of all goes wrong, 0 to 1."""

import asyncio
import sys
from importlib import import_module

from tests.fakes.remote import Fake, by_hand

FAKES = {"telegram": "TelegramFake", "zalo_bot": "ZaloBotFake", "zalo_oa": "ZaloOaFake"}
"""Module and class; only the one that is wanted is loaded, for Telegram's libraries are large."""


async def serve(name: str, port: int, share: float, seed: int) -> None:
    fake: Fake = getattr(import_module(f"tests.fakes.{name}"), FAKES[name])()
    if share:
        fake.days.begin(share, seed)
    async with fake.serving(port, by_hand(fake)) as address:
        print(f"{name}: {address} ({fake.needed})", flush=True)
        await asyncio.Event().wait()


def main(name: str = "", port: str = "0", share: str = "0", seed: str = "1") -> int:
    if name not in FAKES:
        print(__doc__, file=sys.stderr)
        return 2
    asyncio.run(serve(name, int(port), float(share), int(seed)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
