"""A number typed with the letter O for 0 ("25O"), or an area with half of its unit ("55m"): asked about, never taken."""

import re

from survey.read.spelling import normalise

_ALIKE = str.maketrans("OoÔô", "0000")
_FIGURES = re.compile(r"(?<![^\W_])(?=[0-9.,]*[0-9][0-9.,]*[OoÔô])[0-9OoÔô]+(?:[.,][0-9OoÔô]+)*(?![^\W_])")
_METRES = re.compile(r"([0-9]{2,3}(?:[.,][0-9]{1,2})?) ?(?:m|mét|met)")


def as_figures(text: str) -> str:
    """The text with 0 for the letter O, where a number has any: "3: 0511930O1234"; "" where none has."""
    said = normalise(text)
    meant = _FIGURES.sub(lambda found: found[0].translate(_ALIKE), said)
    return meant if meant != said else ""


def as_square_metres(text: str) -> str:
    """The area where metres alone were typed ("55m"), as it is written; "" where something else was."""
    found = _METRES.fullmatch(normalise(text).lower().rstrip(" ."))
    return f"{found[1]} m²" if found else ""
