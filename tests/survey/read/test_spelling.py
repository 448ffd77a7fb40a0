"""What nobody sees in a message is no part of it: an answer that looks empty is empty, and none turns the words around it."""

import pytest

from survey.read.spelling import normalise, normalise_all

UNSEEN = {
    "soft hyphen": "\u00ad",
    "joiner of graphemes": "\u034f",
    "direction marks": "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "fillers of Korean": "\u115f\u1160\u3164\uffa0",
    "blanks without width": "\u180e\u200b\u200c\u200d\u2060\ufeff",
    "empty pattern of Braille": "\u2800",
    "letters of tags": "\U000e0041\U000e007f",
}


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_is_not_seen_is_left_out(kind: str) -> None:
    for mark in UNSEEN[kind]:
        assert (normalise(mark), normalise(f"Phạm{mark} Dắt")) == ("", "Phạm Dắt"), hex(ord(mark))
        assert normalise_all([f"Lót{mark}", mark]) == ["Lót", ""]


def test_what_is_seen_stays() -> None:
    assert normalise("  Hrê – H'rê\u00a0… 👍 ²") == "Hrê - H'rê … 👍 ²"
