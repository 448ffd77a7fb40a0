"""What a long list costs at the first name that is typed, and what it costs to check a long form beside its converter alone."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from time import thread_time

from pyxform.xls2xform import convert

from bot.garbage import settle
from survey.interview.advance import advance, current
from survey.interview.asks.outline import outline
from survey.interview.facts.screen import screen_facts
from survey.interview.path.events import Typed
from survey.interview.path.position import HERE
from survey.interview.session.session import Session
from survey.sheet import check, to_xform
from survey.state import Record
from survey.xform import load_form

CHOICES, QUESTIONS = 10_000, 3_000
AIM_NAME, AIM_CHECK = 20.0, 2_000.0
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TYPED = ("Phạm", "Rin", "pham van rin", "Phạm Văn Rin Tơ", "khong co ai")
_FAMILY = ("Phạm", "Đinh", "Nguyễn", "Trần", "Lê", "Hồ", "Võ", "Bùi", "Đặng", "Huỳnh")
_MIDDLE = ("Văn", "Thị", "Hữu", "Đình", "Ngọc", "Quang", "Minh", "Xuân", "Thu", "Bá")
_GIVEN = ("Dắt", "Nía", "Rin", "Lót", "Rơ", "Bía", "Vế", "Chem", "Hòa", "Tơ")
_KINDS = ("integer", "text", "select_one co", "date", "decimal", "select_multiple mon")
_CHOICES = """
| choices | | | |
| | list_name | name | label |
| | co | co | Có |
| | co | khong | Không |
| | mon | tivi | Tivi |
| | mon | xe | Xe máy |
"""


def print_sizes() -> int:
    """Print the figures; how many aims are not met."""
    print(f"\na name typed into {CHOICES:,} choices that have just been shown, ms (aim ≤ {AIM_NAME:.0f})")
    names = dict(_names())
    print("  " + "   ".join(f"{text}: {took:.1f}" for text, took in names.items()))
    checked, alone = _check()
    print(
        f"\n{QUESTIONS:,} questions checked in {checked:,.0f} ms (aim ≤ {AIM_CHECK:,.0f}), {checked / alone:.1f} times the converter alone"
    )
    missed = [max(names.values()) > AIM_NAME, checked > AIM_CHECK]
    print(f"  {'NOT MET' if any(missed) else 'met'}")
    return sum(missed)


def _names() -> Iterator[tuple[str, float]]:
    """Milliseconds of each typed name, the first of which is the first that this form ever hears."""
    sheet = "| survey | | | |\n| | type | name | label |\n| | select_one_from_file ten.csv | ai | Ai? |\n"
    rows = "".join(f"k{place},{_name(place)}\n" for place in range(CHOICES))
    form = load_form(to_xform("ten", sheet.encode(), "md"), {"ten.csv": f"name,label\n{rows}".encode()})
    session = Session(outline(form), Record({}, ()), now=NOW)
    screen_facts(session, HERE, current(session, HERE))
    settle()
    for text in TYPED:
        yield text, _milliseconds(lambda text=text: advance(session, HERE, Typed(text), date(2026, 11, 23)))  # type: ignore[misc]  # a default argument keeps each its own text


def _name(place: int) -> str:
    parts = (_FAMILY[place % 10], _MIDDLE[place // 10 % 10], _GIVEN[place // 100 % 10], _GIVEN[place // 1000])
    return f"{' '.join(parts)} {place}"


def _check() -> tuple[float, float]:
    """Milliseconds of the check, and of nothing but the conversion in it."""
    rows = (
        f"| | {_KINDS[place % 6]} | q{place} | Câu hỏi {place} | {_relevant(place)} | {_limit(place)} |"
        for place in range(QUESTIONS)
    )
    sheet = (
        "| survey | | | | | |\n| | type | name | label | relevant | constraint |\n" + "\n".join(rows) + "\n" + _CHOICES
    )
    settle()
    checked = _milliseconds(lambda: _fit(sheet))
    return checked, _milliseconds(lambda: convert(sheet, file_type=".md"))


def _fit(sheet: str) -> None:
    assert check("dai.md", sheet.encode(), "md") == []


def _relevant(place: int) -> str:
    if place % 6 == 4:
        return f"${{q{place - 2}}} = 'co'"
    return f"${{q{place - 6}}} > 3" if place % 6 == 0 and place else ""


def _limit(place: int) -> str:
    return ". < 120" if place % 6 == 0 else ""


def _milliseconds(work: Callable[[], object]) -> float:
    """Of this thread alone: others on the machine cost nothing here."""
    began = thread_time()
    work()
    return (thread_time() - began) * 1000
