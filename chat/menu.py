"""The commands that a messenger's own menu shows."""

import hashlib

Menu = tuple[tuple[str, str], ...]
"""(command without slash, what it does), in the order of the routes."""


def digest(menu: Menu) -> str:
    """Another menu has another digest."""
    return hashlib.sha256(repr(menu).encode()).hexdigest()[:16]
