"""What is shown, asked, complete and handed in follows from the answers alone: an interview in memory and one restored before every turn are the same."""

from collections.abc import Mapping
from datetime import date, datetime
from random import Random

import pytest

from survey.interview.advance import advance, current
from survey.interview.answers.values import choices_of
from survey.interview.asks.outline import Outline, outline
from survey.interview.facts.value import NOTHING, shown
from survey.interview.path.events import Typed
from survey.interview.path.position import Position
from survey.interview.path.screens import Screen, ScreenKind, Spot, is_open, path
from survey.interview.session.session import Session
from survey.read import ControlWord, control_word
from survey.sheet import to_xform
from survey.state import AnswerKey, Record, Stored
from survey.xform import Instance, load_form
from tests.survey.xform.support.form_maker import Maker

NOW = datetime.fromisoformat("2025-11-03T08:00+07:00")
TODAY = date(2025, 11, 3)
HEADER = "| | type | name | label | choice_filter | required | default | calculation | relevant | appearance | constraint | repeat_count |\n"
LISTS = """| choices |
| | list_name | name | label | tinh | huyen |
| | tinh | qn | Quảng Ngãi | | |
| | tinh | qnam | Quảng Nam | | |
| | huyen | bt | Ba Tơ | qn | |
| | huyen | st | Sơn Tây | qn | |
| | huyen | tp | Tiên Phước | qnam | |
| | xa | x1 | Ba Vì | | bt |
| | xa | x2 | Ba Tô | | bt |
| | xa | x3 | Sơn Dung | | st |
| | xa | x4 | Tiên Lộc | | tp |
| | co | co | Có | | |
| | co | khong | Không | | |
"""
CASCADE = (
    "select_one tinh | t | Tỉnh? | | yes",
    "select_one huyen | h | Huyện? | tinh=${t} | yes",
    "select_one xa | x | Xã? | huyen=${h} | yes | | | | minimal",
)
FORMS = {
    "cascade": (*CASCADE, "note | n | Đã chọn ${t}/${h}/${x}", "text | g | Ghi?"),
    "several": (CASCADE[0], "select_multiple huyen | h | Huyện? | tinh=${t} | yes", "text | g | Ghi?"),
    "several of them, refused": (
        CASCADE[0], "select_multiple huyen | h | Huyện? | tinh=${t} | yes | | | | | count-selected(.) < 2", "text | g | Ghi?",
    ),
    "ranks": (CASCADE[0], "rank huyen | h | Huyện? | tinh=${t} | yes", "text | g | Ghi?"),
    "in a list": ("begin_repeat | r | R", *CASCADE, "end_repeat", "text | g | Ghi?"),
    "counted": ("integer | n | Mấy? | | yes", "begin_repeat | r | R | | | | | | | | ${n}", *CASCADE, "end_repeat"),
    "from a list": (
        *("begin_repeat | r | R", "text | ten | Tên? | | yes", "end_repeat", "select_one ${ten} | ai | Ai? | | yes"),
        "text | g | Ghi?",
    ),
    "first values": (
        *("text | a | A?", "date | d | Ngày? | | yes | today()", "text | l | Lời? | | | concat('Chào ', ${a})"),
        *("select_one co | c | Điện? | | | if(1=1, 'co', 'khong')", "text | g | Ghi ${d}?"),
    ),
    "first values in a list": (
        *("text | a | A?", "begin_repeat | r | R", "date | d | Ngày? | | yes | today()"),
        *("text | l | Lời? | | | concat('Chào ', ${a})", "end_repeat", "text | g | Ghi?"),
    ),
    "a count that is optional": (
        *("integer | n | Mấy? | | | | | | | . < 4", "begin_repeat | r | R | | | | | | | | ${n}", "text | a | A?", "end_repeat"),
        "text | g | Ghi?",
    ),
    "bounds": (
        *("integer | a | A? | | yes", "integer | b | B? | | yes | | | | | . <= ${a}", "text | c | C? | | | | | ${b} > 3"),
        *("calculate | k | | | | | date(concat(${a}, '-01-', ${b}))", "text | g | Ghi ${k}?"),
    ),
}  # fmt: skip
WORDS = ("1", "2", "3", "5", "1 2", "2 1", "đủ", "xong", "bỏ qua", "giữ", "thêm", "xoá 1", "Ba", "x", "04/11/2025")


def written(rows: tuple[str, ...]) -> Outline:
    text = "| survey |\n" + HEADER + "".join(f"| | {row} |\n" for row in rows) + LISTS
    return outline(load_form(to_xform("f.md", text.encode(), "md")))


def begun(form: Outline) -> Record:
    """As an interview begins: what the form itself puts in is offered where it is asked, else stored."""
    instance, model = Instance.new(form.form, NOW, seed=1), form.form.model
    first = [change for change in instance.drain() if not change.key.items and change.value]
    return Record({one.key: Stored(one.value, model.leaf(one.key) in model.offered) for one in first}, ())


def session_of(form: Outline, record: Record) -> Session:
    return Session(form, record, now=NOW, seed=1)


