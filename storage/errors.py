"""What can go wrong here that a person can act on."""

from survey.workflow.moves import MoveName, MoveRefusal


class StorageError(Exception):
    """The message says what is wrong, where, and what to do."""


class WrongKeyError(StorageError):
    """The key does not open this database."""


class KeyChangeUnfinishedError(WrongKeyError):
    """Some of it is sealed with the new key and some with the one of before: both are needed."""


class KeyChangedError(StorageError):
    """The database is sealed with the new key already."""


class BadKeyError(StorageError):
    """The key is not a key."""


class DatabaseUnreachableError(StorageError):
    """The database cannot be opened."""


class AlreadyServedError(StorageError):
    """Another process serves this database."""


class MigrationError(StorageError):
    """The tables could not be changed to what this version needs; they are as they were."""


class NewerDatabaseError(StorageError):
    """Tables or rows were written by a newer version of the program."""


class NotEmptyError(StorageError):
    """Something is in the database already; `table` is where."""

    def __init__(self, table: str) -> None:
        super().__init__(f"the database is not empty ({table}); choose another one by RASOAT_DATABASE__URL")
        self.table = table


class UnfitRowsError(StorageError):
    """Rows from elsewhere do not fit into the tables; nothing was kept."""


class RepeatedCauseError(StorageError):
    """Messages of the same cause were queued before."""


class MoveRefusedError(StorageError):
    """The table of moves does not lead there from here; nothing was written. `code` says why."""

    def __init__(self, move: MoveName, code: MoveRefusal) -> None:
        super().__init__(f"{move.value} is refused: {code.value}; see survey/workflow/moves.py")
        self.move = move
        self.code = code


class FrozenFormError(StorageError):
    """A published form version does not change."""


class MissingRowError(StorageError):
    """An id that the caller holds does not exist."""


class UnreadableMessageError(StorageError):
    """A stored message is damaged, or was written by a newer version of the program."""
