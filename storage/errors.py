"""What can go wrong here that a person can act on."""


class StorageError(Exception):
    """The message says what is wrong, where, and what to do."""


class WrongKeyError(StorageError):
    """The key does not open this database."""


class BadKeyError(StorageError):
    """The key is not a key."""


class DatabaseUnreachableError(StorageError):
    """The database cannot be opened."""


class AlreadyServedError(StorageError):
    """Another process serves this database."""


class MigrationError(StorageError):
    """The tables could not be changed to what this version needs; they are as they were."""


class RepeatedCauseError(StorageError):
    """Messages of the same cause were queued before."""


class AlreadyOpenError(StorageError):
    """The household has an open interview in this round. `interview_id` is that one."""

    def __init__(self, interview_id: int) -> None:
        super().__init__(f"interview {interview_id} of this assignment is still open: continue it, or cancel it first")
        self.interview_id = interview_id


class FrozenFormError(StorageError):
    """A published form version does not change."""


class MissingRowError(StorageError):
    """An id that the caller holds does not exist."""


class UnreadableMessageError(StorageError):
    """A stored message is damaged, or was written by a newer version of the program."""
