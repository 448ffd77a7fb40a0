"""What a message would do: the bot's own table of commands, for `python -m survey read`."""

from pathlib import Path

from bot.app import read_content
from handlers.commands import COMMANDS
from handlers.talk.command import find, find_meant, find_outside, near_to, nearest, of_roles
from handlers.talk.texts import load_texts
from storage.records import Role
from survey.read import Control, looks_like_name, request_core, word_of


def recognised(text: str, role: str) -> dict[str, object]:
    """What a message of a person of this role is while nothing is open: {"command", "argument"?}, {"refused": why}, or what is offered: {"nearest": phrases}."""
    if role not in set(Role):
        return {"refused": f"role: {', '.join(sorted(Role))}"}
    mine = of_roles(COMMANDS, (Role(role),))
    command, argument = find(COMMANDS, text)
    outside = (command, argument) if command in mine and command is not None else find_outside(mine, text)
    if outside is None and command is not None:
        return {"refused": _not_allowed(command.name)}
    outside = outside or find_meant(mine, text)
    if outside is not None:
        return {"command": outside[0].name, **({"argument": outside[1]} if outside[1] else {})}
    meant = near_to(mine, text, [word_of(Control.REOPEN)] if role == Role.COLLABORATOR else ())
    if not meant and role == Role.COLLABORATOR and looks_like_name(request_core(text)):
        return {"command": "rasoat", "argument": request_core(text)}
    return {"nearest": [meant] if meant else list(nearest(mine, (Role(role),)))}


def _not_allowed(name: str) -> str:
    """As the bot says it, where its sentences are at hand."""
    folder = next(one for one in (Path("content"), Path(__file__).parents[1] / "content") if (one / "texts").is_dir())
    files = {name: content for name, content in read_content(folder).items() if name.startswith("texts/")}
    return load_texts(files)("turn.not_allowed", command=f"/{name}")
