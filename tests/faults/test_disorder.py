"""Updates repeated, delayed, reordered and bundled: a tenth of what `make proof` does."""

from pathlib import Path

import pytest

from tests.faults.support import disorder
from tests.support.databases import KINDS, empty_database_url

UPDATES = 1_000


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_road_changes_nothing_or_it_is_said(kind: str, tmp_path: Path) -> None:
    with empty_database_url(kind, tmp_path, durable=False) as url:
        found = disorder.run(url, tmp_path, UPDATES)
    assert found.problems == []
    assert found.updates >= UPDATES * 0.9
    assert found.said_so > 0
    assert set(found.kinds) == set(disorder.ACTS)
