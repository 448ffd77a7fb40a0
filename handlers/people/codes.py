"""Invitation codes as they are made, read and written."""

import re

from survey.read import normalise

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters and digits of a code: 31 of them, without 0/O, 1/I/L; 12 places are 59 random bits."""

CODE_LENGTH = 12
_PART = "([0-9A-Za-z]{4})"
_CODE = re.compile(rf"(?:/start\s+)?{_PART}[- ]?{_PART}[- ]?{_PART}")
_WITHIN = re.compile(rf"(?<![^\W_]){_PART}(?:{_PART}{_PART}|-{_PART}-{_PART}| {_PART} {_PART})(?![^\W_])")


def codes_in(text: str) -> tuple[str, ...]:
    """The different invitation codes that a message holds, without hyphens and in capitals: the message as a whole, or what is written as one among other words."""
    said = re.sub(r"\s*-\s*", "-", normalise(text))
    alone = _CODE.fullmatch(said.rstrip(" .!"))
    if alone:
        return ("".join(alone.groups()).upper(),)
    found = (match for match in _every(said) if _is_written_as_code(match[0]))
    return tuple(dict.fromkeys("".join(filter(None, match.groups())).upper() for match in found))


def _every(said: str) -> list[re.Match[str]]:
    """Also those that begin within what only looks like one: "mời của 3TNB MGQ2 CQTZ"."""
    found: list[re.Match[str]] = []
    at = 0
    while match := _WITHIN.search(said, at):
        taken = _is_written_as_code(match[0])
        found += [match] if taken else []
        at = match.end() if taken else match.start() + 1
    return found


def _is_written_as_code(written: str) -> bool:
    """Words of four letters and the number of an identity card look like one too: a code has figures and letters, or capitals in groups."""
    letters = re.sub(r"[- ]", "", written)
    if letters.isdecimal():
        return False
    groups = written.split(" ")
    figures = any(map(str.isdecimal, letters))
    if len(groups) > 1:
        return (figures and written.isupper()) or all(any(map(str.isdecimal, one)) for one in groups)
    return figures or "-" in written or written.isupper()


def written(code: str) -> str:
    """A code as people read and type it: ABCD-EFGH-JKMN."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
