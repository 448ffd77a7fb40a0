"""A reply without words that say nothing: politeness around it, and the question's own words said again ("điểm A là 132 em ạ")."""

from collections.abc import Iterator

from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.read import fold, normalise

UNREAD = frozenset(
    {
        *("number.unreadable", "money.unreadable", "date.unreadable", "choice.unknown", "value.type_name"),
        *("phone.characters", "cccd.characters", "area.unit", "area.unreadable", "number.not_a_number"),
    }
)
"""Refusals of a text in which nothing was read; what was read and doubted ("tầm 40") stays refused."""

_BEFORE = frozenset(
    {
        *(
            "da",
            "vang",
            "thua",
            "em",
            "oi",
            "anh",
            "chi",
            "co",
            "ong",
            "ba",
            "chau",
            "be",
            "thang",
            "cai",
        ),
        *("nha", "ho", "no", "la", "thi", "muon", "can", "xin", "dang", "nay", "so", "rong", "cung", "nguoi"),
    }
)
_AFTER = frozenset(
    {
        *(
            "a",
            "em",
            "e",
            "nhe",
            "nha",
            "nhen",
            "nghen",
            "oi",
            "do",
            "ne",
            "day",
            "roi",
            "thoi",
            "luon",
            "giup",
            "chi",
            "anh",
        ),
        *("ho", "cho"),
    }
)
_NEVER = frozenset(
    {
        *(
            "khong",
            "ko",
            "k",
            "chua",
            "chang",
            "het",
            "co",
            "deu",
            "ca",
            "hoac",
            "hay",
            "den",
            "toi",
            "tu",
            "tru",
            "ngoai",
        ),
        *(
            "tren",
            "duoi",
            "hon",
            "gan",
            "khoang",
            "tam",
            "co",
            "chung",
            "do",
            "kem",
            "it",
            "nhieu",
            "may",
            "vai",
            "qua",
        ),
    }
)
"""Words that change what is said, wherever they stand."""

_LONGEST = 12


def own_words(session: Session, spot: Spot) -> frozenset[str]:
    """The words of the question, without marks: of its label with the member's name, of its title and of the column."""
    question = spot.question
    label = session.label_at(spot.items, question)
    said = f"{label} {question.hint_of('title')} {question.column.label if question.column else ''}"
    words = {fold(word).strip('?.,:;()"') for word in said.split()}
    return frozenset(word for word in words if word and not word.isdecimal()) - _NEVER


def shorter(text: str, own: frozenset[str]) -> Iterator[str]:
    """The text with fewer and fewer of such words at its ends, the longest first; at least one word remains."""
    parts = normalise(text).rstrip(" .!,;").split()
    if len(parts) > _LONGEST or "\n" in text.strip():
        return
    front = _run(parts, _BEFORE - {"co"} | own)
    back = _run(parts[::-1], _AFTER | own)
    cuts = sorted((before + after, before) for before in range(front + 1) for after in range(back + 1))
    for dropped, before in cuts:
        if dropped < len(parts):
            yield " ".join(parts[before : len(parts) - (dropped - before)])


def _run(parts: list[str], weightless: frozenset[str]) -> int:
    """With how many such words a row of words begins."""
    known = (fold(part).strip(".,;:!") in weightless for part in parts)
    return next((place for place, one in enumerate(known) if not one), len(parts))
