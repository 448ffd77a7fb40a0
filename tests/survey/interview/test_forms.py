"""What a form's author may write around the questions: notes, languages, long screens, repeats within screens."""

from datetime import date, datetime

from survey.coded import coded
from survey.interview.advance import advance, current
from survey.interview.answers.values import choices_of
from survey.interview.asks.outline import MOST_ON_A_SCREEN, outline
from survey.interview.lists.roster import name_of
from survey.interview.path.events import ListConfirmed, Recorded, Refusal, Typed
from survey.interview.path.position import HERE, Facts
from survey.interview.path.screens import Screen, ScreenKind, end_notes
from survey.interview.session.session import Session
from survey.sheet import to_xform
from survey.state import Record
from survey.xform import load_form

NOW = datetime.fromisoformat("2025-11-03T08:00+07:00")


def session_of(sheet: str, language: str | None = None) -> Session:
    form = load_form(to_xform("phieu.md", sheet.encode(), "md"), {})
    return Session(outline(form), Record({}, ()), now=NOW, language=language)


def say(session: Session, text: str) -> Facts:
    return advance(session, HERE, Typed(text), date(2025, 11, 3))


def now_asked(session: Session) -> Screen:
    return current(session, HERE)


def notes(session: Session) -> list[str]:
    return [session.note_text(control, items) for control, items in now_asked(session).notes]


FIXED = """| survey | | | | | |
| | type | name | label | readonly | default |
| | integer | a | A | | |
| | select_one m | mau | Màu | yes | x |
| | select_multiple m | nhieu | Nhiều màu | ${a} > 2 | x y |
| | integer | so | Số | yes | |
| | integer | b | B | | |
| choices | | | |
| | list_name | name | label |
| | m | x | Đỏ |
| | m | y | Xanh |
"""


def test_what_may_not_be_answered_is_read_out_with_its_value() -> None:
    session = session_of(FIXED)
    say(session, "3")
    assert now_asked(session).spots[0].question.name == "b"
    assert notes(session) == ["Màu: Đỏ", "Nhiều màu: Đỏ, Xanh", "Số"]


TRIED = """| survey | | | | | |
| | type | name | label | relevant | constraint |
| | integer | a | A | | . < 10 |
| | integer | b | B | ${a} > 50 | |
| | text | c | C | ${a} < 10 | |
"""


def test_a_value_that_is_refused_leaves_nothing_behind() -> None:
    """Neither on the path nor in memory: what it would have opened is not asked, and an earlier answer is as it was."""
    session = session_of(TRIED)
    questions = [session.outline.by_name[name] for name in "abc"]
    for earlier in ("", "3"):
        assert session.put((), questions[0], earlier)
        assert not session.put((), questions[0], "60")
        assert [node.value for one in questions if (node := session.node((), one)) is not None] == [earlier, "", ""]
        assert [session.asks((), one) for one in questions] == [True, False, bool(earlier)]


ACTED = """| survey | | | | | |
| | type | name | label | calculation | trigger |
| | integer | a | A | | |
| | text | b | B | concat('x', ${a}) | ${a} |
"""


def test_what_was_passed_over_is_not_filled_in_by_the_form() -> None:
    session = session_of(ACTED)
    a, b = (session.outline.by_name[name] for name in "ab")
    session.put((), a, "1")
    stored = session.stored((), b)
    assert stored is not None
    assert stored.value == "x1"
    session.skip((), b)
    session.put((), a, "2")
    stored = session.answers[session.key((), b)]
    assert (stored.value, stored.skipped) == ("", True)


NOTES = """| survey | | | | | |
| | type | name | label | readonly | calculation |
| | note | dau | Trước tiên | | |
| | integer | a | A | | |
| | integer | gap_doi | Gấp đôi | yes | ${a} * 2 |
| | integer | b | B của ${a} | | |
| | begin_repeat | cay | Cây | | |
| | text | giong | Giống | | |
| | note | het_cay | Hết một cây | | |
| | end_repeat | | | | |
| | note | cuoi | Hết, có ${a} | | |
"""


