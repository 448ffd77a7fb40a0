"""Where a person is, as it lies in the database: open conversations of version 0.1 go on after the upgrade."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.talk import asked
from handlers.talk.asked import Asked
from handlers.talk.dialog import Dialog, dialog_from_json, dialog_to_json, read_dialog
from handlers.talk.pending import (
    Cancelling,
    Checking,
    Publishing,
    SmallQuestion,
    Sorting,
    Visiting,
    screen_name,
    small_of,
    small_text,
)
from storage.records import Outcome, Purpose
from survey.interview.path.pending import Narrowing, Pending, Points, Removing, pending_of, pending_text

PENDING: list[tuple[tuple[str, str], Pending]] = [
    (("remove", "thanh_vien:2"), Removing(((("thanh_vien", "2"),),))),
    (("remove", "thanh_vien:2 thanh_vien:3"), Removing(((("thanh_vien", "2"),), (("thanh_vien", "3"),)))),
    (("remove", "ruong:1/vu:2"), Removing(((("ruong", "1"), ("vu", "2")),))),
    (("narrow", "sơn"), Narrowing("sơn")),
    (("narrow", "ba t/x"), Narrowing("ba t/x")),
    (("places", "7"), Points("7")),
]

SMALL: list[tuple[tuple[str, str], SmallQuestion, str]] = [
    (("cancel", ""), Cancelling(), "cancel"),
    (
        ("check", '[3, "2025-11-03T08:00:00+00:00", 2]'),
        Checking(3, "2025-11-03T08:00:00+00:00", 2),
        'check:[3, "2025-11-03T08:00:00+00:00", 2]',
    ),
    (("visit", "absent"), Visiting(Outcome.ABSENT), "visit:absent"),
    (("visit", "not_found"), Visiting(Outcome.NOT_FOUND), "visit:not_found"),
    (("publish", "purpose"), Publishing(), "publish:purpose"),
    (("publish", "confirm:free"), Publishing(Purpose.FREE), "publish:confirm:free"),
    (
        ("file", '["0f", "sổ.xlsx", "x/y", true]'),
        Sorting("0f", "sổ.xlsx", "x/y", either=True),
        'file:["0f", "sổ.xlsx", "x/y", true]',
    ),
]


@pytest.mark.parametrize(("text", "pending"), PENDING)
def test_what_the_interview_asks_in_between_is_stored_and_read_back(text: tuple[str, str], pending: Pending) -> None:
    assert pending_text(pending) == text
    assert pending_of(*text) == pending


@pytest.mark.parametrize(("text", "small", "screen"), SMALL)
def test_a_small_question_is_stored_and_read_back(text: tuple[str, str], small: SmallQuestion, screen: str) -> None:
    assert small_text(small) == text
    assert small_of(*text) == small
    assert screen_name(small) == screen


@given(st.sampled_from(["remove", "narrow", "places", "cancel", "visit", "publish", "file", ""]) | st.text(), st.text())
def test_any_pair_of_words_is_one_of_them_or_nothing(kind: str, about: str) -> None:
    pending, small = pending_of(kind, about), small_of(kind, about)
    assert pending is None or small is None
    assert pending is None or pending_of(*pending_text(pending)) == pending
    assert small is None or small_of(*small_text(small)) == small


STORED = [
    ("", Dialog()),
    ("{}", Dialog()),
    (
        '{"interview":13,"asked":"i/13/consent","asked_rows":[157]}',
        Dialog(interview=13, asked=asked.consent(13), asked_rows=(157,)),
    ),
    (
        '{"interview":32,"pending":["cancel",""],"asked":"i/32/cancel","asked_rows":[288]}',
        Dialog(interview=32, small=Cancelling(), asked=asked.small(32, Cancelling()), asked_rows=(288,)),
    ),
    (
        '{"interview":9,"pending":["visit","not_found"],"asked":"i/9/visit/not_found","asked_rows":[218]}',
        Dialog(
            interview=9,
            small=Visiting(Outcome.NOT_FOUND),
            asked=asked.small(9, Visiting(Outcome.NOT_FOUND)),
            asked_rows=(218,),
        ),
    ),
    (
        (
            '{"interview":19,"pending":["remove","thanh_vien:2 thanh_vien:3"],'
            '"asked":"i/19/r1/1,2,3,4/removethanh_vien:2 thanh_vien:3","asked_rows":[184]}'
        ),
        Dialog(
            interview=19,
            pending=PENDING[1][1],
            asked=asked.screen(19, "r1", "1,2,3,4", PENDING[1][1]),
            asked_rows=(184,),
        ),
    ),
    (
        '{"interview":27,"focus":"s4","pending":["narrow","ba t"],"draft":["sh"],"asked":"i/27/s4/1:4/narrowba t"}',
        Dialog(
            interview=27,
            focus="s4",
            pending=Narrowing("ba t"),
            draft=("sh",),
            asked=asked.screen(27, "s4", "1:4", Narrowing("ba t")),
        ),
    ),
    (
        '{"interview":28,"focus":"s7","pending":["places","7"],"draft":["14.1 108.1"],"asked":"i/28/s7/1:7/places7"}',
        Dialog(
            interview=28,
            focus="s7",
            pending=Points("7"),
            draft=("14.1 108.1",),
            asked=asked.screen(28, "s7", "1:7", Points("7")),
        ),
    ),
    ('{"interview":21,"asked":"i/21/end//"}', Dialog(interview=21, asked=asked.screen(21, "end", "", None))),
    ('{"pending":["publish","purpose"],"upload":4}', Dialog(small=Publishing(), upload=4)),
    ('{"pending":["publish","confirm:free"],"upload":5}', Dialog(small=Publishing(Purpose.FREE), upload=5)),
    ('{"interview":42,"trial":true}', Dialog(interview=42, trial=True)),
    ('{"language":"English (en)","found":[225],"ended":84}', Dialog(language="English (en)", found=(225,), ended=84)),
    ('{"pending":["to come","x"],"unknown":1}', Dialog()),
]
"""As version 0.1 stored them, and what a later version may store."""


@pytest.mark.parametrize(("text", "dialog"), STORED)
def test_a_dialogue_of_version_0_1_is_open_where_it_was(text: str, dialog: Dialog) -> None:
    assert dialog_from_json(text) == dialog
    assert dialog_from_json(dialog_to_json(dialog)) == dialog


def test_a_small_question_and_what_waits_behind_it_are_both_kept() -> None:
    dialog = Dialog(interview=1, pending=Narrowing("sơn"), draft=("sh",), small=Cancelling())
    assert dialog_from_json(dialog_to_json(dialog)) == dialog
    assert json.loads(dialog_to_json(Dialog())) == {}


NAMES: list[tuple[Asked, str]] = [
    (asked.consent(13), "i/13/consent"),
    (asked.small(8, Cancelling()), "i/8/cancel"),
    (asked.small(17, Visiting(Outcome.ABSENT)), "i/17/visit/absent"),
    (asked.screen(14, "r1", "2,3,4", None), "i/14/r1/2,3,4/"),
    (asked.screen(30, "p15.1.2", "1:15.1.2:1,2", None), "i/30/p15.1.2/1:15.1.2:1,2/"),
    (asked.screen(26, "s3", "1:3", Narrowing("sơn")), "i/26/s3/1:3/narrowsơn"),
    (asked.file("0f"), "file/0f"),
    (asked.upload(4, None), "f/4/"),
    (asked.upload(4, Publishing()), "f/4/purpose"),
    (asked.upload(4, Publishing(Purpose.REVIEW)), "f/4/confirm:review"),
]


@pytest.mark.parametrize(("name", "written"), NAMES)
def test_a_question_keeps_the_name_under_which_open_conversations_know_it(name: Asked, written: str) -> None:
    assert name == written


@pytest.mark.parametrize(
    "stored", ["[", "null", "[1]", '{"asked_rows": 3}', '{"pending": 7}', '{"small": ["visiting"]}']
)
def test_a_dialogue_that_cannot_be_read_locks_nobody_out(stored: str) -> None:
    assert read_dialog(stored) == Dialog()
