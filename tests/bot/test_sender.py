"""The sender's policy: order, retries, doubt, accounts that are gone, and a crash in the middle of a send."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.retries import A_DAY, AN_HOUR
from bot.delivery.sender import parcel_of
from chat import Address, Failure, SendError
from storage.records import MessageKind
from tests.bot.support.desk import HERE, THERE, Desk
from tests.bot.support.house import START


def states(desk: Desk, texts: Sequence[str]) -> list[str]:
    return [desk.entry(text).state.value for text in texts]


@pytest.mark.parametrize("cut", ["left", "account taken away", "account given to another"])
@pytest.mark.parametrize("kind", list(MessageKind))
def test_whoever_is_cut_off_gets_nothing_of_what_waited(tmp_path: Path, cut: str, kind: MessageKind) -> None:
    desk = Desk(tmp_path)
    with desk.house.runtime.database.work() as work:
        person, other = work.people.by_key("ra-soat-1"), work.people.by_key("admin")
        assert person is not None
        assert other is not None
        work.people.link(person.id, HERE, START)
        work.people.link(other.id, THERE, START)
        work.commit()
    desk.put("hộ 12", kind=kind, person_id=person.id)
    desk.put("bên kia", to=THERE, person_id=other.id)
    with desk.house.runtime.database.work() as work:
        if cut == "left":
            work.people.set_active(person.id, active=False)
        elif cut == "account taken away":
            work.people.unlink(person.id)
        else:
            work.people.link(other.id, HERE, START)
        work.commit()
    assert desk.drain() == ["bên kia"]
    assert (desk.entry("hộ 12").state.value, desk.entry("hộ 12").error) == ("failed", "cut off")
    with desk.house.runtime.database.look() as work:
        assert work.undelivered.count() == (0, 0), "nobody is asked to send it again"
        assert work.calls.count() == 0
    desk.close()


def test_order_within_a_conversation_and_interactive_before_reminders(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("nhắc", kind=MessageKind.BULK, to=THERE)
    for text in ("1", "2", "3"):
        desk.put(text)
    delivered = desk.drain()
    assert [text for text in delivered if text != "nhắc"] == ["1", "2", "3"]
    assert delivered.index("1") < delivered.index("nhắc")
    assert desk.entry("1").seen_at == desk.entry("1").sent_at
    desk.close()


def test_a_failed_message_holds_back_its_conversation_and_no_other(tmp_path: Path) -> None:
    desk = Desk(tmp_path, SendError(Failure.THROTTLED, retry_after=30))
    desk.put("1")
    desk.put("2")
    desk.put("bên kia", to=THERE)
    assert desk.drain() == ["bên kia"]
    assert states(desk, "12") == ["queued", "queued"]
    assert desk.drain(timedelta(seconds=29)) == ["bên kia"]
    assert desk.drain(timedelta(seconds=2)) == ["bên kia", "1", "2"]
    assert desk.entry("1").attempts == 2
    desk.close()


@pytest.mark.parametrize("failure", [Failure.NETWORK, Failure.SERVER, Failure.UNAUTHORISED])
def test_what_may_succeed_later_is_tried_again(tmp_path: Path, failure: Failure) -> None:
    desk = Desk(tmp_path, SendError(failure))
    desk.put("1")
    assert desk.drain() == []
    assert desk.entry("1").error == failure.code
    assert desk.drain(timedelta(seconds=40)) == ["1"]
    desk.close()


@pytest.mark.parametrize(
    ("kind", "state", "delivered"),
    [
        (MessageKind.INTERACTIVE, "sent", ["1"]),
        (MessageKind.REMINDER, "uncertain", []),
        (MessageKind.BULK, "uncertain", []),
    ],
)
def test_a_doubtful_reply_is_repeated_and_a_doubtful_reminder_never(
    tmp_path: Path, kind: MessageKind, state: str, delivered: list[str]
) -> None:
    desk = Desk(tmp_path, SendError(Failure.UNCERTAIN, "the line broke"))
    desk.put("1", kind=kind)
    desk.drain()
    assert desk.drain(timedelta(hours=1)) == delivered
    assert desk.entry("1").state.value == state
    desk.close()


@pytest.mark.parametrize(
    ("failure", "active"), [(Failure.BLOCKED, False), (Failure.NOT_FOUND, False), (Failure.REFUSED, True)]
)
def test_what_cannot_succeed_fails_and_a_gone_account_is_marked(tmp_path: Path, failure: Failure, active: bool) -> None:
    desk = Desk(tmp_path, SendError(failure))
    with desk.house.runtime.database.work() as work:
        person = work.people.by_key("ra-soat-1")
        assert person is not None
        work.people.link(person.id, HERE, desk.house.runtime.clock.now())
        work.commit()
    desk.put("1")
    desk.put("2")
    assert desk.drain(timedelta(hours=1)) == ["2"]
    assert desk.entry("1").state.value == "failed"
    with desk.house.runtime.database.look() as work:
        accounts = {each.address: each.active for each in work.people.accounts(person.id, only_active=False)}
    assert accounts[HERE] is active
    desk.close()


def test_a_defect_in_a_channel_and_an_unknown_channel_stop_nobody_else(tmp_path: Path) -> None:
    desk = Desk(tmp_path, RuntimeError("defect"))
    desk.put("1")
    desk.put("2")
    desk.put("3", to=Address("fax", "1", "a", "a"))
    assert desk.drain() == ["2"]
    assert states(desk, "13") == ["failed", "failed"]
    assert "not switched on" in desk.entry("3").error
    desk.close()


def test_after_a_crash_replies_are_sent_again_and_reminders_are_uncertain(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("1")
    desk.put("nhắc", to=THERE, kind=MessageKind.REMINDER)
    with desk.house.runtime.database.work() as work:
        assert len(work.due.claim(desk.house.runtime.clock.now())) == 2
        work.commit()
    desk.close()
    again = Desk(tmp_path)
    again.ids = desk.ids
    assert again.drain() == []
    again.house.process.sender._recover()
    assert again.drain() == ["1"]
    assert again.entry("nhắc").state.value == "uncertain"
    again.close()


def test_a_sender_that_was_overtaken_claims_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk(tmp_path)
    desk.house.process.sender._holds = lambda work: work.meta.holds("sender", "me")
    for holder, text in (("me", "1"), ("other", "2")):
        with desk.house.runtime.database.work() as work:
            work.meta.hold("sender", holder)
            work.commit()
        desk.put(text)
        assert desk.drain() == ["1"]
    assert "another process sends now" in caplog.text
    assert desk.entry("2").state.value == "queued"
    desk.close()


@pytest.mark.parametrize(("kind", "tries"), [(MessageKind.INTERACTIVE, A_DAY), (MessageKind.REMINDER, AN_HOUR)])
def test_tries_come_to_an_end(tmp_path: Path, kind: MessageKind, tries: int) -> None:
    desk = Desk(tmp_path, *[SendError(Failure.SERVER)] * tries)
    desk.put("1", kind=kind)
    for place in range(tries):
        assert desk.entry("1").state.value == "queued", place
        desk.drain(timedelta(hours=1))
    assert desk.entry("1").state.value == "failed"
    desk.close()


def test_a_parcel_knows_what_it_answers_and_what_it_replaces(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("1", cause="in:post:1:update/7")
    desk.drain()
    desk.put("2", cause="reminder:3", kind=MessageKind.REMINDER, edit_of=desk.ids["1"])
    desk.drain()
    first, second = desk.post.parcels
    assert (first.answers, first.replaces, first.unrepeatable) == ("update/7", None, False)
    assert (second.answers, second.replaces, second.unrepeatable) == (None, "1", True)
    desk.close()


def test_a_bot_that_is_to_wait_waits_with_everything_and_over_a_restart(tmp_path: Path) -> None:
    desk = Desk(tmp_path, SendError(Failure.THROTTLED, retry_after=30))
    desk.put("1")
    desk.drain()
    other_bot, group = Address("post", "2", "a", "a"), Address("post", "2", "-5", "a", is_group=True)
    desk.put("bên kia", to=THERE)
    desk.put("bot khác", to=other_bot)
    assert desk.drain() == ["bot khác"]
    desk.close()
    again = Desk(tmp_path, SendError(Failure.THROTTLED, retry_after=30))
    again.ids = desk.ids
    assert again.drain(timedelta(seconds=20)) == []
    again.put("nhóm", to=group)
    assert again.drain() == []
    again.put("bot khác nữa", to=other_bot)
    assert again.drain() == ["bot khác nữa"], "a group that is told to wait waits alone"
    assert again.drain(timedelta(seconds=11)) == ["bot khác nữa", "1", "bên kia"]
    again.close()


def test_a_longer_pause_is_not_shortened(tmp_path: Path) -> None:
    desk = Desk(tmp_path, SendError(Failure.THROTTLED, retry_after=60), SendError(Failure.THROTTLED, retry_after=5))
    desk.put("1")
    desk.put("2", to=THERE)
    assert desk.drain() == []
    assert desk.drain(timedelta(seconds=59)) == []
    assert sorted(desk.drain(timedelta(seconds=2))) == ["1", "2"]
    desk.close()


def test_nobody_waits_for_ever_behind_a_stream_of_replies(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("nhắc", kind=MessageKind.BULK, to=THERE)

    def claimed(round_: str) -> list[str]:
        """One place becomes free eight times, and each time two replies wait for it."""
        taken = []
        for place in range(8):
            for side in "ab":
                desk.put(f"{round_}{place}{side}", to=Address("post", "1", f"{round_}{place}{side}", "x"))
            taken += [parcel_of(each).outgoing.text for each in desk.house.process.sender._claim(1)]
        return taken

    assert "nhắc" not in claimed("early")
    desk.house.runtime.clock.move_to(desk.house.runtime.clock.now() + timedelta(seconds=61))
    # Replies that wait just as long are older rows or younger ones: those come in their turn too.
    assert "nhắc" in claimed("late")
    desk.close()
