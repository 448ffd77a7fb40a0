"""What every webhook can rely on: the path is open to the outside, the body comes as it was sent, a failure is no acknowledgement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.channels.base import Parcel
from bot.channels.web.channel import CAPABILITIES
from bot.http.hooks import Hook
from chat import Capabilities, Receipt
from tests.bot.support.house import House, living, open_house, run

OUTSIDE = {"Host": "bot.example.vn", "X-Secret": "right"}


@dataclass
class Messenger:
    """A channel that is called; it answers 200 to the right secret, and fails while its inbox does."""

    bodies: list[bytes] = field(default_factory=list)
    broken: bool = False
    capabilities: Capabilities = CAPABILITIES

    async def send(self, parcel: Parcel) -> Receipt:
        return Receipt(str(parcel.outbox_id))

    async def run(self) -> None:
        """Is called, and asks for nothing."""

    def health(self) -> str:
        return "ok"

    def hooks(self) -> Mapping[str, Hook]:
        return {"/webhook/messenger": self._called}

    async def _called(self, headers: Mapping[str, str], body: bytes) -> int:
        if headers.get("x-secret") != "right":
            return 403
        if self.broken:
            raise OSError("no space left")
        self.bodies.append(body)
        return 200


async def _post(house: House, path: str, headers: dict[str, str]) -> int:
    assert house.client is not None
    async with house.client.post(house.address + path, headers=headers, data=b'{"a": "\xc3\xa1"} ') as response:
        return response.status


@pytest.mark.parametrize(
    ("path", "headers", "broken", "status"),
    [
        ("/webhook/messenger", OUTSIDE, False, 200),
        ("/webhook/messenger", OUTSIDE | {"X-Secret": "wrong"}, False, 403),
        ("/webhook/messenger", OUTSIDE, True, 500),
        ("/webhook/other", OUTSIDE, False, 404),
        ("/api/chat/official/messages", OUTSIDE, False, 403),
    ],
)
def test_a_platform_calls_by_any_name_and_is_told_200_only_for_what_is_kept(
    tmp_path: Path, path: str, headers: dict[str, str], broken: bool, status: int
) -> None:
    messenger = Messenger(broken=broken)

    async def scenario() -> int:
        async with living(open_house(tmp_path, channels={"messenger": lambda _: messenger})) as house:
            return await _post(house, path, headers)

    assert run(scenario()) == status
    assert messenger.bodies == ([b'{"a": "\xc3\xa1"} '] if status == 200 else [])
