"""A calculation that fails loses nothing, and every limit is a sentence before anything is built."""

from datetime import date, datetime

from survey.interview.advance import advance
from survey.interview.asks.outline import outline
from survey.interview.path.events import NoResult, Recorded, Refusal, Typed
from survey.interview.path.position import HERE, Facts
from survey.interview.path.screens import next_screen
from survey.interview.session.session import Session
from survey.sheet import to_xform
from survey.state import AnswerKey, Record
from survey.xform import load_form

NOW = datetime.fromisoformat("2025-11-03T08:00+07:00")
HEADER = "| survey |\n| | type | name | label | calculation | constraint | relevant | repeat_count |\n"


def session_of(*rows: str) -> Session:
    form = load_form(to_xform("f.md", (HEADER + "".join(f"| | {row} |\n" for row in rows)).encode(), "md"))
    return Session(outline(form), Record({}, ()), now=NOW)


def say(session: Session, text: str) -> Facts:
    return advance(session, HERE, Typed(text), date(2025, 11, 3))


def value(session: Session, name: str) -> str:
    return session.instance.nodes(("data", name))[0].value


YEAR = (
    "integer | nam | Năm?",
    "integer | thang | Tháng?",
    "calculate | ngay | | if(${nam} = '', '', date(concat(${nam}, '-', ${thang}, '-01')))",
    "text | ghi | Ghi?",
)


def test_the_answer_stays_and_the_reason_is_told() -> None:
    session = session_of(*YEAR)
    recorded, lost = say(session, "1990").events
    assert isinstance(recorded, Recorded)
    assert isinstance(lost, NoResult)
    assert lost.told == ({"name": "ngay", "reason": "“1990--01” không phải là ngày có thật"},)
    assert session.answers[AnswerKey((), "nam")].value == "1990"
    assert [type(one) for one in say(session, "12").events] == [Recorded], "it has a result now"
    assert value(session, "ngay") == "1990-12-01"
    assert session.failed() == ()


def test_a_form_that_fails_from_the_start_can_be_filled_in() -> None:
    session = session_of(
        *YEAR[:2], "calculate | ngay | | date(concat(${nam}, '-', ${thang}, '-01'))", "text | ghi | Ghi?"
    )
    for text in ("1990", "12", "x"):
        assert isinstance(say(session, text).events[0], Recorded)
    assert value(session, "ngay") == "1990-12-01"


def test_what_cannot_be_decided_is_asked_and_taken() -> None:
    session = session_of(
        "integer | nam | Năm?",
        "text | b | B? | | | date(concat(${nam}, '-x')) < today()",
        "text | c | C? | | date(concat(., '-x')) < today() |",
    )
    say(session, "1990")
    assert next_screen(session).spots[0].question.name == "b"
    say(session, "x")
    assert isinstance(say(session, "y").events[0], Recorded)
    assert {one.part for one in session.failed()} == {"relevant", "constraint"}


COUNTED = ("integer | n | Mấy?", "begin_repeat | r | R | | | | ${n}", "text | a | A?", "end_repeat", "text | z | Z?")


def test_a_count_over_the_limit_is_refused_with_the_limit() -> None:
    session = session_of(*COUNTED)
    (refusal,) = say(session, "1001").events
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.params) == ("value.limit_items", {"most": "1.000"})
    assert session.answers == {}
    assert not session.instance.nodes(("data", "r"))
    say(session, "2")
    assert len(session.instance.nodes(("data", "r"))) == 2


def test_items_within_items_over_the_limit_are_refused_with_the_limit() -> None:
    session = session_of(
        "integer | n | Mấy?", "begin_repeat | r | R | | | | ${n}", "begin_repeat | s | S | | | | 60",
        "text | a | A?", "end_repeat", "end_repeat", "text | z | Z?",
    )  # fmt: skip
    (refusal,) = say(session, "999").events
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.params) == ("value.limit_nodes", {"most": "50.000"})
    say(session, "2")
    assert len(session.instance.nodes(("data", "r", "s", "a"))) == 120


def test_a_turn_has_a_budget_as_a_whole() -> None:
    """Each calculation stays within its own limit; all of them together do not."""
    many = [f"calculate | c{n} | | count(${{r}}[count(${{r}}[position() > 0]) >= 2]) + {n}" for n in range(80)]
    session = session_of(*COUNTED[:-1], *many, "text | z | Z?")
    (refusal,) = say(session, "300").events
    assert isinstance(refusal, Refusal)
    assert refusal.code == "value.limit_steps"
    assert session.answers == {}
    assert isinstance(say(session, "2").events[0], Recorded)
    assert value(session, "c0") == "2"
