"""The commands that a role may use, as a messenger's own menu shows them."""

from chat.menu import Menu
from handlers.routes import ROUTES
from handlers.talk.texts import Texts
from storage.records import Role


def menu_of(texts: Texts, role: Role) -> Menu:
    return tuple((route.name, texts(f"menu.{route.name}")) for route in ROUTES if role in route.roles)
