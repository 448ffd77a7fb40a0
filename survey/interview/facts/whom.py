"""What is recorded of several members at one question: who, and of a sensitive one nothing but who."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.coded import Words, coded
from survey.interview.answers.values import read_choice
from survey.interview.asks.outline import Roster
from survey.interview.facts.value import NOTHING, SKIPPED, shown
from survey.interview.lists.roster import name_of
from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.read import UNKNOWN


@dataclass(frozen=True, slots=True)
class SameFacts:
    """Members with the same answer. `names` are empty where it is a secret: then only their numbers on the list are said.

    `open`: they have no answer. `usual`: theirs is the answer of all who are not named ("Ai …?").
    """

    numbers: tuple[str, ...]
    names: tuple[Words, ...]
    value: Words
    open: bool = False
    usual: bool = False


def who_says(session: Session, roster: Roster, spots: Sequence[Spot]) -> tuple[SameFacts, ...]:
    """The members by their answers, in the order in which the answers come."""
    found: dict[tuple[Words, str], list[Spot]] = {}
    for spot in spots:
        found.setdefault(_kind(session, spot), []).append(spot)
    return tuple(_same(session, roster, kind, same) for (kind, _), same in found.items())


def _kind(session: Session, spot: Spot) -> tuple[Words, str]:
    """What is said of the answer, and what else sets it apart from other answers of which no more is said."""
    plain, question = shown(session, spot), spot.question
    if not question.sensitive or not question.control.is_select or plain in {SKIPPED, NOTHING}:
        return plain, ""
    value = _value(session, spot)
    if value == read_choice(session, spot, UNKNOWN):
        return coded("whom.unknown"), ""
    usual = _usual(spot)
    if usual is None:
        return coded("whom.alike"), value
    return coded("whom.no" if value == usual else "whom.yes"), ""


def _same(session: Session, roster: Roster, kind: Words, spots: list[Spot]) -> SameFacts:
    numbers = tuple(spot.items[-1][1] for spot in spots)
    names = () if spots[0].question.sensitive else tuple(name_of(session, roster, spot.items) for spot in spots)
    alone = kind == coded("whom.alike") and len(spots) == 1
    value = coded("whom.recorded") if alone else kind
    return SameFacts(numbers, names, value, kind in {SKIPPED, NOTHING}, _value(session, spots[0]) == _usual(spots[0]))


def _value(session: Session, spot: Spot) -> str:
    stored = session.stored(spot.items, spot.question) or session.carried(spot.items, spot.question)
    return stored.value if stored is not None else ""


def _usual(spot: Spot) -> str | None:
    column = spot.question.column
    return (column.rest or column.none or None) if column is not None else None
