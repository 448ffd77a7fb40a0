"""Nothing is taken for what its sender did not see: a bare number after something else was said is asked about, never taken."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.records import AssignmentState
from tests.handlers.support.all_types import TAPS, begin, commune_with
from tests.support.conversation import Office, Phone

SHEET = """| settings | |
| | version |
| | 1 |
| survey | | | |
| | type | name | label |
| | integer | a | Có mấy người? |
| | integer | b | Có mấy trâu? |
| | integer | c | Có mấy bò? |
"""
ASIDE = ["/start", "danh sách", "/danhsach 2", "bắt đầu", "phiếu"]
"""What leaves the open interview for something else."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = commune_with(tmp_path, SHEET.encode(), TAPS)
    yield opened
    opened.database.close()


def states(office: Office) -> dict[int, AssignmentState]:
    with office.database.work() as work:
        current = work.rounds.current(office.now.date())[0]
        assert current is not None
        return {one.household.number: one.state for one in work.assignments.of_round(current.id)}


def ask(phone: Phone, text: str) -> str:
    return phone.read(phone.say(text))


@pytest.mark.parametrize("number", ["44", "3", "1", "số 3", "3."])
@pytest.mark.parametrize("words", ASIDE)
def test_a_number_behind_something_else_opens_no_household(office: Office, words: str, number: str) -> None:
    phone = begin(office)
    ask(phone, "4")
    before = states(office)
    ask(phone, words)
    for _ in range(2):
        said = ask(phone, number)
        assert "hộ 12 đang làm dở" in said
        assert "Có mấy" not in said
    assert states(office) == before
    assert "Có mấy trâu?" in ask(phone, "tiếp tục")
    assert "7 ✓" in ask(phone, "7")


def test_what_is_named_as_an_exit_is_understood(office: Office) -> None:
    phone = begin(office)
    ask(phone, "/start")
    assert "gõ: hộ 3" in ask(phone, "3")
    assert "Hộ 3" in ask(phone, "hộ 3")
    # And from then on a number answers again what is asked.
    assert "Đồng ý" in phone.read(phone.seen[-1:]) or "đồng ý" in phone.read(phone.seen[-1:])


def test_days_later_it_is_still_so(office: Office) -> None:
    phone = begin(office)
    ask(phone, "/start")
    office.wait(days=3)
    assert "đang làm dở" in ask(phone, "3")


def test_who_paused_themself_opens_by_number(office: Office) -> None:
    phone = begin(office)
    ask(phone, "tạm dừng")
    assert "Hộ 3" in ask(phone, "3")


def test_a_number_behind_the_list_of_answers_is_asked_about(office: Office) -> None:
    phone = begin(office)
    ask(phone, "4")
    ask(phone, "xem lại")
    said = ask(phone, "1")
    assert "sửa 1" in said
    assert "Có mấy trâu?" in said
    assert "1 ✓" in ask(phone, "1")
    assert "(đang ghi: 4)" in ask(phone, "sửa 1")


def test_a_number_that_no_question_has_is_asked_once_more_too(office: Office) -> None:
    phone = begin(office)
    ask(phone, "4")
    ask(phone, "xem lại")
    assert "Có mấy trâu?" in ask(phone, "88")
    assert "88 ✓" in ask(phone, "88")


def test_words_behind_the_list_are_taken_at_once(office: Office) -> None:
    phone = begin(office)
    ask(phone, "4")
    ask(phone, "xem lại")
    assert "Có mấy người? (đang ghi: 4)" in ask(phone, "sửa 1")
