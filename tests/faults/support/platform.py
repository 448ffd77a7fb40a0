"""A messenger that lives on while the bot dies: it keeps what was not acknowledged, and everything that it accepted."""

import itertools
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message of the bot that reached its person; `answers` is the update that it replies to, "" for a reminder."""

    number: int
    user: str
    text: str
    answers: str
    last: bool
    outbox_id: int


@dataclass
class Platform:
    """Updates wait until the bot acknowledges them by asking for later ones. One order number for both directions."""

    heard: Callable[[Accepted], None] = lambda _: None
    waiting: list[Json] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    address: str = ""

    def __post_init__(self) -> None:
        self._changed = threading.Condition()

    def write(self, user: str, text: str) -> str:
        """Somebody sends a message; its key."""
        with self._changed:
            number = next(self.numbers)
            self.waiting.append({"number": number, "user": user, "text": text, "at": datetime.now(UTC).isoformat()})
            self._changed.notify_all()
        return f"w{number}"

    def updates(self, after: int, most: int = 20) -> list[Json]:
        """What came after that number; what came before it is acknowledged. Waits a moment where there is nothing."""
        with self._changed:
            self.waiting = [one for one in self.waiting if one["number"] > after]
            if not self.waiting:
                self._changed.wait(0.5)
            return self.waiting[:most]

    def take(self, message: Json) -> Json:
        with self._changed:
            number, at = next(self.numbers), datetime.now(UTC).isoformat()
            one = Accepted(
                number, message["user"], message["text"], message["answers"], message["last"], message["row"]
            )
            self.accepted.append(one)
        self.heard(one)
        return {"number": number, "at": at}

    @contextmanager
    def serving(self) -> Iterator[str]:
        """On a thread for each request; gives the address."""
        server = Server(("127.0.0.1", 0), handler_of(self))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        self.address = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield self.address
        finally:
            server.shutdown()
            server.server_close()
            thread.join(5)


class Server(ThreadingHTTPServer):
    """Nobody is told when the bot was killed in the middle of a request: that is what this is for."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """It comes again."""


def handler_of(platform: Platform) -> type[BaseHTTPRequestHandler]:
    """POST /updates and POST /send, with JSON both ways."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            answer = platform.updates(body["after"]) if self.path == "/updates" else platform.take(body)
            content = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    return Handler
