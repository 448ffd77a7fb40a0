"""digest(), base64-decode(), extract-signed() and uuid()."""

import base64
import binascii
import hashlib
import uuid

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from survey.xpath.context import XPathContext
from survey.xpath.errors import EvaluationError
from survey.xpath.functions import Function
from survey.xpath.library.strings import whole
from survey.xpath.values import short_enough

_ALGORITHMS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
_LONGEST_UUID = 1_000
_SIGNATURE = 64
"""Bytes of an Ed25519 signature."""


def _digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    name = _ALGORITHMS.get(algorithm)
    if name is None:
        raise EvaluationError(f"digest() không có thuật toán {algorithm}; có {', '.join(_ALGORITHMS)}")
    code = hashlib.new(name, text.encode(), usedforsecurity=False)
    if encoding == "hex":
        return code.hexdigest()
    if encoding == "base64":
        return base64.b64encode(code.digest()).decode("ascii")
    raise EvaluationError(f"digest() không có cách viết {encoding}; có base64, hex")


def _bytes(text: str) -> bytes | None:
    """What base64 stands for, with or without padding; None where it is no base64."""
    plain = "".join(text.split()).rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _base64_decode(text: str) -> str:
    """The text behind base64; "" where it is no base64, as ODK's web forms have it."""
    return short_enough((_bytes(text) or b"").decode(errors="replace"))


def _extract_signed(contents: str, public_key: str) -> str:
    """The message of a signed code (a QR code on a card): Ed25519 signature and message in base64. "" where the signature is not of that key."""
    signed, key = _bytes(contents) or b"", _bytes(public_key) or b""
    signature, message = signed[:_SIGNATURE], signed[_SIGNATURE:]
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        return short_enough(message.decode())
    except (InvalidSignature, ValueError):
        return ""


def _uuid(context: XPathContext, length: float | None = None) -> str:
    """A random UUID, or so many random characters."""
    if length is None:
        return str(uuid.UUID(int=context.random.getrandbits(128), version=4))
    wanted = min(whole(length, 0), _LONGEST_UUID)
    return "".join(context.random.choices("0123456789abcdefghijklmnopqrstuvwxyz", k=max(0, wanted)))


ENCODINGS = {
    "digest": Function("ss?s", "string", _digest),
    "base64-decode": Function("s", "string", _base64_decode),
    "extract-signed": Function("ss", "string", _extract_signed),
    "uuid": Function("?n", "string", _uuid, reads_context=True),
}
