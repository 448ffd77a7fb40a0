"""A group of the commune as people name it: by its code, its name, its number, or "tổ 6"."""

from collections.abc import Mapping

from survey.read.spelling import fold


def read_group(groups: Mapping[str, str], text: str) -> str | None:
    """The code of the group that is meant. `groups`: code -> name."""
    wanted = text.strip()
    number = fold(wanted).removeprefix("to dan pho").removeprefix("to").strip()
    for code, name in groups.items():
        if wanted == code or wanted.lower() == name.lower():
            return code
    if not number.isdecimal():
        return None
    return next((code for code, name in groups.items() if name.split()[-1] == number), None)
