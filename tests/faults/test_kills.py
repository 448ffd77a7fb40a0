"""kill -9 of the whole process, again and again, with up to twenty interviews in flight: a tenth of what `make proof` does."""

from pathlib import Path

import pytest

from tests.faults.support import kills
from tests.faults.support.points import RUNNING, START
from tests.support.databases import KINDS, empty_database_url

INTERVIEWS = {"sqlite": 20, "postgresql": 14}


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_or_doubled_wherever_the_process_is_killed(kind: str, tmp_path: Path) -> None:
    with empty_database_url(kind, tmp_path) as url:
        found = kills.run(url, tmp_path, INTERVIEWS[kind])
    assert found.problems == []
    assert sum(found.kills.values()) == len(RUNNING) + len(START)
    assert len(set(found.kills) - {"anywhere"}) >= 12
    assert found.reminders >= INTERVIEWS[kind] * 4
