"""What stands openly at the head of an archive: enough to know whether it can be opened here, and nothing of anybody."""

import base64
import json
import os
import struct
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import BinaryIO

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from bot.archive.refused import ArchiveError, Why, taken
from storage.crypto import Cipher

MAGIC = b"rasoat archive\n"
FORMAT = 1
LONGEST = 10_000
COST = 2**17
"""Of scrypt: about half a second and 128 MB for each try."""

DEAREST = 2**20
"""What a header may ask for: else a forged one takes the machine's memory."""

_LENGTH = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Header:
    """`version` of the tables; `key`: the fingerprint of the installation's key; `lock`: "key" or "passphrase" opens it.

    `salt` (base64) makes the keys of each archive its own; `cost` is scrypt's, 0 with the key; `check` tells a wrong passphrase from a spoilt file.
    """

    made_at: datetime
    version: str
    key: str
    lock: str
    salt: str
    cost: int = 0
    check: str = ""
    format: int = FORMAT

    def written(self) -> bytes:
        told = asdict(self) | {"made_at": self.made_at.isoformat()}
        head = json.dumps(told, separators=(",", ":"), sort_keys=True).encode()
        return MAGIC + _LENGTH.pack(len(head)) + head


def new_header(
    made_at: datetime,
    version: str,
    cipher: Cipher,
    passphrase: str = "",
    *,
    cost: int = COST,
    random: Callable[[int], bytes] = os.urandom,
) -> Header:
    """With a passphrase that opens the archive, else the installation's key does. The key itself never lies in it."""
    salt = base64.b64encode(random(32)).decode("ascii")
    if not passphrase:
        return Header(made_at, version, cipher.fingerprint(), "key", salt)
    made = Header(made_at, version, cipher.fingerprint(), "passphrase", salt, cost)
    return Header(made_at, version, made.key, made.lock, salt, cost, _check(_stretched(made, passphrase)))


def read_header(file: BinaryIO) -> Header:
    """Raises ArchiveError: no archive, cut, or of a newer form."""
    start = taken(file, len(MAGIC))
    if start != MAGIC:
        raise ArchiveError(Why.CUT if start and MAGIC.startswith(start) else Why.NO_ARCHIVE)
    length = _LENGTH.unpack(_exactly(file, _LENGTH.size))[0]
    if length > LONGEST:
        raise ArchiveError(Why.ALTERED, str(len(MAGIC)))
    head = _exactly(file, length)
    try:
        told = json.loads(head)
        if told["format"] > FORMAT:
            raise ArchiveError(Why.NEWER, f"form {told['format']}")
        return Header(**told | {"made_at": datetime.fromisoformat(told["made_at"])})
    except (ValueError, KeyError, TypeError):
        raise ArchiveError(Why.ALTERED, str(len(MAGIC))) from None


def key_for(header: Header, cipher: Cipher | None, passphrase: str = "") -> bytes:
    """The archive's own key. It follows from the whole header too: changed in one letter, nothing behind it opens.

    Raises ArchiveError: other key (where the key is the lock), no or a wrong passphrase.
    """
    if header.lock == "key":
        if cipher is None or header.key != cipher.fingerprint():
            raise ArchiveError(Why.OTHER_KEY)
        return _derived(cipher.archive_key(), header.written())
    if not passphrase:
        raise ArchiveError(Why.NO_WORDS)
    stretched = _stretched(header, passphrase)
    if _check(stretched) != header.check:
        raise ArchiveError(Why.WRONG_WORDS)
    return _derived(stretched, header.written())


def _stretched(header: Header, passphrase: str) -> bytes:
    try:
        salt = base64.b64decode(header.salt, validate=True)
        if not 1 < header.cost <= DEAREST:
            raise ArchiveError(Why.ALTERED, str(len(MAGIC)))
        return Scrypt(salt=salt, length=32, n=header.cost, r=8, p=1).derive(passphrase.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ArchiveError(Why.ALTERED, str(len(MAGIC))) from None


def _check(stretched: bytes) -> str:
    return HKDF(SHA256(), 8, None, b"rasoat archive check").derive(stretched).hex()


def _derived(secret: bytes, header: bytes) -> bytes:
    return HKDF(SHA256(), 32, header, b"rasoat archive chunks").derive(secret)


def _exactly(file: BinaryIO, length: int) -> bytes:
    found = taken(file, length)
    if len(found) < length:
        raise ArchiveError(Why.CUT, str(len(MAGIC)))
    return found