def record_of(session: Session) -> Record:
    return Record(dict(session.answers), tuple(session.items.values()))


def state(session: Session) -> dict[str, object]:
    """All that a person, an official or a file gets to see of it."""
    nodes = {
        (node.path(), session.instance.item_path(node)): (node.value, node.kept, node.relevant)
        for node in session.instance.root.walk()
        if not node.children
    }
    screens = {
        screen.id: (is_open(session, screen), [(spot.number, seen(session, spot)) for spot in screen.spots])
        for screen in path(session)
    }
    return {"nodes": nodes, "screens": screens, "answers": dict(session.answers), "items": dict(session.items)}


def seen(session: Session, spot: Spot) -> tuple[object, ...]:
    items, question = spot.items, spot.question
    return shown(session, spot), session.given(items, question), session.settled(items, question)


def reply(session: Session, screen: Screen, rng: Random) -> ControlWord | Typed:
    if rng.random() < 0.15:
        numbers = [spot.number for one in path(session) for spot in one.spots]
        if numbers:
            word = control_word(f"sửa {rng.choice(numbers)}", text_question_open=False)
            assert word is not None
            return word
    selects = [spot for spot in screen.spots if spot.question.control.is_select]
    labels = [choice.label for spot in selects for choice in choices_of(session, spot)]
    text = rng.choice(labels if labels and rng.random() < 0.6 else WORDS)
    return control_word(text, text_question_open=False) or Typed(text)


def complete(session: Session) -> None:
    """At the review nothing that is required is missing in what would be handed in, and nothing is in it that is not on offer."""
    for screen in path(session):
        for spot in screen.spots:
            node = session.node(spot.items, spot.question)
            assert node is not None
            assert node.value or not session.required(spot.items, spot.question), spot.number
            assert session.instance.constraint_ok(node), spot.number
            if spot.question.control.is_select:
                offered = {choice.value for choice in choices_of(session, spot)}
                parts = [node.value] if spot.question.control.kind == "select1" else node.value.split()
                assert not node.value or offered.issuperset(parts), spot.number


def play(form: Outline, seed: int, turns: int) -> Mapping[str, int]:
    """Both interviews side by side: the same replies, the same facts, the same state after each."""
    rng = Random(seed)
    kept = session_of(form, begun(form))
    record, position = begun(form), Position()
    reviewed = 0
    for turn in range(turns):
        fresh = session_of(form, record)
        assert state(fresh) == state(kept), f"seed {seed}, before turn {turn}"
        screen = current(kept, position)
        if screen.kind is ScreenKind.REVIEW:
            complete(kept)
            reviewed += 1
        said = reply(kept, screen, rng)
        ours, theirs = advance(kept, position, said, TODAY), advance(fresh, position, said, TODAY)
        assert ours == theirs, f"seed {seed}, turn {turn}: {said}"
        assert kept.drain() == fresh.drain(), f"seed {seed}, turn {turn}: {said}"
        assert state(fresh) == state(kept), f"seed {seed}, turn {turn}: {said}"
        record, position = record_of(fresh), ours.position
        fresh.close()
    kept.close()
    return {"reviewed": reviewed}


@pytest.mark.parametrize("name", FORMS)
def test_one_session_and_one_restored_before_every_turn_are_the_same(name: str) -> None:
    form = written(FORMS[name])
    reviewed = sum(play(form, seed, 45)["reviewed"] for seed in range(12))
    assert reviewed, "no interview came to its end: nothing was shown of being complete"


@pytest.mark.parametrize("batch", range(4))
def test_forms_that_nobody_wrote_have_one_state_too(batch: int) -> None:
    for seed in range(batch * 10, batch * 10 + 10):
        play(outline(load_form(Maker(Random(seed)).form())), seed, 12)


def test_a_choice_that_is_not_on_offer_any_more_counts_as_not_given() -> None:
    form = written(FORMS["cascade"])
    session, position = session_of(form, begun(form)), Position()
    for text in ("1", "1", "Ba Tô"):
        position = advance(session, position, Typed(text), TODAY).position
    edit = control_word("sửa 1", text_question_open=False)
    assert edit is not None
    position = advance(session, position, edit, TODAY).position
    position = advance(session, position, Typed("2"), TODAY).position
    screen = current(session, position)
    assert screen.spots[0].question.name == "h"
    assert [shown(session, spot) for one in path(session) for spot in one.spots][1:3] == [NOTHING, NOTHING]
    assert session.answers[AnswerKey((), "h")].value == "bt", "it comes back with the province"


def test_a_first_value_is_offered_and_not_taken() -> None:
    form = written(FORMS["first values"])
    session = session_of(form, begun(form))
    asked = []
    for text in ("An", "giữ", "giữ", "giữ", "x"):
        spot = current(session, Position()).spots[0]
        asked.append((spot.question.name, session.given(spot.items, spot.question)))
        advance(session, Position(), Typed(text), TODAY)
    assert asked == [("a", ""), ("d", "2025-11-03"), ("l", "Chào "), ("c", "co"), ("g", "")]
    assert session.answers[AnswerKey((), "d")] == Stored("2025-11-03")
