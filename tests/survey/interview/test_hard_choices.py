"""Lists in which a number, a name or a word means two things: each choice can be typed, and what a refusal names is taken."""

import re
from pathlib import Path

import pytest

from handlers.talk.texts import load_texts
from handlers.talk.wording import in_words, sentence
from survey.coded import Words
from survey.interview.advance import current
from survey.interview.answers.examples import example_for
from survey.interview.answers.values import choices_of
from survey.interview.asks.outline import outline
from survey.interview.facts.screen import ScreenFacts, screen_facts
from survey.interview.facts.spot import SpotFacts
from survey.interview.path.events import Narrowed, Recorded, Refusal, Toggled
from survey.interview.path.pending import Narrowing, pending_of, pending_text
from survey.interview.path.screens import Spot
from survey.sheet import to_xform
from survey.xform import load_form
from tests.survey.interview.support.desk import ALL_TYPES, LISTS, Desk

TEXTS = load_texts({one.name: one.read_bytes() for one in Path("content/texts").glob("*.toml")})
LABELS = {
    "gia": ["0", "1", "2", "3 trở lên"],
    "sao": ["5", "4", "3", "2", "1"],
    "nam": ["2021", "2022", "2023"],
    "khoang": ["1-2 người", "3-4 người", "5 người trở lên"],
    "lan": ["0", "1", "Nhiều hơn"],
    "dau": ["+", "-", "±"],
    "gach": ["1. Có", "2. Không"],
}
MANY = {"cac_nam": "nam"}
LONG = {"thon": [*["Tân Lập"] * 20, "Hoà Bình"], "cac_thon": [f"Thôn {name}" for name in "ABCDEFGHIKLMNOPQ"]}


def _form() -> str:
    rows = [f"| | select_one {name} | {name} | {name}? | yes |" for name in LABELS]
    rows += [f"| | select_multiple {of} | {name} | {name}? | yes |" for name, of in MANY.items()]
    rows += [
        "| | select_one thon | thon | Thôn nào? | yes |",
        "| | select_multiple cac_thon | cac_thon | Các thôn? | yes |",
    ]
    listed = LABELS | LONG
    choices = [
        f"| | {name} | {name}{at} | {label} |" for name, labels in listed.items() for at, label in enumerate(labels)
    ]
    return "\n".join(
        [
            "| survey | | | | |", "| | type | name | label | required |", *rows, "",
            "| choices | | | |", "| | list_name | name | label |", *choices, "",
            "| settings | | | |", "| | form_title | form_id | version |", "| | Khó | kho | 1 |",
        ]
    )  # fmt: skip


OUTLINE = outline(load_form(to_xform("kho.md", _form().encode(), "md"), {}))
ALL = outline(load_form(to_xform(ALL_TYPES.name, ALL_TYPES.read_bytes(), "md"), LISTS))


@pytest.fixture
def hard() -> Desk:
    return Desk(OUTLINE)


def _facts(desk: Desk) -> SpotFacts:
    facts: ScreenFacts = screen_facts(desk.session, desk.position, current(desk.session, desk.position))
    assert isinstance(facts.asked, SpotFacts)
    return facts.asked


PLACES = [(name, place) for name, labels in LABELS.items() for place in range(len(labels))]


@pytest.mark.parametrize(("name", "place"), PLACES)
def test_what_is_written_before_a_choice_picks_that_choice(hard: Desk, name: str, place: int) -> None:
    """Without buttons, a choice is typed as it is shown: by its number, or by its label where that is one. What is asked back names a word for each."""
    facts = _put(hard, name)
    typed = facts.choices.typed(facts.choices.offered[place])
    found = hard.say(typed).events[0]
    if isinstance(found, Refusal):
        assert found.code == "choice.ambiguous_number"
        hard.put(name, f"mục {place + 1}")
    assert hard.value(name) == f"{name}{place}"


def test_only_labels_that_are_numbers_stand_without_places(hard: Desk) -> None:
    by_label = {name: _put(hard, name).choices.by_label for name in LABELS}
    assert [name for name, one in by_label.items() if one] == ["gia", "sao", "nam", "khoang"]


def _put(desk: Desk, name: str) -> SpotFacts:
    desk.position = type(desk.position)(focus=f"s{desk.session.outline.by_name[name].place}")
    return _facts(desk)


