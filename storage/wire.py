"""Messages as JSON: how they lie in the inbox and the outbox."""

import base64
import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from chat import Address, Ask, Button, Contact, FileIn, FileOut, Incoming, Kind, Location, Outgoing


def incoming_to_json(incoming: Incoming) -> str:
    """One line of JSON; empty fields are left out."""
    fields = {name: value for name, value in asdict(incoming).items() if value not in (None, "", (), [])}
    fields["sent_at"] = incoming.sent_at.isoformat()
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def incoming_from_json(text: str) -> Incoming:
    """The reverse of `incoming_to_json`; raises ValueError, KeyError or TypeError on anything else."""
    fields: dict[str, Any] = json.loads(text)
    fields["address"] = Address(**fields["address"])
    fields["kind"] = Kind(fields["kind"])
    fields["sent_at"] = datetime.fromisoformat(fields["sent_at"])
    if "contact" in fields:
        fields["contact"] = Contact(**fields["contact"])
    if "location" in fields:
        fields["location"] = Location(**fields["location"])
    fields["files"] = tuple(FileIn(**file) for file in fields.get("files", ()))
    return Incoming(**fields)


def outgoing_to_json(outgoing: Outgoing) -> str:
    """One line of JSON; file contents in base64, empty fields left out."""
    fields: dict[str, Any] = {"text": outgoing.text}
    if outgoing.rows:
        fields["rows"] = [[[b.label, b.payload, b.key] for b in row] for row in outgoing.rows]
    if outgoing.files:
        fields["files"] = [[f.name, f.mime, base64.b64encode(f.content).decode("ascii")] for f in outgoing.files]
    flags = {"listed": outgoing.listed, "ask": outgoing.ask.value}
    fields |= {name: value for name, value in flags.items() if value}
    if not outgoing.private:
        fields["private"] = False
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def outgoing_from_json(text: str) -> Outgoing:
    """The reverse of `outgoing_to_json`."""
    fields: dict[str, Any] = json.loads(text)
    rows = tuple(tuple(Button(*button) for button in row) for row in fields.get("rows", ()))
    files = tuple(FileOut(name, mime, base64.b64decode(content)) for name, mime, content in fields.get("files", ()))
    return Outgoing(
        text=fields["text"],
        rows=rows,
        listed=fields.get("listed", False),
        ask=Ask(fields.get("ask", "")),
        files=files,
        private=fields.get("private", True),
    )
