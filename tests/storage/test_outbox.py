"""The outbox: once a cause, in order a conversation, interactive before bulk, doubtful reminders never again."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta

import pytest

from chat import Outgoing, Receipt
from storage import Database, RepeatedCauseError, Work
from storage.records import Cause, MessageKind, NewOutgoing, OutboxEntry, OutboxState
from tests.storage.support.people import NOW, address

SOON, LATER, MUCH_LATER = NOW + timedelta(seconds=30), NOW + timedelta(minutes=5), NOW + timedelta(minutes=50)


def _new(
    user: str = "1", text: str = "Câu 6", kind: MessageKind = MessageKind.INTERACTIVE, **more: datetime | int
) -> NewOutgoing:
    return NewOutgoing(address(user), Outgoing(text), kind=kind, **more)  # type: ignore[arg-type]  # the caller names real fields


def _texts(entries: Sequence[OutboxEntry]) -> list[str]:
    return [entry.outgoing.text if entry.is_readable else "" for entry in entries]


def test_a_message_goes_out_with_all_that_the_sender_needs(work: Work) -> None:
    (first,) = work.outbox.enqueue(Cause("in:1"), [_new("7000000001")], NOW)
    (entry,) = work.due.claim(NOW)
    assert (entry.id, entry.cause, entry.n, entry.outgoing, entry.attempts, entry.state) == (
        first,
        "in:1",
        1,
        Outgoing("Câu 6"),
        1,
        OutboxState.SENDING,
    )
    assert entry.address == address("7000000001")
    work.outbox.sent(first, Receipt("900", seq=12, at=SOON), LATER)
    (sent,) = work.outbox.get([first])
    assert (sent.state, sent.platform_ref, sent.seq, sent.sent_at, sent.seen_at) == (
        OutboxState.SENT,
        "900",
        12,
        SOON,
        None,
    )
    (second,) = work.outbox.enqueue(Cause("in:2"), [_new("7000000001", edit_of=first)], NOW)
    (entry,) = work.due.claim(LATER)
    assert (entry.id, entry.edit_of, entry.edit_ref) == (second, first, "900")
    work.outbox.sent(second, Receipt("900"), LATER)
    assert work.outbox.get([second])[0].sent_at == LATER


def test_what_waits_for_the_morning_holds_no_reply_back(work: Work) -> None:
    work.outbox.enqueue(Cause("news"), [_new(text="Giao 17 hộ", kind=MessageKind.REMINDER, not_before=LATER)], NOW)
    work.outbox.enqueue(Cause("in:1"), [_new(text="Danh sách"), _new(text="Còn nữa")], NOW)
    for text in ("Danh sách", "Còn nữa"):
        (entry,) = work.due.claim(SOON)
        assert entry.outgoing.text == text
        work.outbox.sent(entry.id, Receipt(text), SOON)
    assert work.due.claim(SOON) == ()
    work.outbox.enqueue(Cause("in:2"), [_new(text="Câu 6")], LATER)
    assert _texts(work.due.claim(LATER)) == ["Giao 17 hộ"], "once its time has come it is the oldest"


def test_what_failed_and_is_tried_again_keeps_its_place(work: Work) -> None:
    work.outbox.enqueue(Cause("in:1"), [_new(text="Danh sách"), _new(text="Còn nữa")], NOW)
    (entry,) = work.due.claim(NOW)
    work.outbox.retry(entry.id, LATER, "no road")
    assert work.due.claim(SOON) == ()
    assert _texts(work.due.claim(LATER)) == ["Danh sách"]


def test_a_cause_is_queued_once(work: Work) -> None:
    work.outbox.enqueue(Cause("reminder:3"), [_new()], NOW)
    with pytest.raises(RepeatedCauseError, match="reminder:3"):
        work.outbox.enqueue(Cause("reminder:3"), [_new()], NOW)


def test_a_cause_may_go_on(work: Work) -> None:
    work.outbox.enqueue(Cause("in:1"), [_new(), _new()], NOW)
    ids = work.outbox.enqueue(Cause("in:1"), [_new("2")], NOW, first=3)
    assert work.outbox.get(ids)[0].n == 3


def test_a_conversation_keeps_its_order_and_waits_for_an_unsent_message(work: Work) -> None:
    one, two = work.outbox.enqueue(Cause("in:1"), [_new("1", "a"), _new("1", "b")], NOW)
    work.outbox.enqueue(Cause("in:2"), [_new("2", "c")], NOW)
    assert _texts(work.due.claim(NOW)) == ["a", "c"]
    assert work.due.claim(NOW) == ()
    work.outbox.retry(one, LATER, "network")
    assert work.due.claim(SOON) == ()
    (again,) = work.due.claim(LATER)
    assert (again.outgoing.text, again.attempts) == ("a", 2)
    work.outbox.failed(one, "refused", LATER)
    assert [entry.id for entry in work.due.claim(LATER)] == [two]


def test_what_a_person_waits_for_comes_first(work: Work) -> None:
    for n, kind in enumerate((MessageKind.BULK, MessageKind.REMINDER, MessageKind.INTERACTIVE)):
        work.outbox.enqueue(Cause(f"x:{n}"), [_new(str(n), kind.value, kind)], NOW)
    assert _texts(work.due.claim(NOW, limit=2)) == ["interactive", "reminder"]
    assert _texts(work.due.claim(NOW, limit=2)) == ["bulk"]


def test_nothing_goes_out_before_its_time(work: Work) -> None:
    work.outbox.enqueue(Cause("x"), [_new(not_before=LATER)], NOW)
    assert work.due.claim(SOON) == ()
    assert len(work.due.claim(LATER)) == 1


def test_interrupted_answers_are_sent_again_and_interrupted_reminders_are_not(work: Work) -> None:
    work.outbox.enqueue(Cause("a"), [_new("1", "answer")], NOW)
    work.outbox.enqueue(Cause("b"), [_new("2", "reminder", MessageKind.REMINDER)], NOW)
    work.due.claim(NOW, lease=timedelta(minutes=1))
    assert work.outbox.recover(SOON) == (0, 0)
    assert work.outbox.recover(SOON, everything=True) == (1, 1)
    assert _texts(work.due.claim(SOON)) == ["answer"]
    assert _texts(work.outbox.with_state(OutboxState.UNCERTAIN)) == ["reminder"]
    assert work.outbox.recover(LATER) == (1, 0)


def test_a_doubtful_message_is_kept_with_its_error_and_frees_the_conversation(work: Work) -> None:
    one, two = work.outbox.enqueue(Cause("a"), [_new("1", "a"), _new("1", "b")], NOW)
    work.due.claim(NOW)
    work.outbox.uncertain(one, "timeout " * 200, NOW)
    assert [entry.id for entry in work.due.claim(NOW)] == [two]
    (doubtful,) = work.outbox.get([one])
    assert (doubtful.state, len(doubtful.error)) == (OutboxState.UNCERTAIN, 500)


def test_seen_is_the_first_time(work: Work) -> None:
    ids = work.outbox.enqueue(Cause("a"), [_new(), _new()], NOW)
    assert work.outbox.seen(ids[:1], SOON) == 1
    assert work.outbox.seen(ids, LATER) == 1
    assert work.outbox.seen([], LATER) == 0
    assert [entry.seen_at for entry in work.outbox.get(ids)] == [SOON, LATER]


def test_bodies_are_wiped_when_finished_and_old(work: Work) -> None:
    done, failed, open_one = (work.outbox.enqueue(Cause(name), [_new(name, name)], NOW)[0] for name in ("1", "2", "3"))
    work.due.claim(NOW, limit=2)
    work.outbox.sent(done, Receipt("x"), NOW)
    work.outbox.failed(failed, "blocked", NOW)
    assert work.outbox.wipe(NOW) == 0
    assert work.outbox.wipe(LATER) == 2
    assert _texts(work.outbox.get([done, failed, open_one])) == ["", "", "3"]


def test_what_was_queued_long_ago_and_sent_just_now_keeps_its_body(work: Work) -> None:
    (one,) = work.outbox.enqueue(Cause("a"), [_new("1", "a")], NOW)
    work.due.claim(NOW)
    work.outbox.sent(one, Receipt("x"), LATER)
    assert work.outbox.wipe(LATER) == 0
    assert _texts(work.outbox.get([one])) == ["a"]
    assert work.outbox.wipe(LATER + timedelta(seconds=1)) == 1


def test_a_start_brings_back_what_a_wrong_clock_queued_and_leaves_retries_their_pause(work: Work) -> None:
    (wrong,) = work.outbox.enqueue(Cause("wrong"), [_new("1")], LATER)
    (retried,) = work.outbox.enqueue(Cause("retried"), [_new("2")], NOW)
    (later,) = work.outbox.enqueue(Cause("later"), [_new("3", not_before=LATER)], NOW)
    (planned,) = work.outbox.enqueue(Cause("planned"), [_new("4", not_before=MUCH_LATER)], LATER)
    work.due.claim(NOW)
    work.outbox.retry(retried, LATER, "throttled")
    assert work.outbox.bring_back(SOON) == 1
    assert [entry.id for entry in work.due.claim(SOON)] == [wrong]
    assert {entry.id for entry in work.due.claim(LATER)} == {retried, later}
    assert [entry.id for entry in work.due.claim(MUCH_LATER)] == [planned]


def test_a_new_sender_settles_what_the_one_before_it_left_and_not_its_own(work: Work) -> None:
    seconds = [NOW + timedelta(seconds=each) for each in (0, 5, 6, 15)]
    first, second = (work.outbox.enqueue(Cause(name), [_new(name, name)], NOW)[0] for name in ("1", "2"))
    assert [one.id for one in work.due.claim(seconds[0], limit=1)] == [first]
    assert [one.id for one in work.due.claim(seconds[2])] == [second]
    assert work.outbox.recover(seconds[3]) == (0, 0)
    assert work.outbox.recover(seconds[3], claimed_before=seconds[1]) == (1, 0)
    assert [one.id for one in work.due.claim(seconds[3])] == [first]


CLAIMS: dict[str, Callable[[Work], Sequence[OutboxEntry]]] = {
    "in turn": lambda work: work.due.claim(NOW, limit=1),
    "the oldest": lambda work: work.due.claim_oldest(NOW, NOW, limit=1),
}


@pytest.mark.parametrize("how", CLAIMS)
def test_two_senders_on_postgresql_never_claim_the_same(database: Database, how: str) -> None:
    """Nor does one wait for the other."""
    if database.dialect != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    with database.work() as work:
        work.outbox.enqueue(Cause("a"), [_new("1", "a"), _new("1", "b")], NOW)
        work.outbox.enqueue(Cause("c"), [_new("2", "c")], NOW)
        work.commit()

    def claimed() -> list[str]:
        with database.work() as work:
            found = _texts(CLAIMS[how](work))
            work.commit()
            return found

    with ThreadPoolExecutor(1) as pool, database.work() as first:
        assert _texts(CLAIMS[how](first)) == ["a"]
        second = pool.submit(claimed)
        waited = not wait([second], timeout=20).done
        first.commit()
        assert (second.result(), waited) == (["c"], False)
    assert claimed() == []


@pytest.mark.parametrize("count", [1, 2, 5, 6, 11])
def test_it_tells_when_each_copy_of_a_question_came_however_many_there_are(work: Work, count: int) -> None:
    ids = work.outbox.enqueue(Cause("in:1"), [_new(str(place)) for place in range(count)], NOW)
    for place, row in enumerate(ids):
        work.outbox.sent(row, Receipt(str(900 + place), seq=place), NOW)
    work.outbox.seen(ids[::2], SOON)
    came = work.outbox.deliveries(reversed(ids))
    assert [(one.platform_ref, one.seen_at) for one in came] == [
        (str(900 + place), None if place % 2 else SOON) for place in range(count)
    ]
