"""The demo commune on a file of its own for every conversation, filled once a session."""

import shutil
from pathlib import Path

import pytest

from storage import open_database
from tests.conversation import fill, shared_services
from tests.databases import TEST_KEY


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