def test_notes_stand_above_what_follows_them_and_the_last_ones_at_the_end() -> None:
    session = session_of(NOTES)
    assert notes(session) == ["Trước tiên"]
    say(session, "3")
    assert notes(session) == ["Gấp đôi: 6"]
    assert session.label_at((), now_asked(session).spots[0].question) == "B của 3"
    for text in ("1", "2", "keo"):
        say(session, text)
    assert notes(session) == ["Hết một cây"]
    say(session, "quế")
    assert now_asked(session).kind is ScreenKind.ROSTER
    assert notes(session) == ["Hết một cây"]
    assert [session.note_text(*one) for one in end_notes(session)] == ["Hết, có 3"]


LONG = """| survey | | | |
| | type | name | label | appearance |
| | begin_group | dai | Dài | field-list |
{questions}
| | begin_repeat | cay | Cây | |
| | text | giong | Giống | |
| | end_repeat | | | |
| | end_group | | | |
"""


def test_a_long_screen_is_asked_in_several_and_its_repeat_behind_it() -> None:
    questions = "\n".join(f"| | integer | q{number} | Câu {number} | |" for number in range(1, 13))
    session = session_of(LONG.format(questions=questions))
    assert len(now_asked(session).spots) == MOST_ON_A_SCREEN
    say(session, " ".join("1" * MOST_ON_A_SCREEN))
    assert [spot.question.name for spot in now_asked(session).spots] == ["q11", "q12"]
    say(session, "5 6")
    assert now_asked(session).kind is ScreenKind.ROSTER


LANGUAGES = """| settings | |
| | default_language |
| | English (en) |
| survey | | | | | |
| | type | name | label::English (en) | label::Tiếng Việt (vi) | constraint | constraint_message::English (en) | constraint_message::Tiếng Việt (vi) |
| | integer | a | How many? | Có mấy? | . < 9 | Below 9. | Dưới 9. |
| | select_one m | m | Which? | Cái nào? | | | |
| choices | | | |
| | list_name | name | label::English (en) | label::Tiếng Việt (vi) |
| | m | x | Red | Đỏ |
"""


def test_vietnamese_where_the_form_has_it_and_another_language_where_it_is_wanted() -> None:
    for language, label, message, choice in (
        (None, "Có mấy?", "Dưới 9.", "Đỏ"),
        ("English (en)", "How many?", "Below 9.", "Red"),
    ):
        session = session_of(LANGUAGES, language)
        spot = now_asked(session).spots[0]
        assert session.label_at(spot.items, spot.question) == label
        assert say(session, "10").events == (Refusal("value.constraint", {}, spot, message),)
        say(session, "3")
        assert [one.label for one in choices_of(session, now_asked(session).spots[0])] == [choice]
        assert isinstance(say(session, choice).events[0], Recorded)


def test_without_vietnamese_it_is_the_forms_own_default() -> None:
    french = LANGUAGES.replace("Tiếng Việt (vi)", "Français (fr)")
    session = session_of(french)
    assert session.label_at((), now_asked(session).spots[0].question) == "How many?"


NESTED = """| survey | | | |
| | type | name | label | repeat_count |
| | begin_repeat | thua | Thửa | |
| | begin_repeat | cay | Cây | |
| | begin_repeat | canh | Cành | 2 |
| | text | la | Lá gì | |
| | end_repeat | | | |
| | end_repeat | | | |
| | end_repeat | | | |
"""


def test_repeats_in_repeats_say_where_one_is() -> None:
    session = session_of(NESTED)
    for text in ("1", "2"):
        say(session, text)
    screen = now_asked(session)
    roster = session.outline.roster_of(screen.items)
    assert roster is not None
    field, tree, branch = (coded("items.entry", title=title, number="1") for title in ("Thửa", "Cây", "Cành"))
    tree_of_field = coded("items.entry_within", outer=field, entry=tree)
    assert name_of(session, roster, screen.items) == coded("items.entry_within", outer=tree_of_field, entry=branch)
    for text in ("dài", "tròn", "nhọn", "to"):
        assert isinstance(say(session, text).events[0], Recorded)
    assert isinstance(say(session, "không").events[0], ListConfirmed)
    assert isinstance(say(session, "không").events[0], ListConfirmed)
    assert now_asked(session).kind is ScreenKind.REVIEW


ITEMS = [
    ("nhiều", "items.how_many"),
    ("-1", "items.how_many"),
    ("201", "items.too_many"),
    ("1 2", "items.how_many"),
]


def test_how_many_entries_is_one_number() -> None:
    for text, code in ITEMS:
        event = say(session_of(NESTED), text).events[0]
        assert isinstance(event, Refusal)
        assert event.code == code
