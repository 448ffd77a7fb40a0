"""Somebody who chats with the bot on the fake Telegram."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

BOT = {
    "id": 4242,
    "is_bot": True,
    "first_name": "Rà soát",
    "username": "rasoat_thu_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}
Json = dict[str, Any]


class Server(Protocol):
    """What a person does to the server."""

    messages: dict[tuple[int, int], Json]
    ids: Iterator[int]

    def incoming(self, chat: Json, sender: Json, content: Json) -> int: ...

    def update(self, **content: Any) -> int: ...

    def store(self, content: bytes) -> str: ...

    def newest_with(self, chat: int, payload: str) -> Json: ...

    def date(self) -> int: ...


@dataclass
class Person:
    """Somebody with a private chat; every act returns the id of its message or update."""

    server: Server
    id: int
    name: str

    @property
    def user(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "vi"}

    @property
    def chat(self) -> Json:
        return {"id": self.id, "type": "private", "first_name": self.name}

    def send(self, **content: Any) -> int:
        """Any message; returns its id."""
        return self.server.incoming(self.chat, self.user, content)

    def text(self, text: str, *, reply_to: int | None = None) -> int:
        content: Json = {"text": text}
        if text.startswith("/"):
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
        if reply_to is not None:
            content["reply_to_message"] = self.server.messages[self.id, reply_to]
        return self.send(**content)

    def contact(self, phone: str, *, of: int | None = None) -> int:
        return self.send(contact={"phone_number": phone, "first_name": "x", "user_id": of or self.id})

    def location(self, lat: float, lon: float) -> int:
        return self.send(location={"latitude": lat, "longitude": lon, "horizontal_accuracy": 12.5})

    def photo(self, content: bytes, caption: str = "") -> int:
        file = self.server.store(content)
        sizes = [
            {"file_id": file, "file_unique_id": f"u{file}", "width": 1280, "height": 960, "file_size": len(content)}
        ]
        return self.send(photo=sizes, **({"caption": caption} if caption else {}))

    def document(self, content: bytes, name: str) -> int:
        file = self.server.store(content)
        about = {"file_id": file, "file_unique_id": f"u{file}", "file_name": name, "file_size": len(content)}
        return self.send(document=about)

    def sticker(self) -> int:
        sticker = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self.send(sticker={"file_id": "s1", "file_unique_id": "su1", **sticker})

    def tap(self, payload: str, message_id: int | None = None) -> int:
        """Press a button of a message (the newest one of the bot that has it)."""
        message = self.server.messages[self.id, message_id] if message_id else self.server.newest_with(self.id, payload)
        query = {
            "id": str(next(self.server.ids)),
            "from": self.user,
            "message": message,
            "chat_instance": "7",
            "data": payload,
        }
        return self.server.update(callback_query=query)

    def edit(self, message_id: int, text: str) -> int:
        edited = self.server.messages[self.id, message_id] | {"text": text, "edit_date": self.server.date()}
        return self.server.update(edited_message=edited)

    def membership(self, status: str) -> int:
        """The status "kicked" means: blocked the bot; "member": came back."""
        old = {"status": "member", "user": BOT}
        new = {"status": status, "user": BOT} | ({"until_date": 0} if status == "kicked" else {})
        change = {
            "chat": self.chat,
            "from": self.user,
            "date": self.server.date(),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        return self.server.update(my_chat_member=change)
