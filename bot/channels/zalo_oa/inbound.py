"""An event of an Official Account -> what a person sent, or what became of them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from chat import Address, Incoming, Kind, Location

TAPPED = "rs|"
"""How the payload of our buttons begins: a tap comes as a text that holds the payload."""

LONGEST_ID = 200
_KINDS = {
    "user_send_text": Kind.TEXT,
    "user_send_link": Kind.TEXT,
    "user_send_image": Kind.PHOTO,
    "user_send_file": Kind.FILE,
    "user_send_location": Kind.LOCATION,
    "user_send_sticker": Kind.STICKER,
    "user_send_gif": Kind.STICKER,
    "user_send_audio": Kind.UNSUPPORTED,
    "user_send_video": Kind.UNSUPPORTED,
    "user_send_business_card": Kind.UNSUPPORTED,
}


class EventError(Exception):
    """The event is none that we know; the text says which part, never what a person wrote."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said, and where its picture or file lies ("" where there is none) and how it is named."""

    incoming: Incoming
    url: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody does not follow the OA any more."""

    address: Address
    at: datetime


@dataclass(frozen=True, slots=True)
class Forget:
    """Somebody asks that their data be deleted; `key` is unique."""

    address: Address
    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reader:
    """`deletions`: the names of events that ask for deletion. `app_time` turns the platform's time into the process's."""

    oa: str
    deletions: Collection[str]
    app_time: Callable[[datetime], datetime]

    def read(self, event: object) -> Said | Left | Forget | None:
        """None for what asks for nothing (our own messages, "seen", other events). Raises EventError."""
        if not isinstance(event, Mapping):
            raise EventError("not an object")
        name = event.get("event_name")
        if not isinstance(name, str):
            raise EventError("no event_name")
        try:
            return self._read(name, event)
        except (KeyError, TypeError, ValueError, OverflowError, IndexError) as error:
            raise EventError(f"{name[:60]}: {type(error).__name__}") from None

    def _read(self, name: str, event: Mapping[str, Any]) -> Said | Left | Forget | None:
        at = self.app_time(datetime.fromtimestamp(int(event["timestamp"]) / 1000, UTC))
        if name in self.deletions:
            address = self._address(event)
            return Forget(address, f"{name}:{address.user_id}:{event['timestamp']}", at)
        if name == "unfollow":
            return Left(self._address(event), at)
        if name == "follow":
            # They may be greeted: following opens the window.
            address = self._address(event)
            return Said(Incoming(address, f"follow:{address.user_id}:{event['timestamp']}", Kind.TEXT, at, "/start"))
        kind = _KINDS.get(name)
        return self._said(kind, event, at) if kind is not None else None

    def _address(self, event: Mapping[str, Any]) -> Address:
        person = event.get("sender") or event.get("follower") or event.get("user") or {"id": event.get("user_id")}
        user = _text(person["id"])
        if not 0 < len(user) <= LONGEST_ID or user == "None":
            raise ValueError("user")
        return Address("zalo_oa", self.oa, user, user)

    def _said(self, kind: Kind, event: Mapping[str, Any], at: datetime) -> Said:
        message = event["message"]
        number, text = _text(message["msg_id"]), _text(message.get("text") or "")
        if not 0 < len(number) <= LONGEST_ID:
            raise ValueError("msg_id")
        payload, place, url, name = "", None, "", ""
        if kind is Kind.TEXT and text.startswith(TAPPED):
            kind, payload, text = Kind.BUTTON, text.removeprefix(TAPPED), ""
        if kind in {Kind.PHOTO, Kind.FILE, Kind.LOCATION}:
            carried = message["attachments"][0]["payload"]
            url, name = _text(carried.get("url") or ""), _text(carried.get("name") or "")
            place = _place(carried["coordinates"]) if kind is Kind.LOCATION else None
        quoted = message.get("quote_msg_id")
        incoming = Incoming(
            address=self._address(event),
            update_key=number,
            kind=kind,
            sent_at=at,
            text=text,
            payload=payload,
            quotes=_text(quoted) if quoted else None,
            location=place,
        )
        return Said(incoming, url, name)


def _place(coordinates: Mapping[str, Any]) -> Location:
    place = Location(float(coordinates["latitude"]), float(coordinates["longitude"]))
    if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        raise ValueError("coordinates")
    return place


def _text(value: object) -> str:
    """Neither database can hold a NUL, UTF-8 no lone surrogate."""
    return str(value).replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
