"""Requests of households: numbered in their commune, sealed where they name people, and gone with the household."""

import pytest
from sqlalchemy import text

from storage.engine import make_engine
from storage.records import AnswerChange, Changes, Decided, Purpose, Request, RequestKind, RequestState
from storage.work import Work
from survey.state import AnswerKey
from tests.storage.support.people import NOW, Commune

NAME, REASON = "Đinh Văn Kiểm", "hộ có xe tải lớn"


def asked(work: Work, commune: Commune, household: int | None, year: int = 2025) -> Request:
    """A request that was handed in."""
    one = work.interviews.create_own(commune.form_id, "r", commune.collaborator, NOW, purpose=Purpose.FREE).id
    work.requests.begin(
        RequestKind.REVIEW,
        commune="xa",
        unit="to-1",
        household_id=household,
        interview_id=one,
        by=commune.collaborator,
        at=NOW,
    )
    begun = work.requests.of_interview(one)
    assert begun is not None
    work.requests.hand_in(begun, year, NAME, 2, RequestState.OPEN, NOW)
    found = work.requests.of_interview(one)
    assert found is not None
    return found


def test_receipts_are_numbered_by_commune_and_year(commune: Commune) -> None:
    with commune.database.work() as work:
        made = [asked(work, commune, None, year) for year in (2025, 2025, 2026)]
    assert [(one.number, one.year) for one in made] == [(1, 2025), (2, 2025), (1, 2026)]


def test_the_name_of_a_new_household_and_the_reason_are_sealed(commune: Commune, database_url: str) -> None:
    with commune.database.work() as work:
        one = asked(work, commune, None)
        work.requests.decide(one.id, Decided(RequestState.ANSWERED, commune.official, NOW, reason=REASON))
        work.commit()
    with commune.database.look() as work:
        (found,) = work.requests.numbered(1, 2025)
    assert (found.name, found.reason, found.state) == (NAME, REASON, RequestState.ANSWERED)
    engine = make_engine(database_url)
    with engine.connect() as connection:
        rows = repr(list(connection.execute(text("SELECT * FROM review_request")))).encode()
    engine.dispose()
    assert not [one for one in (NAME, REASON) if one.encode() in rows]


def test_of_a_deleted_household_no_request_stays_nor_what_was_answered_in_it(commune: Commune) -> None:
    with commune.database.work() as work:
        one, other = asked(work, commune, commune.household), asked(work, commune, None)
        answer = AnswerChange(AnswerKey((), "ly_do"), REASON)
        work.interviews.save(one.interview_id, Changes((answer,)), by=commune.collaborator, at=NOW)
        work.erasure.household(commune.household)
        assert work.interviews.get(one.interview_id) is None
        assert work.requests.listed(9) == (other,)
        assert work.interviews.get(other.interview_id) is not None


@pytest.mark.parametrize(("state", "left"), [(RequestState.OPEN, 1), (RequestState.ANSWERED, 0)])
def test_what_is_settled_waits_for_no_round(commune: Commune, state: RequestState, left: int) -> None:
    with commune.database.work() as work:
        one = asked(work, commune, None)
        work.requests.decide(one.id, Decided(state, commune.official, NOW, reason=REASON))
        assert (len(work.requests.waiting("xa")), work.requests.count()) == (left, left)
