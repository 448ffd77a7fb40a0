"""A phone in the middle of household 12's interview."""

import itertools
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from chat import Outgoing
from storage import open_database
from tests.handlers.support.desk import Post
from tests.support.commune import *  # noqa: F403 - fixtures
from tests.support.conversation import Office, Phone, shared_services
from tests.support.databases import TEST_KEY
from tests.support.handed_in import hand_in
from tests.support.last_year import read_answers, review_last_year

ANSWERS = read_answers((Path(__file__).parents[1] / "transcripts" / "last_year" / "khong-doi.txt").read_text("utf-8"))


@pytest.fixture
def phone(office: Office) -> Phone:
    """The collaborator of household 12, nothing open."""
    return Phone(office, "ra-soat-1")


@pytest.fixture
def desk(office: Office, handed_in: None) -> Phone:
    """A checker's: household 11 was typed in by its collaborator; 12, 13 and 60 were handed in an hour later each."""
    return Post(office, "kiem-tra")


@pytest.fixture
def at_roster(phone: Phone) -> Phone:
    for text in ("rà soát 12", "đồng ý"):
        phone.say(text)
    return phone


@dataclass(frozen=True)
class Moment:
    """A commune as it was when a phone had come to a question."""

    file: Path
    now: datetime
    seen: tuple[Outgoing, ...]


@pytest.fixture(scope="session")
def area_moment(commune_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Moment:
    """Made once: the way to question 20 is long."""
    file = tmp_path_factory.mktemp("area") / "rasoat.db"
    shutil.copyfile(commune_template, file)
    office = Office(open_database(f"sqlite:///{file}", key=TEST_KEY), shared_services())
    phone = Phone(office, "ra-soat-1")
    for text in ("rà soát 12", "đồng ý", "đủ", "bỏ qua", "3", "bỏ qua", "3", "6 4", "1", "tất cả 3"):
        phone.say(text)
    for text in ("không ai", "tất cả 1", "1 1 1"):
        phone.say(text)
    office.database.close()
    return Moment(file, office.now, tuple(phone.seen))


@pytest.fixture
def at_area(office: Office, area_moment: Moment, tmp_path: Path) -> Phone:
    """Household 12 with question 20, the area of the house, open."""
    office.database.close()
    shutil.copyfile(area_moment.file, tmp_path / "area.db")
    office.database = open_database(f"sqlite:///{tmp_path / 'area.db'}", key=TEST_KEY)
    office.now, office.ids = area_moment.now, itertools.count(1000)
    return Phone(office, "ra-soat-1", seen=list(area_moment.seen))


@pytest.fixture(scope="session")
def handed_in_moment(commune_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Moment:
    """Household 11 was reviewed last year and handed in again now; 12, 13 and 60 were handed in an hour later each."""
    file = tmp_path_factory.mktemp("handed_in") / "rasoat.db"
    shutil.copyfile(commune_template, file)
    office = Office(open_database(f"sqlite:///{file}", key=TEST_KEY), shared_services())
    review_last_year(office, 11, ANSWERS)
    phone = Phone(office, "ra-soat-1")
    for text in ("rà soát 11", "đồng ý", "đủ", "đúng", "tất cả 1", "110", "bỏ qua", "bỏ qua", "nộp"):
        phone.say(text)
    for number in (12, 13, 60):
        office.wait(hours=1)
        hand_in(office, number, ANSWERS)
    office.database.close()
    return Moment(file, office.now, ())


@pytest.fixture
def handed_in(office: Office, handed_in_moment: Moment, tmp_path: Path) -> None:
    office.database.close()
    shutil.copyfile(handed_in_moment.file, tmp_path / "handed_in.db")
    office.database = open_database(f"sqlite:///{tmp_path / 'handed_in.db'}", key=TEST_KEY)
    office.now, office.ids = handed_in_moment.now, itertools.count(1000)
