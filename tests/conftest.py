"""How the tests share a machine."""

import os

MOST = 4


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: these tests wait for disks, clocks and other processes about as long as they compute."""
    return min(MOST, (os.cpu_count() or 1) + 1)
