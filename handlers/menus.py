"""The commands that people of some roles may use, as a messenger's own menu shows them."""

from collections.abc import Iterable

from chat.menu import Menu
from handlers.commands import COMMANDS
from handlers.talk.command import of_roles
from handlers.talk.texts import Texts
from storage.records import Role


def menu_of(texts: Texts, roles: Iterable[Role]) -> Menu:
    return tuple((one.name, texts(f"menu.{one.name}")) for one in of_roles(COMMANDS, roles))
