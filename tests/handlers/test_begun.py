"""A message over which process after process ends is put aside with the apology; what waited behind it is answered."""

from collections.abc import Callable

import pytest

from handlers import turn
from handlers.routes import answer
from handlers.talk.context import Context, Response
from handlers.turns import MOST_BEGUN, Turns
from tests.support.conversation import Office, Phone


class Killed(BaseException):
    """The process ends in the middle of a turn."""


def dying_over(text: str, honest: Callable[[Context], Response]) -> Callable[[Context], Response]:
    def dying(ctx: Context) -> Response:
        if ctx.incoming.text == text:
            raise Killed
        return honest(ctx)

    return dying


def process(office: Office) -> int:
    """One process from its start until nothing waits, or until it is killed; how many turns it did."""
    turns, done = Turns(office.database, office.services), 0
    try:
        while turns.next(lambda: office.now):
            done += 1
    except Killed:
        return -1
    return done


def test_a_message_that_ends_every_process_is_put_aside(
    office: Office, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "answer", dying_over("300", answer))
    other = Phone(office, "ra-soat-2")
    phone.send("300")
    other.send("/danhsach")
    ends = [process(office) for _ in range(MOST_BEGUN + 1)]
    assert ends == [-1] * MOST_BEGUN + [2], "it is begun so often, then it is parked and the next one answered"
    assert "Em gặp lỗi" in phone.read(phone.receive())
    with office.database.work() as work:
        assert (work.inbox.pending(), work.inbox.parked()) == (0, 1)


def test_what_merely_waited_while_processes_were_started_is_answered(office: Office, phone: Phone) -> None:
    phone.send("/danhsach")
    for _ in range(MOST_BEGUN * 2):
        Turns(office.database, office.services)
    assert process(office) == 1
    assert "Em gặp lỗi" not in phone.read(phone.receive())
    with office.database.work() as work:
        assert work.inbox.parked() == 0


def test_what_comes_in_while_a_process_runs_costs_no_commit_of_its_own(office: Office, phone: Phone) -> None:
    turns = Turns(office.database, office.services)
    assert not turns.next(lambda: office.now)
    phone.send("/danhsach")
    with office.database.work() as work:
        entry = work.inbox.next_pending()
        assert entry is not None
        assert entry.begun == 0
    assert turns.next(lambda: office.now)
