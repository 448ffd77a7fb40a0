"""Six people's words through six kinds of household: read line by line, the same stored whoever types, and few refusals.

RASOAT_UPDATE_TRANSCRIPTS=1 writes the conversations (`six/PERSON/`) and what is stored in the end (`six/ends/`, as the careful person leaves it)
from `six/PERSON.txt`; read the difference.
"""

import shutil
from pathlib import Path

import pytest

from bot.channels.telegram.capabilities import CAPABILITIES as TELEGRAM
from chat import Capabilities
from tests.support.conversation import PHONE
from tests.support.share import FULL
from tests.transcripts.six_people import FOLDER, HOUSEHOLDS, PEOPLE, visit, words_of, written
from tests.transcripts.test_transcripts import UPDATE

CHANNELS = (PHONE, TELEGRAM, Capabilities("text_only", max_text=300, buttons=False))
PHOTO = "anh_nha = "
CAREFUL = PEOPLE[0]
MOST_REFUSED = 0.1
"""Refusals for each message that is typed."""


@pytest.mark.parametrize("kind", HOUSEHOLDS)
@pytest.mark.parametrize("person", PEOPLE)
def test_a_review_goes_as_written_and_ends_as_all_others_of_that_household(
    person: str, kind: str, commune_url: str
) -> None:
    found = visit(person, kind, commune_url)
    script, end = FOLDER / person / f"{kind}.txt", FOLDER / "ends" / f"{kind}.txt"
    if UPDATE:
        script.parent.mkdir(exist_ok=True)
        script.write_text(found.transcript, "utf-8")
        if person == CAREFUL:
            end.parent.mkdir(exist_ok=True)
            end.write_text(written(found.kept), "utf-8")
        return
    assert found.transcript.splitlines() == script.read_text("utf-8").splitlines()
    assert written(found.kept).splitlines() == end.read_text("utf-8").splitlines()


@pytest.mark.parametrize("able", CHANNELS, ids=lambda able: able.name)
@pytest.mark.parametrize("person", PEOPLE)
def test_each_ends_alike_on_every_kind_of_phone(
    person: str, able: Capabilities, commune_template: Path, tmp_path: Path
) -> None:
    typed = refused = 0
    for kind in dealt_to(person, able):
        file = Path(shutil.copyfile(commune_template, tmp_path / f"{kind}.db"))
        found = visit(person, kind, f"sqlite:///{file}", able)
        typed, refused = typed + found.typed, refused + len(found.refused)
        assert all(len(message) <= able.max_text + len("bot: ") + _indented(message) for message in found.said)
        assert _without_photo(written(found.kept)) == _without_photo(
            (FOLDER / "ends" / f"{kind}.txt").read_text("utf-8")
        )
    assert refused <= MOST_REFUSED * typed + (0 if FULL else 1), "of two households one refusal may be too many"


def dealt_to(person: str, able: Capabilities) -> list[str]:
    """Each household on one kind of phone, another for each person; all on all in the proof."""
    shift = PEOPLE.index(person) + CHANNELS.index(able)
    return [kind for place, kind in enumerate(HOUSEHOLDS) if FULL or (place + shift) % len(CHANNELS) == 0]


def _indented(message: str) -> int:
    """What the transcript puts before the further lines of a message."""
    return len(" " * 5) * message.count("\n")


def _without_photo(end: str) -> list[str]:
    """A photo is left out where none is carried, with the reason stored."""
    return [line for line in end.splitlines() if not line.startswith(PHOTO.rstrip())]


def test_each_person_has_words_for_each_household() -> None:
    assert all(list(words_of(person)) == list(HOUSEHOLDS) for person in PEOPLE)
