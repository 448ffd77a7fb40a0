"""Keys of a bot: one asks at a time, the new pair is kept before it is used, a break in between shows."""

from datetime import timedelta

from storage import Database, open_database
from tests.storage.support.people import NOW
from tests.support.databases import TEST_KEY

LATER = NOW + timedelta(hours=25)
OA = ("zalo_oa", "9876")


def seed(database: Database, refresh: str = "first") -> bool:
    with database.work() as work:
        fresh = work.tokens.seed(*OA, refresh, NOW)
        work.commit()
    return fresh


def test_a_key_set_by_hand_begins_a_chain_once(database: Database) -> None:
    assert [seed(database), seed(database)] == [True, False]
    with database.work() as work:
        assert work.tokens.ask(*OA, NOW) is not None
        work.tokens.put(*OA, "access", "second", LATER, NOW)
        work.commit()
    assert seed(database) is False
    with database.look() as work:
        pair = work.tokens.get(*OA)
    assert pair is not None
    assert (pair.access, pair.refresh, pair.valid_until, pair.interrupted) == ("access", "second", LATER, False)
    assert seed(database, "by hand") is True
    with database.look() as work:
        pair = work.tokens.get(*OA)
    assert pair is not None
    assert (pair.access, pair.refresh, pair.valid_until) == ("", "by hand", None)


def test_one_asks_at_a_time(database: Database) -> None:
    seed(database)
    with database.work() as work:
        assert work.tokens.ask(*OA, NOW) is not None
        assert work.tokens.ask(*OA, NOW + timedelta(seconds=59)) is None
        assert work.tokens.ask(*OA, NOW + timedelta(seconds=60)) is not None
        work.tokens.release(*OA, reached=False)
        assert work.tokens.ask(*OA, NOW) is not None
        assert work.tokens.ask("zalo_oa", "other", NOW) is None


def test_a_break_while_asking_shows_after_a_restart(database: Database, database_url: str) -> None:
    seed(database)
    with database.work() as work:
        work.tokens.ask(*OA, NOW)
        work.commit()
    again = open_database(database_url, key=TEST_KEY)
    with again.work() as work:
        pair = work.tokens.ask(*OA, LATER)
        assert pair is not None
        assert pair.interrupted
        assert pair.refresh == "first"
        work.tokens.refused(*OA, "-14014 Invalid refresh token")
        after = work.tokens.get(*OA)
        work.commit()
    again.close()
    assert after is not None
    assert (after.error, after.interrupted, after.asked_at) == ("-14014 Invalid refresh token", False, LATER)


def test_keys_are_not_kept_in_the_open(database: Database) -> None:
    seed(database, "very-secret-key")
    with database._engine.connect() as connection:
        row = connection.exec_driver_sql("SELECT * FROM channel_token").one()
    assert b"very-secret-key" not in b"".join(bytes(one) for one in row if isinstance(one, bytes | memoryview))
    assert "very-secret-key" not in str(row)
