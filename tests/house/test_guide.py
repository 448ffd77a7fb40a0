"""The user guide is true to what is built: its commands and words are those of the program."""

import re

import pytest

from handlers.commands import COMMANDS
from handlers.talk.command import Command
from survey.read import INTERVIEW
from tests.house.tree import ROOT

GUIDE = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs/huong-dan").glob("*.md"))}
WHOLE = "\n".join(GUIDE.values())
TOLD_BY_BUTTONS_ONLY = {"tiếp tục", "xong"}


def test_every_command_of_the_guide_is_built() -> None:
    named = set(re.findall(r"`/([a-z]+)", WHOLE))
    assert named
    assert named <= {one.name for one in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.name)
def test_every_command_is_in_the_guide(command: Command) -> None:
    assert any(f"`{spoken}" in WHOLE for spoken in (f"/{command.name}", *command.phrases))


@pytest.mark.parametrize(
    "word", sorted({phrase.spellings[0] for phrase in INTERVIEW if phrase.alone} - TOLD_BY_BUTTONS_ONLY)
)
def test_every_word_of_the_interview_is_in_the_collaborators_guide(word: str) -> None:
    assert f"`{word}" in GUIDE["ra-soat-vien.md"]


def test_the_guide_speaks_to_people() -> None:
    """No words of the workshop: whoever reads this reviews households."""
    people = [GUIDE[name] for name in ("ra-soat-vien.md", "cong-chuc.md", "lanh-dao.md")]
    assert not [
        word
        for word in ("database", "server", "API", "relevant", "payload", "token")
        if any(word in text for text in people)
    ]
