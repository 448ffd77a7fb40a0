"""In which line of a TOML file something stands: its parser does not tell."""

import re
from dataclasses import dataclass, field

Place = tuple[str | int, ...]
"""Keys and ordinals from the outside in: ("task", 2, "due_on") = due_on of the second [[task]]."""

END = "cuối tệp"

_PART = r"\"[^\"]*\"|'[^']*'|[\w-]+"
_NAME = rf"(?:{_PART})(?:\s*\.\s*(?:{_PART}))*"
_LIST = re.compile(rf"\s*\[\[\s*({_NAME})\s*\]\]")
_TABLE = re.compile(rf"\s*\[\s*({_NAME})\s*\]")
_KEY = re.compile(rf"\s*({_NAME})\s*=")
_LONG = re.compile(r'"""|\'\'\'')
_POSITION = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)\s*$")


@dataclass(slots=True)
class Lines:
    """The lines of one file, by what stands in them."""

    found: dict[Place, int] = field(default_factory=dict)

    @staticmethod
    def of(text: str) -> "Lines":
        lines = Lines()
        table: Place = ()
        is_inside = False
        for number, line in enumerate(text.splitlines(), 1):
            if not is_inside:
                table = lines._take(line, number, table)
            is_inside ^= len(_LONG.findall(line)) % 2 == 1
        return lines

    def _take(self, line: str, number: int, table: Place) -> Place:
        """Note what the line begins; the table to which the next lines belong."""
        if (header := _LIST.match(line)) is not None:
            parts = _parts(header[1])
            ordinal = next(n for n in range(1, number + 1) if (*parts, n) not in self.found)
            table = (*parts, ordinal)
            self.found.setdefault(parts, number)
            self.found[table] = number
        elif (header := _TABLE.match(line)) is not None:
            table = _parts(header[1])
            self.found.setdefault(table, number)
        elif (key := _KEY.match(line)) is not None:
            self.found.setdefault((*table, *_parts(key[1])), number)
        return table

    def at(self, place: Place) -> int:
        """The line of a place, or of what it stands in; 0 = none of it is written in the file."""
        while place and place not in self.found:
            place = place[:-1]
        return self.found.get(place, 0)


def _parts(name: str) -> Place:
    return tuple(part.strip("\"'") for part in re.findall(_PART, name))


def place_text(place: Place, line: int, row: str = "") -> str:
    """As people are told: "dòng 7, [[task]] số 1 (report), due_on"; `row` is how the innermost row of a list names itself."""
    words: list[str] = [f"dòng {line}"] if line else []
    for at, part in enumerate(place):
        following = place[at + 1] if at + 1 < len(place) else None
        if isinstance(part, int):
            is_innermost = not any(isinstance(one, int) for one in place[at + 1 :])
            words[-1] += f" số {part}" + (f" ({row})" if row and is_innermost else "")
        elif isinstance(following, int):
            words.append(f"[[{part}]]" if at == 0 else part)
        else:
            words.append(f"[{part}]" if at == 0 and following is not None else part)
    return ", ".join(words)


def syntax_place(message: str) -> tuple[str, str]:
    """What the TOML parser says, apart: (place, what is wrong in its words)."""
    found = _POSITION.search(message)
    if found is None:
        return "", message
    place = f"dòng {found[1]}, cột {found[2]}" if found[1] else END
    return place, message[: found.start()]
