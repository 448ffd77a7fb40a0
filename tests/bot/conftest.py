"""What is slow to start is started once for all tests of the room."""

from collections.abc import Iterator

import pytest

from tests.bot.support.browser import Browser, chromium
from tests.support.commune import *  # noqa: F403 - fixtures


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found
