"""Messages as JSON: how they lie in the inbox, the outbox, the web mailbox and the list of calls.

`v` is the version of the form: 2 is written; without a mark it is the form of version 0.1, which differs in nothing else.
"""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, TypeVar

from chat import Address, Ask, Button, Contact, FileIn, FileOut, Incoming, Kind, Location, Outgoing
from storage.errors import UnreadableMessageError

VERSION = 2
T = TypeVar("T")
_INCOMING = frozenset(one.name for one in fields(Incoming))
_OUTGOING = frozenset({"text", "rows", "files", "listed", "ask", "private"})
_SHOWN = frozenset({"text", "buttons", "files"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as the web page shows it: already laid out, its files put away."""

    text: str
    buttons: tuple[Button, ...] = ()
    files: tuple[FileIn, ...] = ()


def incoming_to_json(incoming: Incoming) -> str:
    """One line of JSON; empty fields are left out, and so is what cannot be stored (NUL, half a character)."""
    found = {name: value for name, value in asdict(incoming).items() if value not in (None, "", (), [])}
    return _written(_storable(found) | {"sent_at": incoming.sent_at.isoformat()})


def _storable(value: Any) -> Any:
    """Whatever a platform hands on must be kept, or nobody behind it is heard: no database holds a NUL, UTF-8 no half character."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    if isinstance(value, dict):
        return {name: _storable(each) for name, each in value.items()}
    return tuple(map(_storable, value)) if isinstance(value, list | tuple) else value


def incoming_from_json(text: str) -> Incoming:
    """The reverse of `incoming_to_json`; UnreadableMessageError on anything else."""
    return _read(text, _INCOMING, _incoming)


def _incoming(found: dict[str, Any]) -> Incoming:
    found["address"] = Address(**found["address"])
    found["kind"] = Kind(found["kind"])
    found["sent_at"] = datetime.fromisoformat(found["sent_at"])
    if "contact" in found:
        found["contact"] = Contact(**found["contact"])
    if "location" in found:
        found["location"] = Location(**found["location"])
    found["files"] = tuple(FileIn(**file) for file in found.get("files", ()))
    return Incoming(**found)


def outgoing_to_json(outgoing: Outgoing) -> str:
    """One line of JSON; file contents in base64, empty fields left out."""
    found: dict[str, Any] = {"text": outgoing.text}
    if outgoing.rows:
        found["rows"] = [[[b.label, b.payload, b.key] for b in row] for row in outgoing.rows]
    if outgoing.files:
        found["files"] = [[f.name, f.mime, base64.b64encode(f.content).decode("ascii")] for f in outgoing.files]
    flags = {"listed": outgoing.listed, "ask": outgoing.ask.value}
    found |= {name: value for name, value in flags.items() if value}
    if not outgoing.private:
        found["private"] = False
    return _written(found)


def outgoing_from_json(text: str) -> Outgoing:
    """The reverse of `outgoing_to_json`; UnreadableMessageError on anything else."""
    return _read(text, _OUTGOING, _outgoing)


def _outgoing(found: dict[str, Any]) -> Outgoing:
    rows = tuple(tuple(Button(*button) for button in row) for row in found.get("rows", ()))
    files = tuple(FileOut(name, mime, base64.b64decode(content)) for name, mime, content in found.get("files", ()))
    return Outgoing(
        text=found["text"],
        rows=rows,
        listed=found.get("listed", False),
        ask=Ask(found.get("ask", "")),
        files=files,
        private=found.get("private", True),
    )


def shown_to_json(shown: Shown) -> str:
    """One line of JSON."""
    buttons = [{"label": button.label, "payload": button.payload} for button in shown.buttons]
    return _written({"text": shown.text, "buttons": buttons, "files": [asdict(file) for file in shown.files]})


def shown_from_json(text: str) -> Shown:
    """The reverse of `shown_to_json`, but for what people type instead of a button; UnreadableMessageError on anything else."""
    return _read(text, _SHOWN, _shown)


def _shown(found: dict[str, Any]) -> Shown:
    buttons = tuple(Button(**button) for button in found["buttons"])
    return Shown(found["text"], buttons, tuple(FileIn(**file) for file in found["files"]))


def if_sound(read: Callable[[str], T], text: str) -> T | None:
    """For lists, in which one message that cannot be read must not hide the others: None instead of UnreadableMessageError."""
    try:
        return read(text)
    except UnreadableMessageError:
        return None


def _written(found: Mapping[str, Any]) -> str:
    return json.dumps({"v": VERSION, **found}, ensure_ascii=False, separators=(",", ":"))


def _read(text: str, names: frozenset[str], make: Callable[[dict[str, Any]], T]) -> T:
    """What a person wrote must not come into the error, so it says nothing of what it found."""
    if not text:
        raise UnreadableMessageError("a stored message is empty: it was wiped, or its row is damaged")
    try:
        found = json.loads(text)
        version = found.pop("v", 1)
        strange = sorted(found.keys() - names)
        if version <= VERSION and not strange:
            return make(found)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UnreadableMessageError("a stored message is damaged: it is not what was written there") from None
    what = f"form {version}" if version > VERSION else f"with {', '.join(strange)}"
    raise UnreadableMessageError(
        f"a stored message was written by a newer version of the program ({what}; this one reads up to form {VERSION}): start that version"
    )
