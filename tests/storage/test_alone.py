"""One process serves a PostgreSQL database: the lock, and what happens when its connection breaks."""

from contextlib import ExitStack

import psycopg
import pytest

from storage import AlreadyServedError, DatabaseUnreachableError, served_alone
from storage.alone import Right
from tests.databases import POSTGRES_URL

here = pytest.mark.skipif(not POSTGRES_URL, reason="RASOAT_TEST_POSTGRES_URL is not set")


@pytest.fixture
def url(postgres_session_url: str) -> str:
    return postgres_session_url


def break_off(url: str) -> None:
    """What a restart of the server does to every other connection."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )


def refused(right: Right) -> str:
    with pytest.raises(AlreadyServedError) as found:
        right.keep()
    return str(found.value)


@here
def test_a_second_process_is_refused_until_the_first_has_ended(url: str) -> None:
    with ExitStack() as first:
        first.enter_context(served_alone(url))
        with pytest.raises(AlreadyServedError, match="another rasoat is running on postgresql://"):
            first.enter_context(served_alone(url))
    with served_alone(url) as right:
        right.keep()


@here
def test_the_right_comes_back_with_the_connection_unless_another_was_quicker(url: str) -> None:
    with ExitStack() as first:
        right = first.enter_context(served_alone(url))
        break_off(url)
        right.keep()
        with pytest.raises(AlreadyServedError), served_alone(url):
            pass
        break_off(url)
        with served_alone(url):
            assert "RASOAT_DATABASE__URL" in refused(right)


def test_a_server_that_does_not_answer_is_told_without_its_password() -> None:
    with pytest.raises(DatabaseUnreachableError) as found, served_alone("postgresql://me:secret@127.0.0.1:1/none"):
        pass
    assert "database.url" in str(found.value)
    assert "secret" not in str(found.value)
