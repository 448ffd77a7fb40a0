"""What the numbers in messages stood for, to whom they went, and what was said unasked."""

from datetime import timedelta

from chat import Outgoing, Receipt
from storage import Database
from storage.records import Cause, MessageKind, NewOutgoing, NewShownList, Numbered, NumberedKind
from storage.work import Work
from tests.storage.support.people import NOW, Commune, address

TASK, FORM = NumberedKind.TASK, NumberedKind.FORM
LATER = NOW + timedelta(hours=1)


def say(work: Work, cause: str, kind: MessageKind = MessageKind.INTERACTIVE, to: str = "1", first: int = 1) -> int:
    (row,) = work.outbox.enqueue(Cause(cause), [NewOutgoing(address(to), Outgoing("x"), kind=kind)], NOW, first)
    return row


def show(work: Work, person: int, cause: str, **numbers: str) -> None:
    kind = TASK if cause.startswith("t") else FORM
    subjects = {int(number.removeprefix("n")): subject for number, subject in numbers.items()}
    work.shown_lists.put([NewShownList(Cause(cause), person, Numbered(kind, subjects))], NOW)


def test_the_newest_is_the_first_and_knows_when_it_came(commune: Commune) -> None:
    with commune.database.work() as work:
        me = commune.collaborator
        for cause in ("t1", "f1", "t2"):
            row = say(work, cause)
            show(work, me, cause, n1=f"{cause}a", n3=f"{cause}b")
        work.outbox.sent(row, Receipt("m3", at=LATER), LATER)
        work.outbox.seen([row], LATER)
        found = work.shown_lists.of(me)
        assert [(one.numbered.kind, dict(one.numbered.subjects)) for one in found] == [
            (TASK, {1: "t2a", 3: "t2b"}),
            (FORM, {1: "f1a", 3: "f1b"}),
            (TASK, {1: "t1a", 3: "t1b"}),
        ]
        assert [(one.delivery.platform_ref, one.delivery.seen_at) for one in found][:2] == [("m3", LATER), (None, None)]


def test_a_message_that_goes_to_another_account_carries_its_numbers(commune: Commune) -> None:
    with commune.database.work() as work:
        say(work, "t1", MessageKind.REMINDER)
        show(work, commune.collaborator, "t1", n1="17")
        other = say(work, "t1", MessageKind.REMINDER, to="2", first=2)
        found = work.shown_lists.of(commune.collaborator)
        assert [(one.row == other, one.numbered.subjects[1]) for one in found] == [(True, "17"), (False, "17")]


def test_a_person_s_last_list_of_each_kind_is_never_forgotten(commune: Commune) -> None:
    with commune.database.work() as work:
        for cause in ("t1", "t2", "f1"):
            say(work, cause)
            show(work, commune.collaborator, cause, n1=cause)
        assert work.shown_lists.forget(LATER) == 1
        assert [one.numbered.subjects[1] for one in work.shown_lists.of(commune.collaborator)] == ["f1", "t2"]


def test_what_was_said_unasked_behind_a_message(database: Database) -> None:
    with database.work() as work:
        before = say(work, "r1", MessageKind.REMINDER)
        question = say(work, "q")
        behind = say(work, "r2", MessageKind.REMINDER)
        say(work, "r3", MessageKind.REMINDER, to="2")
        assert list(work.shown_lists.unasked(address("1"), question)) == [behind]
        assert list(work.shown_lists.unasked(address("1"), before - 1)) == [behind, before]
