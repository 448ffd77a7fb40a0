"""How the tests share a machine."""

import os
import shutil
from pathlib import Path

import pytest

MOST = 4
MEMORY = Path("/dev/shm")
ROOM = 4 * 1024**3


def pytest_configure() -> None:
    """Files of tests stand in memory where there is room: tests kill processes and never the power, so no disk need be waited for."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: these tests wait for disks, clocks and other processes about as long as they compute."""
    return min(MOST, (os.cpu_count() or 1) + 1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each worker is given an equal share of the list, in its order: every share begins with some of the long tests."""
    shares = int(getattr(config, "workerinput", {}).get("workercount", 1))
    long = [item for item in items if item.get_closest_marker("long")]
    short = [item for item in items if not item.get_closest_marker("long")]
    size = -(-len(items) // shares)
    items.clear()
    for share in range(shares):
        begun = long[share::shares]
        rest = size - len(begun)
        items += [*begun, *short[:rest]]
        del short[:rest]
    items += short
