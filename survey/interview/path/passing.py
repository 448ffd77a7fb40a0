"""Questions that a chat cannot ask on the person's channel: passed over with the reason, never in silence."""

from collections.abc import Collection

from survey.interview.asks.hints import appearances
from survey.interview.asks.outline import Question
from survey.interview.path.events import PassedOver
from survey.interview.path.screens import Spot, next_screen, open_spots
from survey.interview.session.session import Session

PHOTO, FILE = "photo", "file"
"""What a channel may carry beside words."""

REASONS = ("photo", "draw", "signature", "annotate", "audio", "video", "file", "map", "printer")
"""Why a question is passed over: what it wants and this channel does not carry."""

_DRAWN = ("draw", "signature", "annotate")
PICTURES = frozenset({"photo", *_DRAWN})
"""What is answered by a photo: also a drawing or a signature on paper."""

_SENT = PICTURES | {"audio", "video", "file"}
_MEDIA = {"audio": "audio", "video": "video", "osm": "map"}


def wanted_by(question: Question) -> str:
    """What must be sent for this question: one of `REASONS`, "" where words do."""
    control = question.control
    if control.kind != "upload":
        return "printer" if "printer" in appearances(control) else ""
    media = control.mediatype.partition("/")[0]
    return (drawn(question) or "photo") if media == "image" else _MEDIA.get(media, "file")


def is_free(question: Question) -> bool:
    """Whether free words answer it, not figures that are typed as a text (căn cước, phone)."""
    control = question.control
    return control.kind == "input" and control.type == "string" and not question.hint_of("read")


def lacking(question: Question, carries: Collection[str]) -> str:
    """Which of `REASONS` keeps this question from being asked; "" where it can be answered."""
    wanted = wanted_by(question)
    vehicle = PHOTO if wanted in PICTURES else FILE
    return "" if vehicle in carries and wanted in _SENT else wanted


def drawn(question: Question) -> str:
    """Which of draw, signature and annotate a photo of paper stands in for; "" for other questions."""
    found = next((word for word in _DRAWN if word in appearances(question.control)), "")
    return found if question.control.kind == "upload" else ""


def pass_over(session: Session, carries: Collection[str]) -> tuple[PassedOver, ...]:
    """Leave out what stands next and cannot be asked, also where it is required: the form must not end there."""
    by_reason: dict[str, list[Spot]] = {}
    while True:
        waiting = open_spots(session, next_screen(session))
        beyond = [(spot, reason) for spot in waiting if (reason := lacking(spot.question, carries))]
        for spot, reason in beyond:
            session.skip(spot.items, spot.question, reason)
            by_reason.setdefault(reason, []).append(spot)
        if not beyond:
            break
    return tuple(PassedOver(tuple(spots), reason) for reason, spots in by_reason.items())
