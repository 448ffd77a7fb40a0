"""How many messages six people of different habits need for six kinds of household, and how often they are not understood: `make bench`."""

import tempfile
from pathlib import Path

from tests.properties.support.phone import template
from tests.transcripts.six_people import HOUSEHOLDS, PEOPLE, Visit, visit

AIM_NEW, AIM_KNOWN, AIM_SHARE = 22, 12, 0.1
"""The bot's messages for a new household of five and for one seen last year; refusals for each message that is typed."""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = template(folder).read_bytes()
        found = {(person, kind): _visit(folder, start, person, kind) for person in PEOPLE for kind in HOUSEHOLDS}
    print_table(found)


def _visit(folder: Path, start: bytes, person: str, kind: str) -> Visit:
    file = folder / f"{person}-{kind}.db"
    file.write_bytes(start)
    return visit(person, kind, f"sqlite:///{file}")


def print_table(found: dict[tuple[str, str], Visit]) -> None:
    print("bot's messages / refusals, by person and household (refusals by the names of the sentences that were said)")
    print("".join(f"{name:>22}" for name in ("", *HOUSEHOLDS)))
    for person in PEOPLE:
        row = [found[person, kind] for kind in HOUSEHOLDS]
        typed, refused = sum(one.typed for one in row), sum(len(one.refused) for one in row)
        cells = "".join(f"{len(one.said):>18} /{len(one.refused):>2}" for one in row)
        print(
            f"{person:>22}{cells}   refused {refused / typed:.0%} of {typed}, aim ≤ {AIM_SHARE:.0%}: {_met(refused <= AIM_SHARE * typed)}"
        )
    for kind, most in (("ho-moi-nam-nguoi", AIM_NEW), ("ho-khong-doi", AIM_KNOWN)):
        worst = max(len(found[person, kind].said) for person in PEOPLE)
        print(f"{kind}: at most {worst} messages   aim ≤ {most}: {_met(worst <= most)}")


def _met(met: bool) -> str:
    return "met" if met else "NOT MET"


if __name__ == "__main__":
    main()
