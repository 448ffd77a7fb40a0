"""What is put into the inbox, the outbox and the mailbox comes out the same; what cannot be read says so, and nothing of what people wrote."""

import json
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chat import Address, Ask, Button, Contact, FileIn, FileOut, Incoming, Kind, Location, Outgoing
from storage.errors import UnreadableMessageError
from storage.records import answering, reminding, telling, update_answered, with_group, with_hidden, with_person
from storage.wire import (
    Shown,
    incoming_from_json,
    incoming_to_json,
    outgoing_from_json,
    outgoing_to_json,
    shown_from_json,
    shown_to_json,
)

HERE = Address("telegram", "bot1", "77", "77")
THEN = datetime(2025, 11, 3, 1, 0, 5, 123456, tzinfo=UTC)

INCOMING = [
    Incoming(HERE, "1", Kind.TEXT, THEN, text="Diện tích 40 m²", seq=9, quotes="8", sender_name="Đinh Văn Rin"),
    Incoming(HERE, "2", Kind.BUTTON, THEN, payload="a.7.12.9.1"),
    Incoming(HERE, "3", Kind.CONTACT, THEN, contact=Contact("+84905123456", own=True)),
    Incoming(HERE, "4", Kind.LOCATION, THEN, location=Location(14.76, 108.73, 5.0)),
    Incoming(HERE, "5", Kind.PHOTO, THEN, files=(FileIn("k", "nha.jpg", "image/jpeg", 12),)),
    Incoming(HERE, "6", Kind.FILE, THEN, looked=True, card='{"name": "Đinh Văn Rin"}'),
]
OUTGOING = [
    Outgoing("Chào anh Rin."),
    Outgoing("Tường?", rows=((Button("bền chắc", "a.1.1.9.1", "1"), Button("không", "a.1.1.9.2", "2")),), listed=True),
    Outgoing("Gửi vị trí?", ask=Ask.LOCATION, private=False),
    Outgoing("Bảng", files=(FileOut("a.csv", "text/csv", b"\x00\xff"),)),
]


@pytest.mark.parametrize("incoming", INCOMING, ids=lambda one: one.kind.value)
def test_incoming_survives(incoming: Incoming) -> None:
    assert incoming_from_json(incoming_to_json(incoming)) == incoming


@pytest.mark.parametrize("outgoing", OUTGOING, ids=lambda one: one.text)
def test_outgoing_survives(outgoing: Outgoing) -> None:
    assert outgoing_from_json(outgoing_to_json(outgoing)) == outgoing


def test_what_the_page_shows_survives() -> None:
    shown = Shown("Tường?", (Button("bền chắc", "a.1.1.9.1"),), (FileIn("k", "nha.jpg", "image/jpeg", 12),))
    assert shown_from_json(shown_to_json(shown)) == shown


WRITTEN = {
    "incoming": (incoming_to_json(INCOMING[0]), incoming_from_json),
    "outgoing": (outgoing_to_json(OUTGOING[1]), outgoing_from_json),
    "shown": (shown_to_json(Shown("Chào")), shown_from_json),
}
Reader = Callable[[str], object]


@pytest.mark.parametrize(("text", "read"), WRITTEN.values(), ids=WRITTEN)
def test_version_0_1_wrote_the_same_without_a_mark(text: str, read: Reader) -> None:
    fields = json.loads(text)
    assert fields.pop("v") == 2
    assert read(json.dumps(fields)) == read(text)


@pytest.mark.parametrize(("text", "read"), WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize(
    ("change", "says"),
    [({"v": 3}, "newer version of the program .form 3"), ({"mood": "vui"}, "newer version of the program .with mood")],
    ids=["another form", "a field that nobody knows"],
)
def test_what_a_newer_version_wrote_is_refused_by_its_name(
    text: str, read: Reader, change: dict[str, object], says: str
) -> None:
    with pytest.raises(UnreadableMessageError, match=says) as caught:
        read(json.dumps(json.loads(text) | change))
    assert "vui" not in str(caught.value)


@pytest.mark.parametrize("read", [read for _, read in WRITTEN.values()], ids=WRITTEN)
@pytest.mark.parametrize(
    "text", ["", "{", "7", "null", "[]", '"0905123456"', "{}", '{"v": "x"}', '{"text": 1, "files": 0905123456}']
)
def test_what_is_damaged_is_refused_and_not_quoted(text: str, read: Reader) -> None:
    with pytest.raises(UnreadableMessageError) as caught:
        read(text)
    assert "0905" not in "".join(traceback.format_exception(caught.value))


def test_what_is_wrong_within_a_message_is_not_quoted_either() -> None:
    text = incoming_to_json(INCOMING[0]).replace('"kind":"text"', '"kind":"0905123456"')
    with pytest.raises(UnreadableMessageError) as caught:
        incoming_from_json(text)
    assert "0905" not in "".join(traceback.format_exception(caught.value))


def test_causes_are_written_as_ever_and_the_update_is_found_again() -> None:
    cause = answering("web", "demo", "ra-soat-1/c:7")
    assert cause == "in:web:demo:ra-soat-1/c:7"
    assert update_answered(cause, Address("web", "demo", "ra-soat-1", "ra-soat-1")) == "ra-soat-1/c:7"
    assert update_answered(cause, HERE) is None
    assert update_answered(reminding(13), HERE) is None
    assert [reminding(13), telling("invite", 1, 20)] == ["reminder:13", "invite:1:20"]


def test_conversations_are_called_as_ever() -> None:
    assert [with_person(7), with_hidden(HERE), with_group(HERE)] == [
        "person:7",
        "hidden:telegram:bot1:77",
        "group:telegram:bot1:77",
    ]


def test_what_no_database_can_hold_is_left_out_of_what_came_in() -> None:
    odd = replace(INCOMING[0], text="a\0b\ud800c", payload="\udfff", sender_name="N\0", quotes="\ud800")
    kept = incoming_from_json(incoming_to_json(odd))
    assert (kept.text, kept.payload, kept.sender_name, kept.quotes) == ("abc", "", "N", "")
