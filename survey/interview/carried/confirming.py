"""The reply to a block of last time's answers: still so, or which of them is not."""

import re
from collections.abc import Iterable

from survey.interview.lists.member_list import is_unchanged
from survey.interview.lists.sure import decided
from survey.interview.path.events import Attached, Confirmed, Refusal, Reply, Tapped, Typed
from survey.interview.path.pending import Confirming
from survey.interview.path.picks import PickWord
from survey.interview.path.position import HERE, Facts, Position
from survey.interview.path.screens import Screen, Spot
from survey.interview.session.session import Session
from survey.read import Control, ControlWord, fold

_CORRECTION = re.compile(r"(?:(?:câu|cau) )?([0-9]{1,3}(?:\.[0-9]{1,3})?)(?: *[:=)] *| +(?=\S)|$)(.*)", re.DOTALL)
_WRONG = re.compile(r"(?:(?:câu|cau) )?([0-9]{1,3}(?:\.[0-9]{1,3})?) (?:sai|khac|khong dung|doi|thay doi)(?: roi)?")
_WRONG_FIRST = re.compile(r"(?:sai|khac|doi)(?: cau)? ([0-9]{1,3}(?:\.[0-9]{1,3})?)")
_REST = re.compile(
    r"[\s,;.]+(?:(?:còn lại|con lai|các câu khác|cac cau khac|câu khác|cau khac|mấy câu kia|may cau kia)"
    r"(?: (?:thì|thi|vẫn|van|đều|deu|là|la))* )?(?:đúng|dung|như cũ|nhu cu)(?: (?:hết|het|cả|ca|rồi|roi))*[\s.!]*$",
    re.IGNORECASE,
)
"""Behind a correction: the others are still so."""


def says_still(text: str) -> bool:
    """Whether somebody says that all is as it was; a bare "không" is a no to that here."""
    return bool(is_unchanged(text)) and decided(Typed(text)) is not False


def answered(session: Session, position: Position, screen: Screen, reply: Reply | ControlWord) -> Facts | None:
    """What is confirmed, or why it is not; None where the reply is something else, as a question to be opened."""
    match reply:
        case ControlWord(control=Control.ENOUGH | Control.DONE, argument=""):
            return _confirmed(session, position, screen)
        case ControlWord(control=Control.SKIP):
            return Facts(position, (_how(screen),))
        case Tapped(pick=pick):
            right = pick is PickWord.RIGHT
            return (
                _confirmed(session, position, screen) if right else Facts(position, (Refusal("interview.old_button"),))
            )
        case Typed(text):
            return _typed(session, position, screen, text)
        case Attached() | ControlWord():
            return None


def _typed(session: Session, position: Position, screen: Screen, text: str) -> Facts:
    if says_still(text) or decided(Typed(text)):
        return _confirmed(session, position, screen)
    code = "block.which" if decided(Typed(text)) is False else "block.how"
    return Facts(position, (_how(screen, code),))


def _how(screen: Screen, code: str = "block.how") -> Refusal:
    return Refusal(code, {"number": number_of(screen.spots[0])})


def number_of(spot: Spot) -> str:
    """What "sửa" opens it by: of what is asked of all members at once, all of it."""
    return str(spot.question.number) if spot.question.column and spot.question.number else spot.number


def as_edit(text: str) -> ControlWord | None:
    """A correction that is said without its word: "20: 45m2", "câu 20", "20 sai"."""
    said = text.strip().rstrip(" .!")
    folded = fold(said)
    if wrong := _WRONG.fullmatch(folded) or _WRONG_FIRST.fullmatch(folded):
        return ControlWord(Control.EDIT, wrong[1])
    found = _CORRECTION.fullmatch(said)
    if found is None:
        return None
    return ControlWord(Control.EDIT, f"{found[1]}: {found[2]}" if found[2].strip() else found[1])


def with_rest(word: ControlWord) -> tuple[ControlWord, bool]:
    """A correction, and whether it says of all others that they are still so: "sửa 16: 38, còn lại đúng"."""
    number, colon, said = word.argument.partition(":")
    shorter = _REST.sub("", said) if colon else said
    if shorter == said or not shorter.strip():
        return word, False
    return ControlWord(word.control, f"{number}:{shorter}"), True


def shown_spots(screen: Screen, position: Position) -> tuple[Spot, ...]:
    """Those of a block that the person has seen."""
    pending = position.pending
    seen = frozenset(pending.spots) if isinstance(pending, Confirming) else frozenset()
    return tuple(spot for spot in screen.spots if spot.id in seen)


def _confirmed(session: Session, position: Position, screen: Screen) -> Facts:
    spots = shown_spots(screen, position)
    keep(session, spots)
    return Facts(HERE, (Confirmed(spots),)) if spots else Facts(position, ())


def is_all_carried(session: Session, spots: Iterable[Spot]) -> bool:
    """Whether these are asked with what was answered last time beside each."""
    found = [session.carried(spot.items, spot.question) is not None for spot in spots]
    return bool(found) and all(found)


def keep(session: Session, spots: Iterable[Spot]) -> None:
    """These are answers of this interview from now on."""
    for spot in spots:
        session.keep(spot.items, spot.question)
