"""Updates repeated, delayed, reordered and bundled: a small part of what `make proof` does."""

from pathlib import Path

import pytest

from tests.faults.support import disorder
from tests.support.databases import KINDS, copied_database_url

UPDATES = {"sqlite": 400, "postgresql": 250}


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_road_changes_nothing_or_it_is_said(kind: str, tmp_path: Path) -> None:
    with copied_database_url(kind, tmp_path) as url:
        found = disorder.run(url, tmp_path, UPDATES[kind])
    assert found.problems == []
    assert found.updates >= UPDATES[kind] * 0.8
    assert found.said_so > 0
    assert set(found.kinds) == set(disorder.ACTS)
