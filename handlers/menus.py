"""The commands that a role may use, as a messenger's own menu shows them."""

from chat.menu import Menu
from handlers.commands import COMMANDS
from handlers.talk.command import of_role
from handlers.talk.texts import Texts
from storage.records import Role


def menu_of(texts: Texts, role: Role) -> Menu:
    return tuple((one.name, texts(f"menu.{one.name}")) for one in of_role(COMMANDS, role))
