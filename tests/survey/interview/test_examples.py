"""What a refusal shows as an example is taken when it is typed back at that question."""

import tomllib
from pathlib import Path

import pytest

from survey.coded import Coded, Words
from survey.interview.answers.examples import example_for
from survey.interview.path.events import Recorded, Refusal
from survey.interview.path.screens import Spot
from tests.survey.interview.conftest import Talk
from tests.survey.interview.support.desk import Desk

SENTENCES: dict[str, str] = tomllib.loads(Path("content/texts/phieu.toml").read_text("utf-8"))
TYPED = [
    *("chu", "chu_so", "nhieu_dong", "kin", "nguyen", "lon", "le", "thang_diem", "nua_diem", "chon", "hang", "likert", "xa"),
    *("chon_nhieu", "xa_nhieu", "khac", "cay", "xao", "hang_muc", "ngay", "nam", "thang", "gio", "luc", "diem", "duong"),
    *("thua", "ma_vach", "doc"),
]  # fmt: skip
"""All questions of the form of all types that are answered by typing."""

WRONG = ["khoảng đâu đó", "!!!", "12 hoặc 13", "30/2/2025", "-", "tám chín chục", "abc xyz"]


@pytest.mark.parametrize("name", TYPED)
def test_the_example_is_taken(desk: Desk, name: str) -> None:
    spot = Spot(desk.session.outline.by_name[name], ())
    assert isinstance(desk.put(name, _words(example_for(desk.session, spot))).events[0], Recorded)


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("name", TYPED)
def test_a_refusal_leads_on(desk: Desk, name: str, wrong: str) -> None:
    """Where the sentence of a refusal has an example of its own for this question, the example is taken."""
    events = desk.put(name, wrong).events
    refusal = events[0] if events else None
    if isinstance(refusal, Refusal) and refusal.code.partition(".")[0] in {"number", "date", "required"}:
        shown = refusal.params.get("example")
        assert shown is None or isinstance(desk.put(name, _words(shown)).events[0], Recorded), (refusal, shown)


def _words(words: Words) -> str:
    if isinstance(words, str):
        return words
    assert isinstance(words, Coded)
    return SENTENCES[words.code].format(**{name: _words(value) for name, value in words.params})


def test_an_example_respects_the_form(family: Talk) -> None:
    family.type("không ai", "1 2 3")
    refusal = family.type("tầm vài phòng, 1, 1")[0]
    assert isinstance(refusal, Refusal)
    spot = Spot(family.session.outline.by_name["phong"], ())
    assert example_for(family.session, spot) == "5"


def test_several_answers_are_asked_for_with_an_example(family: Talk) -> None:
    refusal = family.type("không ai", "40")[0]
    assert isinstance(refusal, Refusal)
    assert refusal.code == "column.count"
    family.type(_words(refusal.params["example"]))
    assert family.value("tuoi", ("nguoi", "3")) == "40"


def test_who_is_not_clear_is_asked_by_name(family: Talk) -> None:
    refusal = family.type("không ai", "hai đứa nhỏ 5")[0]
    assert isinstance(refusal, Refusal)
    assert refusal.code == "who.vague"
