"""A turn while 10³ to 10⁶ interviews lie in the database already, and the turns of one process in a second: SQLite and PostgreSQL."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from sqlalchemy import text

from bot.garbage import settle
from storage import Database, open_database
from tests.bench.household import new_households, replies
from tests.bench.timing import Reply, Timed
from tests.properties.support.phone import Commune
from tests.support.conversation import fill, shared_services
from tests.support.databases import KINDS, TEST_KEY, empty_database_url

SIZES = (1_000, 10_000, 100_000, 1_000_000)
HOUSEHOLDS, WARM_UP = 4, 2
ROWS = 8
"""Answers, and lines of history, that each stored interview keeps of the one that it is a copy of."""

AIM_GROWTH = 1.5
FIRST_NUMBER = 1_000_000

_SERIES = "WITH RECURSIVE series(n) AS (SELECT {have} + 1 UNION ALL SELECT n + 1 FROM series WHERE n < {want})"
_COPY = (
    f"""INSERT INTO household (commune, number, unit_code, head_name, head_search, head_fold, address)
    {_SERIES} SELECT m.commune, {FIRST_NUMBER} + n, (SELECT max(code) FROM unit), m.head_name, m.head_search, m.head_fold, ''
    FROM series, household m WHERE m.number = {{model}}""",
    f"""INSERT INTO assignment (round_id, household_id, person_id, state, updated_at)
    SELECT (SELECT id FROM review_round WHERE key = 'bench'), h.id, m.person_id, m.state, m.updated_at
    FROM household h, assignment m JOIN household mh ON mh.id = m.household_id
    WHERE mh.number = {{model}} AND h.number > {FIRST_NUMBER} + {{have}}""",
    f"""INSERT INTO interview (assignment_id, form_version_id, ruleset, attempt, state, opened_by, focus, started_at, updated_at,
    submitted_at, category, score_a, score_b_min, score_b_max, deprived, purpose, trial)
    SELECT a.id, m.form_version_id, m.ruleset, 1, m.state, m.opened_by, '', m.started_at, m.updated_at,
    m.submitted_at, m.category, m.score_a, m.score_b_min, m.score_b_max, m.deprived, m.purpose, m.trial
    FROM assignment a JOIN household h ON h.id = a.household_id, interview m WHERE m.id = {{interview}} AND h.number > {FIRST_NUMBER} + {{have}}""",
    f"""INSERT INTO answer (interview_id, path, name, value, value_sealed, value_hash, skipped, at, "by")
    SELECT i.id, m.path, m.name, m.value, m.value_sealed, m.value_hash, m.skipped, m.at, m."by"
    FROM interview i, (SELECT * FROM answer WHERE interview_id = {{interview}} ORDER BY path, name LIMIT {ROWS}) m WHERE i.id > {{last}}""",
    f"""INSERT INTO answer_event (interview_id, seq, path, name, value, value_sealed, skipped, kind, cause, "by", at)
    SELECT i.id, m.seq, m.path, m.name, m.value, m.value_sealed, m.skipped, m.kind, m.cause, m."by", m.at
    FROM interview i, answer_event m WHERE m.interview_id = {{interview}} AND m.seq <= {ROWS} AND i.id > {{last}}""",
    f"""INSERT INTO inbox (channel, bot, update_key, conversation, sent_at, received_at, state, error, done_at, wiped_at)
    {_SERIES} SELECT channel, bot, 'bench:' || series.n, conversation, sent_at, received_at, 'done', '', received_at, received_at
    FROM series, (SELECT * FROM inbox ORDER BY id LIMIT 1) m""",
    f"""INSERT INTO outbox (conversation, channel, bot, chat_ref, user_ref, is_group, person_id, cause, n, kind, state, attempts, last,
    sent_at, seen_at, error, next_attempt_at, created_at, wiped_at)
    {_SERIES} SELECT conversation, channel, bot, chat_ref, user_ref, is_group, person_id, 'bench:' || series.n, 1, kind, 'sent', 1, last,
    sent_at, seen_at, '', next_attempt_at, created_at, created_at FROM series, (SELECT * FROM outbox ORDER BY id LIMIT 1) m""",
)


def main() -> None:
    """On SQLite, and on PostgreSQL where RASOAT_TEST_POSTGRES_URL is set."""
    Path("build").mkdir(exist_ok=True)
    for kind in KINDS:
        print(f"\n{kind}: a turn while so many interviews lie in the database   aim: flat within {AIM_GROWTH}")
        with tempfile.TemporaryDirectory(dir="build") as folder, _commune(kind, Path(folder)) as database:
            _grow(database)


@contextmanager
def _commune(kind: str, folder: Path) -> Iterator[Database]:
    with empty_database_url(kind, folder) as url:
        database = open_database(url, key=TEST_KEY)
        try:
            fill(database, shared_services())
            new_households(database, (len(SIZES) + 1) * HOUSEHOLDS + WARM_UP)
            settle()
            yield database
        finally:
            database.close()


def _grow(database: Database) -> None:
    line = Timed(Commune(database, shared_services()))
    numbers = iter(range(9001, 9999))
    _review(line, [next(numbers) for _ in range(WARM_UP)])
    have, medians = 0, []
    for size in SIZES:
        _store(database, have, size)
        have = size
        found = _review(line, [next(numbers) for _ in range(HOUSEHOLDS)])
        turns = sorted(reply.turn for reply in found)
        medians.append(median(turns))
        rate = len(found) / sum((reply.ingest + reply.turn + reply.send) / 1000 for reply in found)
        print(
            f"  {size:9,}   median {medians[-1]:5.1f} ms   p95 {quantiles(turns, n=20)[-1]:5.1f} ms   "
            f"{rate:4.0f} turns/s with taking in and sending"
        )
    growth = max(medians) / medians[0]
    print(f"  growth {growth:.2f}   {'met' if growth <= AIM_GROWTH else 'NOT MET'}")


def _review(line: Timed, numbers: list[int]) -> list[Reply]:
    before = len(line.replies)
    for number in numbers:
        for typed in replies(line, number, corrected=True):
            line.say(typed)
    return line.replies[before:]


def _store(database: Database, have: int, want: int) -> None:
    """Copies of the first household's review, with the messages that led to them, in a round of their own."""
    with database._engine.begin() as connection:
        values = {"have": have, "want": want, "model": 9001}
        values["interview"] = connection.execute(
            text(
                "SELECT max(i.id) FROM interview i JOIN assignment a ON a.id = i.assignment_id "
                "JOIN household h ON h.id = a.household_id WHERE h.number = 9001"
            )
        ).scalar_one()
        values["last"] = connection.execute(text("SELECT max(id) FROM interview")).scalar_one()
        if not have:
            connection.execute(
                text(
                    "INSERT INTO review_round (key, year, kind, starts, ends, form_key, state) "
                    "SELECT 'bench', 2024, kind, '2024-09-01', '2024-12-14', form_key, 'closed' FROM review_round LIMIT 1"
                )
            )
        for statement in _COPY:
            connection.exec_driver_sql(statement.format(**values))
    if database._engine.dialect.name == "postgresql":
        with database._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


if __name__ == "__main__":
    began = perf_counter()
    main()
    print(f"({perf_counter() - began:.0f} s)")
