"""Invitations to print, one a page: the typed code in large letters and, where there is a link, a QR code of it. Bytes in, bytes out."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from survey.exports.document import Picture, document
from survey.exports.square import square

Report = Callable[[int, int], None]
WIDTH = 48
"""Millimetres of the QR code: a camera reads it at an arm's length."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """One page. `person` and `code` come back with the document; `shown` is the code as it is printed, `link` what the QR code opens, "" = none.

    The template sees all but the first two, and `square`, the picture.
    """

    person: int
    code: str
    shown: str
    name: str
    roles: str
    places: str
    commune: str
    until: str
    link: str = ""


def task(template: bytes, invitations: Sequence[Invitation], values: Mapping[str, Any]) -> bytes:
    """For `sheets`. `values`: what the template is given beside the invitations."""
    asked = {
        "template": base64.b64encode(template).decode("ascii"),
        "invitations": [asdict(one) for one in invitations],
        "values": values,
    }
    return json.dumps(asked, ensure_ascii=False).encode()


def sheets(given: bytes, report: Report) -> bytes:
    """The document, behind a line with whom each code in it is for."""
    asked = json.loads(given)
    every = [Invitation(**one) for one in asked["invitations"]]
    pages = []
    for number, one in enumerate(every, start=1):
        pages.append(_page(one))
        report(number, len(every))
    made = document(base64.b64decode(asked["template"]), asked["values"] | {"invites": pages})
    return json.dumps([[one.person, one.code] for one in every]).encode() + b"\n" + made


def _page(one: Invitation) -> dict[str, Any]:
    told: dict[str, Any] = {
        name: value for name, value in asdict(one).items() if name not in {"person", "code", "shown"}
    }
    return told | {"code": one.shown, "square": Picture(square(one.link), WIDTH) if one.link else ""}


def outcome(made: bytes) -> tuple[list[tuple[int, str]], bytes]:
    """What `sheets` has made: (person, code) of each page, and the document."""
    line, _, content = made.partition(b"\n")
    return [(person, code) for person, code in json.loads(line)], content
