"""The ways in which people type one command."""

from handlers.talk.command import Command
from survey.read import fold


def wordings(command: Command) -> list[str]:
    """With the slash and as each of its phrases: capitals, no marks, punctuation, politeness."""
    slash = f"/{command.name}"
    said = command.phrases[0]
    return [
        *(slash, slash.upper(), f"{slash}.", f"{slash}?", f"{slash} giúp em", f"{slash} nhé", f"{slash}@rasoat_bot"),
        *command.phrases,
        *(said.upper(), said.capitalize(), fold(said), f"{said}.", f"{said} ?", f"{said}!!", f"{said}…"),
        *(f"{said} giúp em", f"{fold(said)} giup em voi", f"{said} nhé", f"{said} giúp chị nhé.", f"{said} đi em"),
        *(f"dạ, {said} ạ", f"em ơi {said}", f"cho tôi xem {said} với", f"{said} 🙏"),
    ]
