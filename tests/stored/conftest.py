"""Databases that earlier versions left behind."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.stored.support.files import stored_url
from tests.stored.support.kept import NOW, Copies, Kept, opened
from tests.support.databases import KINDS


@pytest.fixture(params=KINDS)
def kept_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Version 0.1's commune on every kind of database, not opened since."""
    with stored_url(request.param, tmp_path) as url:
        yield url


@pytest.fixture
def kept(kept_url: str) -> Iterator[Kept]:
    one = opened(kept_url)
    yield one
    one.database.close()


@pytest.fixture(scope="session")
def worked_off(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a file, in which the messages that waited are answered."""
    folder = tmp_path_factory.mktemp("v01")
    with stored_url("sqlite", folder) as url:
        one = opened(url)
        one.work_off()
        one.database.close()
        return Path(url.removeprefix("sqlite:///"))


@pytest.fixture
def copies(worked_off: Path, tmp_path: Path) -> Copies:
    """A minute later, as often as one likes."""

    @contextmanager
    def fresh() -> Iterator[Kept]:
        file = tmp_path / "play.db"
        file.unlink(missing_ok=True)
        shutil.copyfile(worked_off, file)
        one = opened(f"sqlite:///{file}", NOW + timedelta(minutes=1))
        try:
            yield one
        finally:
            one.database.close()

    return fresh
