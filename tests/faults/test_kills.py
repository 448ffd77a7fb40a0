"""kill -9 of the whole process, again and again, with interviews in flight: a small part of what `make proof` does."""

from pathlib import Path

import pytest

from tests.faults.support import kills
from tests.faults.support.points import RUNNING, START
from tests.support.databases import KINDS, copied_database_url
from tests.support.share import of

INTERVIEWS = 20


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_or_doubled_wherever_the_process_is_killed(kind: str, tmp_path: Path) -> None:
    with copied_database_url(kind, tmp_path) as url:
        found = kills.run(url, tmp_path, INTERVIEWS, points=of(kind, (*RUNNING, *START)))
    assert found.problems == []
    assert sum(found.kills.values()) == len(of(kind, (*RUNNING, *START)))
    assert len(set(found.kills) - {"anywhere"}) >= 5
    assert found.reminders >= INTERVIEWS * 4
