"""A commune whose review form has every type of question, on a channel that carries words of 300 characters, or photos and buttons too."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from chat import Capabilities
from handlers.talk import services
from handlers.talk.services import Services
from storage.engine import open_database
from tests.support.conversation import SETTINGS, Office, Phone, content, fill
from tests.support.databases import TEST_KEY

REVIEW = "forms/phieu-ra-soat-2022-2025.md"
SHEET = Path(__file__).parents[2] / "survey" / "interview" / "all_types.md"
LISTS = {"forms/cay.csv": "name,label\nkeo,Keo\nque,Quế\n".encode()}
WORDS = Capabilities("web", max_text=300, buttons=False)
TAPS = Capabilities("web", max_text=4096, buttons=True, max_buttons=60, location=True, photo_in=True, file_in=True)


def commune_with(folder: Path, sheet: bytes, carries: Capabilities, lists: Mapping[str, bytes] = LISTS) -> Office:
    """The demo commune with another form in the place of the review's."""
    filled, made = _filled(sheet, tuple(lists.items()))
    file = folder / "all-types.db"
    file.write_bytes(filled)
    database = open_database(f"sqlite:///{file}", key=TEST_KEY)
    return Office(database, replace(made, choose=Random(7).choice, channels={"web": carries}))


@cache
def _filled(sheet: bytes, lists: tuple[tuple[str, bytes], ...]) -> tuple[bytes, Services]:
    """Made once: the file of its database, and what its turns share, the parsed forms too, whose numbers are the same in every copy."""
    made = services.load({**content(), REVIEW: sheet, **dict(lists)}, SETTINGS, Random(7).choice)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rasoat.db"
        with closing(open_database(f"sqlite:///{file}", key=TEST_KEY)) as database:
            fill(database, made)
        return file.read_bytes(), made


def begin(office: Office) -> Phone:
    """Household 12's collaborator at the first question."""
    phone = Phone(office, "ra-soat-1")
    for text in ("rà soát 12", "đồng ý"):
        phone.say(text)
    return phone
