"""Why a message could not be sent: a closed list, each with what to do about it."""

from enum import Enum


class Failure(Enum):
    """name = (may be tried again, account is gone, outcome is unknown)."""

    THROTTLED = ("throttled", True, False, False)
    NETWORK = ("network", True, False, False)
    SERVER = ("server", True, False, False)
    UNCERTAIN = ("uncertain", False, False, True)
    BLOCKED = ("blocked", False, True, False)
    NOT_FOUND = ("not_found", False, True, False)
    REFUSED = ("refused", False, False, False)
    UNAUTHORISED = ("unauthorised", True, False, False)

    def __init__(self, code: str, retryable: bool, account_gone: bool, unknown: bool) -> None:  # noqa: FBT001 - a row of the table above
        self.code = code
        self.retryable = retryable
        self.account_gone = account_gone
        self.unknown = unknown


class SendError(Exception):
    """A channel could not send. `retry_after` in seconds where the platform asks for a pause."""

    def __init__(self, failure: Failure, detail: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"{failure.code}: {detail}" if detail else failure.code)
        self.failure = failure
        self.detail = detail
        self.retry_after = retry_after
