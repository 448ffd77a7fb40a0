"""What in an answer does not fit the member's other answers: it is said at once and blocks nothing."""

from collections.abc import Iterable, Iterator

from survey.coded import Words
from survey.interview.lists.roster import name_of
from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.read import cccd_warnings


def identity_doubts(session: Session, spots: Iterable[Spot]) -> Iterator[tuple[Words, str]]:
    """(member's name, code of the sentence) for each doubt about the căn cước numbers among these answers."""
    for spot in spots:
        members = session.outline.roster_of(spot.items)
        number = session.stored(spot.items, spot.question)
        if (
            members is None
            or spot.question.hint_of("member") != "cccd"
            or number is None
            or not number.value.isdecimal()
        ):
            continue
        year = _known(session, spot, "birth_year")
        codes = cccd_warnings(
            number.value, int(year) if year.isdecimal() else None, _known(session, spot, "sex") or None
        )
        yield from ((name_of(session, members, spot.items), code) for code in codes)


def _known(session: Session, spot: Spot, role: str) -> str:
    """The same member's answer in another role; "" where there is none."""
    assert spot.question.repeat is not None
    question = session.outline.role(spot.question.repeat, role)
    stored = session.stored(spot.items, question) if question else None
    return stored.value if stored else ""
