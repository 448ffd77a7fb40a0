"""Who serves a PostgreSQL database, whole or by parts: the locks, and what happens when a connection breaks."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import psycopg
import pytest

from storage import AlreadyServedError, DatabaseUnreachableError, open_database, served_alone
from storage.serving.right import Right, right_to, served_with_others
from tests.support.databases import POSTGRES_URL, TEST_KEY

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


@here
def test_processes_that_do_parts_share_the_database_and_exclude_one_that_does_everything(url: str) -> None:
    with served_with_others(url) as one, served_with_others(url):
        one.keep()
        with pytest.raises(AlreadyServedError, match="another rasoat is running"), served_alone(url):
            pass
    with (
        served_alone(url),
        pytest.raises(AlreadyServedError, match="everything in one process is running"),
        served_with_others(url),
    ):
        pass


@here
def test_a_part_goes_to_the_next_when_the_connection_of_the_first_breaks(url: str) -> None:
    with right_to("sender", url) as first, right_to("sender", url) as second, right_to("scheduler", url) as other:
        assert not first.held()
        first.keep()
        other.keep()
        assert "another sender is active" in refused(second)
        break_off(url)
        assert not first.held()
        second.keep()
        assert second.held()
        assert "another sender is active" in refused(first)


@here
def test_whoever_lost_a_part_unawares_cannot_claim_and_a_claim_is_not_overtaken(url: str) -> None:
    database = open_database(url, key=TEST_KEY)

    def take(holder: str) -> None:
        with database.work() as work:
            work.meta.hold("sender", holder)
            work.commit()

    take("first")
    with ThreadPoolExecutor(1) as pool:
        with database.work() as work:
            assert work.meta.holds("sender", "first")
            taking = pool.submit(take, "second")
            with pytest.raises(TimeoutError):
                taking.result(0.2)
            assert work.meta.holds("sender", "first")
        taking.result(5)
    with database.work() as work:
        assert not work.meta.holds("sender", "first")
    database.close()


def test_a_server_that_does_not_answer_is_told_without_its_password() -> None:
    with pytest.raises(DatabaseUnreachableError) as found, served_alone("postgresql://me:secret@127.0.0.1:1/none"):
        pass
    assert "database.url" in str(found.value)
    assert "secret" not in str(found.value)
