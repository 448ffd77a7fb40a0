"""Sensitive values: sealed with AES-256-GCM, looked up by a keyed hash. One key of 32 bytes, given by the caller."""

import base64
import binascii
import hmac
import os
from collections.abc import Callable
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from storage.errors import BadKeyError, WrongKeyError

KEY_BYTES = 32
_NONCE_BYTES = 12
_FORMAT = b"\x01"


def new_key(random: Callable[[int], bytes] = os.urandom) -> str:
    """A fresh key in base64."""
    return base64.b64encode(random(KEY_BYTES)).decode("ascii")


def _key_bytes(key: str) -> bytes:
    try:
        raw = base64.b64decode(key.strip(), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != KEY_BYTES:
        raise BadKeyError(
            f"the encryption key must be {KEY_BYTES} random bytes in base64 (44 characters ending in '='); make one with: openssl rand -base64 32"
        )
    return raw


class Cipher:
    """Seals text for one place ("answer.value"); what is sealed for one place opens in no other.

    With the key of `before`, while the key is being changed: what was sealed with that one is opened and looked up too.
    """

    def __init__(self, key: str, random: Callable[[int], bytes] = os.urandom, before: str = "") -> None:
        raw = _key_bytes(key)
        self._aead = AESGCM(HKDFExpand(SHA256(), KEY_BYTES, b"rasoat seal").derive(raw))
        self._digest_key = HKDFExpand(SHA256(), KEY_BYTES, b"rasoat look-up").derive(raw)
        self._archive_key = HKDFExpand(SHA256(), KEY_BYTES, b"rasoat archive").derive(raw)
        self._random = random
        self.before = Cipher(before, random) if before else None

    def seal(self, text: str, place: str) -> bytes:
        """Format byte, nonce, ciphertext with tag."""
        return self.seal_bytes(text.encode(), place)

    def seal_bytes(self, content: bytes, place: str) -> bytes:
        """As `seal`, for a file."""
        nonce = self._random(_NONCE_BYTES)
        return _FORMAT + nonce + self._aead.encrypt(nonce, content, place.encode())

    def open(self, sealed: bytes, place: str) -> str:
        """The text again; raises WrongKeyError where the key or the place is another, or the bytes were changed."""
        return self.open_bytes(sealed, place).decode()

    def open_bytes(self, sealed: bytes, place: str) -> bytes:
        """As `open`, for a file."""
        if sealed[:1] != _FORMAT:
            raise WrongKeyError(
                f"{place}: unknown format of an encrypted value; was the database written by a newer version?"
            )
        try:
            return self._aead.decrypt(sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :], place.encode())
        except (InvalidTag, ValueError):
            # A ValueError is of bytes so few that there is no nonce in them.
            if self.before is not None:
                return self.before.open_bytes(sealed, place)
            raise WrongKeyError(
                f"{place}: this encryption key does not open the stored value; start with the key the database was made with"
            ) from None

    def open_or(self, sealed: bytes | None, place: str, absent: str = "") -> str:
        """As `open`, for a column that may be empty."""
        return absent if sealed is None else self.open(sealed, place)

    def open_if_sound(self, sealed: bytes | None, place: str) -> str:
        """As `open_or`, but "" too where it cannot be opened: one damaged row must not keep those behind it waiting."""
        try:
            return self.open_or(sealed, place)
        except (WrongKeyError, ValueError):
            return ""

    def fingerprint(self) -> str:
        """Tells keys apart, and tells nobody the key."""
        return self.digest("rasoat", "key.fingerprint").hex()[:16]

    def archive_key(self) -> bytes:
        """32 bytes from which archives get their keys, of no use for anything that lies in the database."""
        return self._archive_key

    def is_own(self, sealed: bytes, place: str) -> bool:
        """Whether it was sealed with the key itself, not with the one of before."""
        try:
            self._aead.decrypt(sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :], place.encode())
        except (InvalidTag, ValueError):
            return False
        return True

    def digests(self, text: str, place: str) -> tuple[bytes, ...]:
        """What a look-up may find: its hash by the key, and by the key of before."""
        return (self.digest(text, place), *(self.before.digests(text, place) if self.before is not None else ()))

    def digest(self, text: str, place: str) -> bytes:
        """A keyed hash: equal texts of one place have equal hashes, and nobody without the key can try values out."""
        return hmac.digest(self._digest_key, place.encode() + b"\0" + text.encode(), sha256)
