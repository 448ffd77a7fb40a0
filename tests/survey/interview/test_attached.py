"""Locations, photos, sounds and files that are sent: taken by the question that wants them, and by no other."""

import pytest

from survey.coded import Words, coded
from survey.interview.path.events import Attached, PointAdded, Recorded, Refusal
from survey.interview.path.position import HERE
from survey.interview.path.screens import Spot
from tests.survey.interview.support.desk import Desk


def test_points_sent_one_by_one_are_a_line_and_an_area(desk: Desk) -> None:
    for name, points in (("duong", ("14.1 108.1", "14.2 108.2")), ("thua", ("14.1 108.1", "14.2 108.2", "14.3 108.1"))):
        desk.position = HERE
        for number, point in enumerate(points, start=1):
            turn = desk.send(name, Attached("location", f"{point} 0.0 5.0"))
            assert turn.events == (PointAdded(Spot(desk.session.outline.by_name[name], ()), number),)
            desk.send(name, Attached("location", f"{point} 0.0 5.0"))
        desk.say("xong")
    assert desk.shown("duong") == coded("shown.line", n="2")
    assert desk.shown("thua") == coded("shown.area", n="3")


def test_too_few_points_are_no_area(desk: Desk) -> None:
    desk.send("thua", Attached("location", "14.1 108.1 0.0 5.0"))
    turn = desk.say("xong")
    assert turn.events == (Refusal("point.shape_short", {"got": "1"}),)
    desk.send("thua", Attached("location", "14.2 108.2 0.0 5.0"))
    desk.send("thua", Attached("location", "14.3 108.1 0.0 5.0"))
    desk.say("xong")
    assert desk.shown("thua") == coded("shown.area", n="3")


def test_a_command_that_is_refused_keeps_the_points(desk: Desk) -> None:
    desk.send("duong", Attached("location", "14.1 108.1 0.0 5.0"))
    assert desk.say("sửa 99").events == (Refusal("interview.no_question", {"number": "99"}),)
    desk.send("duong", Attached("location", "14.2 108.2 0.0 5.0"))
    desk.say("xong")
    assert desk.shown("duong") == coded("shown.line", n="2")


SENT = [
    ("anh", Attached("photo", "k1", "image/jpeg"), coded("shown.image")),
    ("anh", Attached("file", "k1", "image/png"), coded("shown.image")),
    ("chu_ky", Attached("photo", "k1", "image/jpeg"), coded("shown.image")),
    ("ve", Attached("photo", "k1", "image/jpeg"), coded("shown.image")),
    ("tieng", Attached("file", "k1", "audio/ogg"), coded("shown.audio")),
    ("phim", Attached("file", "k1", "video/mp4"), coded("shown.video")),
    ("tep", Attached("file", "k1", "application/pdf"), coded("shown.file")),
    ("diem", Attached("location", "14.7 108.7 0.0 5.0"), "14.7, 108.7"),
]


@pytest.mark.parametrize(("name", "attached", "read_back"), SENT)
def test_what_is_sent_is_taken_by_the_question_that_wants_it(
    desk: Desk, name: str, attached: Attached, read_back: Words
) -> None:
    assert isinstance(desk.send(name, attached).events[0], Recorded)
    assert desk.shown(name) == read_back


NOT_SENT = [
    ("tieng", Attached("file", "k", "application/pdf"), "value.audio"),
    ("anh", Attached("file", "k", "application/pdf"), "value.photo"),
    ("chu", Attached("photo", "k", "image/jpeg"), "value.unwanted_photo"),
    ("chu", Attached("file", "k", "application/pdf"), "value.unwanted_file"),
    ("chu", Attached("location", "14.7 108.7 0.0 5.0"), "value.unwanted_location"),
]


@pytest.mark.parametrize(("name", "attached", "code"), NOT_SENT)
def test_what_nobody_asked_for_is_not_kept(desk: Desk, name: str, attached: Attached, code: str) -> None:
    assert desk.send(name, attached).events == (Refusal(code),)
    assert desk.value(name) is None
