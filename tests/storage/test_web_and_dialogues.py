"""The web chat's mailbox, stored files and dialogues."""

from datetime import timedelta

import pytest

from chat import Outgoing
from storage import Database
from storage.records import Cause, NewOutgoing, OutboxState, Shown, StoredFile, with_person
from storage.work import Work
from tests.storage.support.people import NOW, address

LATER = NOW + timedelta(minutes=1)


def _queue(work: Work, cause: str) -> int:
    return work.outbox.enqueue(Cause(cause), [NewOutgoing(address("p"), Outgoing("x"))], NOW)[0]


def test_the_mailbox_numbers_messages_of_each_persona(work: Work) -> None:
    one, two, other = (_queue(work, cause) for cause in "abc")
    assert work.web.put_person("ra-soat-1", "c1", Shown("chào"), NOW) == 1
    assert work.web.put_bot("ra-soat-1", Shown("Chào chị"), NOW, outbox_id=one, re="c1") == 2
    assert work.web.put_bot("ra-soat-1", Shown("Chào chị Rế"), LATER, outbox_id=two, edits_outbox=one, last=False) == 3
    assert work.web.put_bot("lanh-dao-1", Shown("Chào"), NOW, outbox_id=other) == 1
    bot = work.web.messages("ra-soat-1")
    assert [(m.n, m.shown, m.re, m.last, m.edits) for m in bot] == [
        (2, Shown("Chào chị"), "c1", True, None),
        (3, Shown("Chào chị Rế"), None, False, 2),
    ]
    assert [m.n for m in work.web.messages("ra-soat-1", after=2)] == [3]
    assert next((m.n, m.direction, m.client_id) for m in work.web.messages("ra-soat-1", everything=True)) == (
        1,
        "person",
        "c1",
    )


def test_every_later_version_points_at_the_first_one(work: Work) -> None:
    """A page that shows a message under its first number finds it however often it is replaced."""
    rows = [_queue(work, cause) for cause in "abc"]
    for row, edited in zip(rows, [None, *rows], strict=False):
        work.web.put_bot("p", Shown("x"), NOW, outbox_id=row, edits_outbox=edited)
    assert [(m.n, m.edits) for m in work.web.messages("p")] == [(1, None), (2, 1), (3, 1)]


def test_the_same_message_again_is_the_same_message(work: Work) -> None:
    one = _queue(work, "a")
    assert [work.web.put_bot("p", Shown("x"), NOW, outbox_id=one) for _ in range(2)] == [1, 1]
    assert [work.web.put_person("p", "c", Shown("x"), NOW) for _ in range(2)] == [2, 2]
    assert work.web.put_person("q", "c", Shown("x"), NOW) == 1


def test_what_the_page_fetched_is_seen_in_the_outbox_too(work: Work) -> None:
    one, two = _queue(work, "a"), _queue(work, "b")
    work.web.put_bot("p", Shown("x"), NOW, outbox_id=one)
    work.web.put_bot("p", Shown("y"), NOW, outbox_id=two)
    assert work.web.seen("p", 1, NOW) == 1
    assert work.web.seen("p", 2, LATER) == 1
    assert work.web.seen("p", 2, LATER) == 0
    assert [entry.seen_at for entry in work.outbox.get([one, two])] == [NOW, LATER]
    assert len(work.outbox.with_state(OutboxState.QUEUED)) == 2


def test_news_counts_what_the_bot_said_and_what_nobody_has_fetched(work: Work) -> None:
    work.web.put_person("p", "c", Shown("x"), NOW)
    work.web.put_bot("p", Shown("một"), NOW, outbox_id=_queue(work, "a"))
    work.web.put_bot("q", Shown("hai"), NOW, outbox_id=_queue(work, "b"))
    work.web.seen("p", 9, LATER)
    assert work.web.news() == {"p": (1, 0), "q": (1, 1)}


def test_the_mailbox_is_wiped_but_keeps_its_numbers_and_what_nobody_has_fetched(work: Work) -> None:
    work.web.put_person("p", "c", Shown("x"), NOW)
    work.web.put_bot("p", Shown("trả lời"), NOW, outbox_id=_queue(work, "a"))
    assert work.web.wipe(LATER) == 1
    assert work.web.wipe(LATER) == 0
    assert [m.shown for m in work.web.messages("p", everything=True)] == [None, Shown("trả lời")]
    work.web.seen("p", 2, LATER)
    assert work.web.wipe(LATER) == 0
    assert work.web.wipe(LATER + timedelta(seconds=1)) == 1
    assert work.web.put_person("p", "d", Shown("y"), NOW) == 3


def test_a_file_is_remembered_by_its_key(work: Work) -> None:
    file = StoredFile("a" * 32, "nhà.jpg", "image/jpeg", 12, None, NOW)
    work.files.add(file)
    work.files.add(file)
    assert work.files.get("a" * 32) == file
    assert work.files.get("b") is None


@pytest.mark.parametrize("dialog", ["{}", '{"màn hình": "câu 6"}', "x" * 5000])
def test_a_dialogue_comes_back_in_the_next_unit(database: Database, dialog: str) -> None:
    with database.work() as work:
        assert work.conversations.load(with_person(1)) is None
        work.conversations.save(with_person(1), "{}", [], NOW)
        work.conversations.save(with_person(1), dialog, [3, 4], LATER)
        work.commit()
    with database.look() as work:
        found = work.conversations.load(with_person(1))
        assert found is not None
        assert (found.dialog, found.asked, found.updated_at) == (dialog, (3, 4), LATER)
        assert work.conversations.load(with_person(2)) is None
