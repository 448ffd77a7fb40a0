"""What is slow to start is started once for all tests of the room."""

from collections.abc import Iterator

import pytest

from tests.bot.browser import Browser, chromium
from tests.commune import *  # noqa: F403 - fixtures


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found
