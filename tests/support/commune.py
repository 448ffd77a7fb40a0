"""The demo commune on a file of its own for every test, filled once a session.

In a conftest: `from tests.commune import *` gives the fixtures `commune_url`, `office` and (used by them) `commune_template`.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.talk.wording import local
from storage import open_database
from storage.records import Assignment, Interview
from storage.work import Work
from survey.state import Record
from tests.support.conversation import Office, fill, shared_services
from tests.support.databases import TEST_KEY

__all__ = ["commune_template", "commune_url", "office"]


@pytest.fixture(scope="session")
def commune_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("commune") / "rasoat.db"
    database = open_database(f"sqlite:///{file}", key=TEST_KEY)
    fill(database, shared_services())
    database.close()
    return file


@pytest.fixture
def commune_url(commune_template: Path, tmp_path: Path) -> str:
    file = tmp_path / "rasoat.db"
    shutil.copyfile(commune_template, file)
    return f"sqlite:///{file}"


@pytest.fixture
def office(commune_url: str) -> Iterator[Office]:
    opened = Office(open_database(commune_url, key=TEST_KEY), shared_services())
    yield opened
    opened.database.close()


def assignment_of(work: Work, office: Office, number: int) -> Assignment:
    current = work.rounds.current(local(office.now).date())[0]
    assert current is not None
    found = work.assignments.of_number(current.id, number)
    assert found is not None
    return found


def latest_of(work: Work, office: Office, number: int) -> Interview:
    found = work.interviews.latest_of(assignment_of(work, office, number).id)
    assert found is not None
    return found


def stored(office: Office, number: int) -> tuple[Record, int, bool]:
    """All that is stored of a household's last interview: its answers and members, how many events led there, whether consent is given."""
    with office.database.look() as work:
        interview = latest_of(work, office, number)
        loaded = work.interviews.load(interview.id)
        return loaded.record, len(work.interviews.events(interview.id)), loaded.consent is not None


def answers(office: Office, number: int) -> dict[str, str]:
    """Answers by question name ("dien_tich", "bhyt.3")."""
    record = stored(office, number)[0]
    return {".".join([key.name, *(item for _, item in key.items)]): one.value for key, one in record.answers.items()}
