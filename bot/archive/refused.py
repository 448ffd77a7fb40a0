"""Why an archive cannot be used."""

from enum import StrEnum
from typing import BinaryIO


class Why(StrEnum):
    """One reason each, with a sentence for people in `bot/operations/archive_words.py`."""

    NO_ARCHIVE = "no archive"
    NEWER = "newer"
    OTHER_KEY = "other key"
    NO_WORDS = "no passphrase"
    WRONG_WORDS = "wrong passphrase"
    UNREADABLE = "unreadable"
    CUT = "cut"
    ALTERED = "altered"
    UNSOUND = "unsound"


class ArchiveError(Exception):
    """`where`: the byte of the file up to which it was good, or what does not fit."""

    def __init__(self, why: Why, where: str = "") -> None:
        super().__init__(f"{why.value} {where}".strip())
        self.why = why
        self.where = where


def taken(file: BinaryIO, length: int) -> bytes:
    """Up to so many bytes of an archive; ArchiveError where what it lies on cannot be read."""
    try:
        return file.read(length)
    except OSError as error:
        raise ArchiveError(Why.UNREADABLE, str(error.strerror)) from error
