"""Bytes sealed in chunks, each for its own place: none can be changed, left out, moved or added, and the last one is known to be the last."""

import struct
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.archive.refused import ArchiveError, Why, taken

SIZE = 2**20
_TAG = 16
_LAST = 2**31
_LENGTH = struct.Struct(">I")


def _nonce(number: int, *, last: bool) -> bytes:
    """Never twice with one key: each archive has a key of its own."""
    return number.to_bytes(11, "big") + bytes([last])


class ChunkWriter:
    """What is written lies in the file in chunks of one size; `close` writes the last."""

    def __init__(self, file: BinaryIO, key: bytes, size: int = SIZE) -> None:
        self._file, self._aead, self._size = file, AESGCM(key), size
        self._held = bytearray()
        self._number = 0

    def write(self, content: bytes) -> None:
        self._held += content
        while len(self._held) > self._size:
            self._put(bytes(self._held[: self._size]), last=False)
            del self._held[: self._size]

    def close(self) -> None:
        self._put(bytes(self._held), last=True)
        self._held.clear()

    def _put(self, piece: bytes, *, last: bool) -> None:
        sealed = self._aead.encrypt(_nonce(self._number, last=last), piece, None)
        self._file.write(_LENGTH.pack(len(sealed) | (_LAST if last else 0)))
        self._file.write(sealed)
        self._number += 1


class ChunkReader:
    """Gives only what was proved to be as it was written. Raises ArchiveError: cut, altered."""

    def __init__(self, file: BinaryIO, key: bytes, size: int = SIZE) -> None:
        self._file, self._aead, self._most = file, AESGCM(key), size + _TAG
        self._held = bytearray()
        self._number = 0
        self._ended = False

    def read(self, length: int) -> bytes:
        """Exactly so many bytes."""
        while len(self._held) < length and not self._ended:
            self._next()
        if len(self._held) < length:
            raise ArchiveError(Why.UNSOUND, "end")
        found = bytes(self._held[:length])
        del self._held[:length]
        return found

    def finish(self) -> None:
        """Nothing may be left, inside the chunks or behind them."""
        while not self._ended:
            self._next()
        if self._held:
            raise ArchiveError(Why.UNSOUND, "end")
        if taken(self._file, 1):
            raise ArchiveError(Why.ALTERED, str(self._file.tell() - 1))

    def _next(self) -> None:
        good = self._file.tell()
        head = taken(self._file, _LENGTH.size)
        if len(head) < _LENGTH.size:
            raise ArchiveError(Why.CUT, str(good))
        length = _LENGTH.unpack(head)[0]
        self._ended = bool(length & _LAST)
        length &= _LAST - 1
        if length > self._most:
            raise ArchiveError(Why.ALTERED, str(good))
        sealed = taken(self._file, length)
        if len(sealed) < length:
            raise ArchiveError(Why.CUT, str(good))
        try:
            self._held += self._aead.decrypt(_nonce(self._number, last=self._ended), sealed, None)
        except InvalidTag:
            raise ArchiveError(Why.ALTERED, str(good)) from None
        self._number += 1
