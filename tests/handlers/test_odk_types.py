"""ODK's own form of all question types, walked from the first question to the last by typing alone."""

from datetime import date, datetime
from pathlib import Path

import pytest

from bot.channels.render import render
from handlers.asking.screen import ask
from handlers.asking.view import View
from survey.interview.advance import advance, current
from survey.interview.answers.group import example_type
from survey.interview.answers.numbers import bounds
from survey.interview.answers.recording import asked_spots
from survey.interview.answers.values import choices_of
from survey.interview.asks.outline import Outline, outline
from survey.interview.facts.screen import screen_facts
from survey.interview.path.events import ItemsAdded, ListConfirmed, PassedOver, Recorded, Typed
from survey.interview.path.passing import pass_over
from survey.interview.path.position import HERE
from survey.interview.path.screens import Screen, ScreenKind, Spot
from survey.interview.session.session import Session
from survey.read import Control, ControlWord
from survey.sheet import to_xform
from survey.state import Record
from survey.written import exact_number
from survey.xform import load_form
from tests.handlers.support.all_types import WORDS
from tests.support.conversation import CHANNEL_WORDS, shared_services

MATERIAL = Path(__file__).parents[2].parent / "shared" / "conformance"
FORM = next((MATERIAL / "xlsforms").glob("all-question-types-*.xlsx"), None)
NOW = datetime.fromisoformat("2025-11-03T08:00+07:00")
TODAY = date(2025, 11, 3)
REPLIES = {
    "string": "một câu",
    "int": "7",
    "decimal": "2,5",
    "date": "20/11/2027",
    "month": "3/2025",
    "year": "2025",
    "time": "08:30",
    "dateTime": "5/3/2025 08:30",
    "geopoint": "14.7654 108.7321",
    "geotrace": "14.1 108.1; 14.2 108.2",
    "geoshape": "14.1 108.1; 14.2 108.2; 14.3 108.1",
    "barcode": "8934567890123",
}

pytestmark = pytest.mark.skipif(FORM is None, reason="the conformance material is not beside the repository")


@pytest.fixture(scope="module")
def odk_form() -> Outline:
    assert FORM is not None
    lists = {path.name: path.read_bytes() for path in MATERIAL.rglob("*") if path.suffix in {".csv", ".geojson"}}
    return outline(load_form(to_xform(FORM.name, FORM.read_bytes(), "xlsx"), lists))


def reply_to(session: Session, spot: Spot) -> str:
    """What a person types for this question: labels rather than numbers, so that long lists are answered too."""
    control = spot.question.control
    if control.kind == "trigger":
        return "ok"
    if control.kind == "range":
        return exact_number(bounds(control)[1])
    if control.kind == "rank":
        return ",".join(str(number) for number in range(len(choices_of(session, spot)), 0, -1))
    return choices_of(session, spot)[0].label if control.is_select else REPLIES[example_type(control)]


def reply(session: Session, screen: Screen) -> Typed | ControlWord:
    if screen.kind is ScreenKind.ROSTER:
        assert screen.roster is not None
        return ControlWord(Control.ENOUGH) if session.members(screen.roster.repeat, screen.items) else Typed("1")
    return Typed("\n".join(reply_to(session, spot) for spot in asked_spots(session, screen)))


def test_from_the_first_question_to_the_last(odk_form: Outline) -> None:
    session = Session(odk_form, Record({}, ()), now=NOW)
    passed: list[PassedOver] = []
    for _ in range(200):
        passed += pass_over(session, frozenset())
        screen = current(session, HERE)
        if screen.kind is ScreenKind.REVIEW:
            break
        message = ask(View(shared_services().texts, 1, 1), screen_facts(session, HERE, screen))
        parts = render(message, WORDS, CHANNEL_WORDS).parts
        assert all(0 < len(part) <= WORDS.max_text for part in parts)
        turn = advance(session, HERE, reply(session, screen), TODAY)
        assert isinstance(turn.events[0], Recorded | ItemsAdded | ListConfirmed), (screen.id, turn.events)
    assert current(session, HERE).kind is ScreenKind.REVIEW
    left = {spot.question.name for event in passed for spot in event.spots}
    stored = {key.name: one for key, one in session.answers.items()}
    for question in odk_form.questions:
        if question.name in left:
            assert stored[question.name].skipped
        else:
            assert stored[question.name].value, question.name


def test_only_what_words_cannot_say_is_passed_over(odk_form: Outline) -> None:
    session = Session(odk_form, Record({}, ()), now=NOW)
    reasons: dict[str, set[str]] = {}
    while current(session, HERE).kind is not ScreenKind.REVIEW:
        for event in pass_over(session, frozenset()):
            reasons.setdefault(event.reason, set()).update(spot.question.name for spot in event.spots)
        screen = current(session, HERE)
        if screen.kind is not ScreenKind.REVIEW:
            advance(session, HERE, reply(session, screen), TODAY)
    assert reasons == {
        "printer": {"printer"},
        "photo": {"image", "image_no_choose", "selfie_image", "ex_image", "image_custom_app"},
        "draw": {"draw_image"},
        "annotate": {"annotate_image"},
        "signature": {"signature"},
        "audio": {"audio", "ex_audio"},
        "video": {"video", "ex_video"},
        "file": {"file", "ex_file"},
    }
