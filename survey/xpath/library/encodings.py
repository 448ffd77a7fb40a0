"""digest(), base64-decode() and uuid()."""

import base64
import binascii
import hashlib
import uuid

from survey.xpath.context import Context
from survey.xpath.errors import EvaluationError
from survey.xpath.functions import Function
from survey.xpath.library.strings import whole
from survey.xpath.values import short_enough

_ALGORITHMS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
_LONGEST_UUID = 1_000


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


def _base64_decode(text: str) -> str:
    """The text behind base64, with or without padding; "" where it is no base64, as ODK's web forms have it."""
    plain = "".join(text.split()).rstrip("=")
    try:
        return short_enough(base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True).decode(errors="replace"))
    except (binascii.Error, ValueError):
        return ""


def _uuid(context: Context, length: float | None = None) -> str:
    """A random UUID, or so many random characters."""
    if length is None:
        return str(uuid.UUID(int=context.random.getrandbits(128), version=4))
    wanted = min(whole(length, 0), _LONGEST_UUID)
    return "".join(context.random.choices("0123456789abcdefghijklmnopqrstuvwxyz", k=max(0, wanted)))


ENCODINGS = {
    "digest": Function("ss?s", "string", _digest),
    "base64-decode": Function("s", "string", _base64_decode),
    "uuid": Function("?n", "string", _uuid, reads_context=True),
}
