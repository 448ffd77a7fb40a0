"""The commands that a role may use, as a messenger's own menu shows them."""

import hashlib

from handlers.routes import ROUTES
from handlers.texts import Texts
from storage.records import Role

Menu = tuple[tuple[str, str], ...]
"""(command without slash, what it does), in the order of the routes."""


def menu_of(texts: Texts, role: Role) -> Menu:
    return tuple((route.name, texts(f"menu.{route.name}")) for route in ROUTES if role in route.roles)


def digest(menu: Menu) -> str:
    """Another menu has another digest."""
    return hashlib.sha256(repr(menu).encode()).hexdigest()[:16]
