"""What is put into the inbox and the outbox comes out the same."""

from datetime import UTC, datetime

import pytest

from chat import Address, Ask, Button, Contact, FileIn, FileOut, Incoming, Kind, Location, Outgoing
from storage.wire import incoming_from_json, incoming_to_json, outgoing_from_json, outgoing_to_json

HERE = Address("telegram", "bot1", "77", "77")
THEN = datetime(2025, 11, 3, 1, 0, 5, 123456, tzinfo=UTC)

INCOMING = [
    Incoming(HERE, "1", Kind.TEXT, THEN, text="Diện tích 40 m²", seq=9, quotes="8", sender_name="Đinh Văn Rin"),
    Incoming(HERE, "2", Kind.BUTTON, THEN, payload="a.7.12.9.1"),
    Incoming(HERE, "3", Kind.CONTACT, THEN, contact=Contact("+84905123456", own=True)),
    Incoming(HERE, "4", Kind.LOCATION, THEN, location=Location(14.76, 108.73, 5.0)),
    Incoming(HERE, "5", Kind.PHOTO, THEN, files=(FileIn("k", "nha.jpg", "image/jpeg", 12),)),
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
