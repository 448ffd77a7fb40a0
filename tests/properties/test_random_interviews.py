"""However an interview is walked through, no answer is lost, and the result is that of answering straight through."""

from pathlib import Path

import pytest

from survey.interview.answers import recording
from survey.interview.session.session import Session
from survey.state import AnswerKey, Stored
from tests.properties.support import series

BATCHES, EACH, LENGTH = 7, 15, 8


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("communes")


@pytest.mark.parametrize("batch", range(BATCHES))
def test_random_steps_lose_no_answer_and_do_not_change_the_result(folder: Path, batch: int) -> None:
    played = series.play(folder, range(batch * EACH, (batch + 1) * EACH), LENGTH)
    assert not played.failures, played.failures[0]
    assert played.sequences == EACH


def test_a_lost_answer_is_found_and_the_sequence_is_made_short(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check itself: an engine that forgets an answer with every skip is caught."""
    honest = recording.skip

    def forgetful(session: Session, *rest: object) -> object:
        session._store(AnswerKey((), "tuong"), Stored(""))
        return honest(session, *rest)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(recording, "skip", forgetful)
    played = series.play(folder, range(4), LENGTH)
    assert "tuong" in played.failures[0]
    shortest = next(line for line in played.failures[0].splitlines() if line.startswith("shortest:"))
    assert len(shortest.split()) <= 4
