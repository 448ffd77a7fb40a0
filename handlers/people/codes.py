"""Invitation codes as they are made, read and written."""

import re

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters and digits of a code: 31 of them, without 0/O, 1/I/L; 12 places are 59 random bits."""

CODE_LENGTH = 12
_ANYWHERE = re.compile(r"\b[0-9A-Za-z]{4}[- ]?[0-9A-Za-z]{4}[- ]?[0-9A-Za-z]{4}\b")
LONGEST = 4000
_CODE = re.compile(r"(?:/start\s+)?([0-9A-Za-z]{4}[- ]?[0-9A-Za-z]{4}[- ]?[0-9A-Za-z]{4})")


def code_in(text: str) -> str:
    """The invitation code that a message holds, without hyphens and in capitals; "" where it holds none."""
    found = _CODE.fullmatch(text.strip())
    return re.sub(r"[- ]", "", found.group(1)).upper() if found else ""


def codes_in(text: str) -> tuple[str, ...]:
    """Every code that may stand anywhere in a message; some are only words that look like one."""
    return tuple(re.sub(r"[- ]", "", found.group()).upper() for found in _ANYWHERE.finditer(text[:LONGEST]))


def written(code: str) -> str:
    """A code as people read and type it: ABCD-EFGH-JKMN."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
