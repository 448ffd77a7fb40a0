"""The protections that the proof takes away are still there to be taken away, and the tests that shall notice exist."""

import pytest

from tests.proof.changes import ROOT, Change, changes, stale


@pytest.mark.parametrize("change", changes(), ids=lambda change: change.why)
def test_a_change_of_the_proof_still_fits_the_code(change: Change) -> None:
    assert not stale(change)
    assert all((ROOT / test).exists() for test in change.test.split())
