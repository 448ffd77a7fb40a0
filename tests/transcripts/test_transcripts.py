"""Every golden conversation, line by line; RASOAT_UPDATE_TRANSCRIPTS=1 writes down what the bot says now."""

import os
from pathlib import Path

import pytest

from tests.transcripts.replay import Replay, bot_messages, scripts

UPDATE = bool(os.environ.get("RASOAT_UPDATE_TRANSCRIPTS"))
REOPENED_AT_EVERY_TURN = {"ho-ngheo"}


@pytest.mark.parametrize("script", scripts(), ids=lambda path: path.stem)
def test_conversation_goes_as_written(script: Path, commune_url: str) -> None:
    written = script.read_text("utf-8")
    replay = Replay(commune_url, every_turn=script.stem in REOPENED_AT_EVERY_TURN)
    try:
        played = replay.play(written)
    finally:
        replay.close()
    if UPDATE:
        script.write_text(played, "utf-8")
        return
    assert played.splitlines() == written.splitlines()


def test_a_new_household_of_five_takes_at_most_25_messages() -> None:
    script = next(path for path in scripts() if path.stem == "ho-moi-nam-nguoi")
    said = bot_messages(script.read_text("utf-8"))
    assert "✓ Đã nộp hộ 248" in said[-1]
    assert len(said) <= 25
