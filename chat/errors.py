"""Why a message could not be sent: a closed list."""

from enum import Enum


class Failure(Enum):
    """name = (account is gone, outcome is unknown). What follows, the sender knows."""

    THROTTLED = ("throttled", False, False)
    NETWORK = ("network", False, False)
    SERVER = ("server", False, False)
    UNCERTAIN = ("uncertain", False, True)
    BLOCKED = ("blocked", True, False)
    NOT_FOUND = ("not_found", True, False)
    MOVED = ("moved", False, False)
    """The chat has another number now: `SendError.moved_to`."""
    CLOSED = ("closed", False, False)
    """The person has to write first: their window is over."""
    REFUSED = ("refused", False, False)
    UNAUTHORISED = ("unauthorised", False, False)

    def __init__(self, code: str, account_gone: bool, unknown: bool) -> None:  # noqa: FBT001 - a row of the table above
        self.code = code
        self.account_gone = account_gone
        self.unknown = unknown


class SendError(Exception):
    """A channel could not send. `retry_after` in seconds where the platform asks for a pause, `moved_to` where the chat has moved."""

    def __init__(
        self, failure: Failure, detail: str = "", retry_after: float | None = None, moved_to: str = ""
    ) -> None:
        super().__init__(f"{failure.code}: {detail}" if detail else failure.code)
        self.failure = failure
        self.detail = detail
        self.retry_after = retry_after
        self.moved_to = moved_to
