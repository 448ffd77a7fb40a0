"""What the two processes of a calculation say to each other: a letter, a length, and so many bytes."""

import struct

GIVEN, PROGRESS, RESULT, REFUSED = b"g", b"p", b"r", b"e"
"""To the child: what it works on. From it: [done, total] as JSON, what came of it, or what kept it from coming to an end."""

HEAD = struct.Struct(">cQ")


def frame(letter: bytes, content: bytes) -> bytes:
    return HEAD.pack(letter, len(content)) + content
