"""A commune whose review form has every type of question, on a channel that carries words of 300 characters, or photos and buttons too."""

from collections.abc import Mapping
from pathlib import Path
from random import Random

from chat import Capabilities
from handlers.talk import services
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
    made = services.load({**content(), REVIEW: sheet, **lists}, SETTINGS, Random(7).choice)
    made.channels["web"] = carries
    database = open_database(f"sqlite:///{folder / 'all-types.db'}", key=TEST_KEY)
    fill(database, made)
    return Office(database, made)


def begin(office: Office) -> Phone:
    """Household 12's collaborator at the first question."""
    phone = Phone(office, "ra-soat-1")
    for text in ("rà soát 12", "đồng ý"):
        phone.say(text)
    return phone
