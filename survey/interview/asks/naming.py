"""What a choice may be called beside its label: the columns `short` and `also` of the choices sheet."""

from survey.xform import Choice


def short_name(choice: Choice) -> str:
    """The shorter name that the form's author allows beside the label: the column `short` of the choices sheet."""
    nodes = choice.node.by_name.get("short", ()) if choice.node is not None else ()
    return (nodes[0].value if nodes else "") or choice.label


def other_names(choices: tuple[Choice, ...]) -> dict[str, list[str]]:
    """What else people say for a choice: the column `also` of the choices sheet, phrases parted by ";"; the short name is one of them."""
    found: dict[str, list[str]] = {}
    for choice in choices:
        nodes = choice.node.by_name.get("also", ()) if choice.node is not None else ()
        phrases = [phrase.strip() for phrase in nodes[0].value.split(";") if phrase.strip()] if nodes else []
        short = short_name(choice)
        if phrases or short != choice.label:
            found[choice.value] = [*([short] if short != choice.label else []), *phrases]
    return found