def test_equal_labels_of_a_long_list_are_offered_page_by_page_with_their_codes(hard: Desk) -> None:
    assert isinstance(hard.put("thon", "tân lập").events[0], Narrowed)
    facts = _facts(hard)
    assert (len(facts.choices.offered), facts.choices.page, facts.choices.pages) == (15, 1, 2)
    assert facts.choices.offered[1].label == "Tân Lập (thon1)"
    assert hard.say("trang 3").events[0] == Refusal("value.no_page", {"last": "2"})
    hard.say("trang 2")
    assert len(_facts(hard).choices.offered) == 5
    hard.say("2")
    assert hard.value("thon") == "thon16"


def test_the_code_that_is_shown_may_be_typed(hard: Desk) -> None:
    hard.put("thon", "Tân Lập (thon7)")
    assert hard.value("thon") == "thon7"


def test_names_of_a_long_list_come_one_after_the_other_until_done(hard: Desk) -> None:
    assert isinstance(hard.put("cac_thon", "thôn B").events[0], Toggled)
    assert isinstance(hard.say("thon D").events[0], Toggled)
    hard.say("xong")
    assert hard.value("cac_thon") == "cac_thon1 cac_thon3"


def test_a_page_outlives_the_turn() -> None:
    for pending in (Narrowing("tân lập"), Narrowing("tân lập", 1)):
        assert pending_of(*pending_text(pending)) == pending


# --- no dead end ------------------------------------------------------------------------------------------------------------------------

WRONG = ["khoảng đâu đó", "!!!", "12 hoặc 13", "1,2", "1-3", "99", "2", "30/2/2025", "thứ năm tuần trước", "-", "tám chín chục", "abc xyz",
         "bỏ qua", "không rõ", "xong", "Tân", "2021", "8 giờ", "3 triệu", "2025"]  # fmt: skip
_SHOWN = re.compile(r"(?:[Vv]í dụ|[Gg]õ(?: liền)?|hoặc|thì)(?: anh/chị gõ)?: ([^·]+?)(?:, hoặc\b|\. |$| · )")
_DONE_OTHERWISE = frozenset(
    {
        "value.constraint",
        "value.empty",
        "value.range",
        "value.step",
        "value.step_last",
        "value.no_choice",
        "required.choice",
        "interview.not_here",
    }
)
"""Refusals that name the limits, or send to the choices above, instead of an example."""


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(
    ("form", "name"),
    [
        (form, one.name)
        for form in (OUTLINE, ALL)
        for one in form.questions
        if one.control.kind not in {"upload", "odk:rank"}
    ],
)
def test_what_a_refusal_shows_is_understood_when_it_is_typed_back(form: object, name: str, wrong: str) -> None:
    desk = Desk(form)  # type: ignore[arg-type]  # named by the case that is played
    if not _is_open(desk, name):
        return
    refusal = next(iter(desk.put(name, wrong).events), None)
    if not isinstance(refusal, Refusal):
        return
    said = refusal.message or sentence(TEXTS, refusal.code, refusal.params)
    shown = [one.strip().rstrip(".") for one in _SHOWN.findall(said)]
    if not shown:
        assert refusal.message or refusal.code in _DONE_OTHERWISE or refusal.code.startswith(("required.", "value.")), (
            said
        )
        return
    taken = [one for one in shown if _is_taken(Desk(form), name, wrong, one)]  # type: ignore[arg-type]  # named by the case that is played
    assert taken, f"{name}: {said!r}: none of {shown}"


def _is_open(desk: Desk, name: str) -> bool:
    """Whether the question can be answered now: choices of a cascade come with an earlier answer."""
    question = desk.session.outline.by_name[name]
    if desk.session.node((), question) is None:
        return False
    return not question.control.is_select or bool(choices_of(desk.session, Spot(question, ())))


def _is_taken(desk: Desk, name: str, wrong: str, example: str) -> bool:
    desk.put(name, wrong)
    events = desk.say(example).events
    return not events or not isinstance(events[0], Refusal)


@pytest.mark.parametrize(("form", "name"), [(form, one.name) for form in (OUTLINE, ALL) for one in form.questions])
def test_the_example_of_a_question_is_taken(form: object, name: str) -> None:
    desk = Desk(form)  # type: ignore[arg-type]  # named by the case that is played
    question = desk.session.outline.by_name[name]
    if question.control.kind == "upload" or not _is_open(desk, name):
        return
    example: Words = example_for(desk.session, Spot(question, ()))
    events = desk.put(name, in_words(TEXTS, example)).events
    assert isinstance(events[0], Recorded | Toggled), (example, events)
