"""Everybody who was in the middle of something goes on as version 0.1 would have let them; RASOAT_UPDATE_STORED=1 writes down what comes of it now."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.stored.support.expected import UPDATE
from tests.stored.support.kept import Copies
from tests.stored.support.plays import files, play, read
from tests.stored.support.standing import stands


@pytest.mark.parametrize("file", files(), ids=lambda path: path.stem)
def test_a_person_goes_on(file: Path, copies: Copies) -> None:
    one = read(file)
    with copies() as kept:
        standing = stands(kept, one.person)
    played = []
    for steps in one.plays:
        with copies() as kept:
            played.append(play(kept, one, steps))
    if UPDATE:
        replace(one, stands=standing, plays=played).write()
        return
    assert standing == one.stands
    for now, then in zip(played, one.plays, strict=True):
        assert now == then
