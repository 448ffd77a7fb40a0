"""Times, moments, days of any time, places and rankings: read as the table says, or refused."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from survey.read import (
    Refused,
    Value,
    rank_choices,
    read_any_date,
    read_area_outline,
    read_birth,
    read_date,
    read_line,
    read_moment,
    read_month,
    read_point,
    read_time,
)

TODAY = date(2025, 11, 3)
NOW = datetime(2025, 11, 3, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

TIMES = [
    ("08:30", "08:30"),
    ("8:30", "08:30"),
    ("20:05:59", "20:05"),
    ("08h30", "08:30"),
    ("8g30 sáng", "08:30"),
    ("8 giờ 30 phút sáng", "08:30"),
    ("8 gio ruoi toi", "20:30"),
    ("dạ 3 giờ chiều ạ", "15:00"),
    ("15h", "15:00"),
    ("12h", "12:00"),
    ("0h15", "00:15"),
    ("12 giờ đêm", "00:00"),
    ("12 giờ trưa", "12:00"),
    ("1 giờ trưa", "13:00"),
    ("2 giờ đêm", "02:00"),
    ("10 giờ đêm", "22:00"),
    ("9 giờ kém 15 tối", "20:45"),
    ("8:30 pm", "20:30"),
    ("lúc 7 giờ sáng", "07:00"),
    ("bây giờ", "08:00"),
    ("8h", "!time.which_half"),
    ("8 giờ 30", "!time.which_half"),
    ("8 giờ tới", "!time.approximate"),
    ("khoảng 8 giờ sáng", "!time.approximate"),
    ("24:00", "!time.impossible"),
    ("8:75", "!time.impossible"),
    ("13 giờ sáng", "!time.impossible"),
    ("9 giờ kém 75 sáng", "!time.impossible"),
    ("chưa rõ", "!time.unknown"),
    ("8", "!time.unreadable"),
    ("8h30 sáng mai", "!time.unreadable"),
    ("sáng sớm", "!time.unreadable"),
    ("", "!text.empty"),
]


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_a_time_of_day(text: str, expected: str) -> None:
    found = read_time(text, NOW)
    assert (f"!{found.code}" if isinstance(found, Refused) else f"{found.value:%H:%M}") == expected


MOMENTS = [
    ("5/3/2025 08:30", "2025-03-05T08:30+07:00"),
    ("8h30 sáng 5/3/2025", "2025-03-05T08:30+07:00"),
    ("ngày 5 tháng 3 năm 2025, lúc 15h", "2025-03-05T15:00+07:00"),
    ("7 giờ tối ngày mai", "2025-11-04T19:00+07:00"),
    ("hôm qua 20:00", "2025-11-02T20:00+07:00"),
    ("2025-03-05T08:30:00.000", "2025-03-05T08:30+07:00"),
    ("bây giờ", "2025-11-03T08:00+07:00"),
    ("08:30", "!time.no_day"),
    ("5/3/2025", "!time.no_time"),
    ("3/2025 08:30", "!time.no_day"),
    ("8h 5/3/2025", "!time.which_half"),
    ("30/2/2025 08:30", "!date.impossible"),
]


@pytest.mark.parametrize(("text", "expected"), MOMENTS)
def test_a_moment(text: str, expected: str) -> None:
    found = read_moment(text, NOW)
    assert (f"!{found.code}" if isinstance(found, Refused) else found.value.isoformat(timespec="minutes")) == expected


DAYS = [
    ("20/11/2027", "2027-11-20"),
    ("5/3/1890", "1890-03-05"),
    ("12/2026", "2026-12"),
    ("2040", "2040"),
    ("mai", "2025-11-04"),
    ("ngày kia", "2025-11-05"),
    ("hôm qua", "2025-11-02"),
    ("5/3/30", "!date.century"),
    ("31/4/2027", "!date.impossible"),
    ("mùng 5 tết", "!date.lunar"),
    ("5/3", "!date.year_missing"),
]


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_a_day_of_any_time(text: str, expected: str) -> None:
    found = read_any_date(text, TODAY)
    assert (f"!{found.code}" if isinstance(found, Refused) else found.value.iso) == expected


def test_a_month_is_not_a_year() -> None:
    assert read_month("2025", TODAY) == Refused("date.no_month", {"text": "2025"})
    found = read_month("5/3/2027", TODAY)
    assert isinstance(found, Value)
    assert (found.value.year, found.value.month) == (2027, 3)


PLACES = [
    ("14.7654, 108.7321", ("14.7654", "108.7321")),
    ("(14.7654 108.7321)", ("14.7654", "108.7321")),
    ("14,7654; 108,7321", ("14.7654", "108.7321")),
    ("-14.5 -108.5", ("-14.5", "-108.5")),
    ("14,7", "point.unreadable"),
    ("14 108", "point.unreadable"),
    ("ngoài đồng", "point.unreadable"),
    ("91.5 108.7", "point.impossible"),
    ("0.0 0.0", "point.impossible"),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_a_place(text: str, expected: tuple[str, str] | str) -> None:
    found = read_point(text)
    assert (found.code if isinstance(found, Refused) else found.value) == expected


A, B, C = ("14.1", "108.1"), ("14.2", "108.2"), ("14.3", "108.1")


def test_lines_and_areas() -> None:
    assert read_line("14.1 108.1\n14.2 108.2") == Value((A, B))
    assert read_area_outline("14.1 108.1;14.2 108.2;14.3 108.1") == Value((A, B, C, A))
    assert read_area_outline("14.1 108.1;14.2 108.2;14.3 108.1;14.1 108.1") == Value((A, B, C, A))


BAD_LINES = [
    ("", "text.empty"),
    ("14.1 108.1", "point.line_short"),
    ("14.1 108.1; 14.2 108.2; 14.1 108.1", "point.line_closed"),
    ("14.1 108.1; đây", "point.unreadable"),
    ("14.1 108.1;" * 501, "point.many"),
]


@pytest.mark.parametrize(("text", "code"), BAD_LINES)
def test_what_is_no_line(text: str, code: str) -> None:
    found = read_line(text)
    assert isinstance(found, Refused)
    assert found.code == code


CHOICES = (("a", "An"), ("b", "Bình"), ("c", "Cường"))
RANKINGS = [
    ("3,1,2", "cab"),
    ("3 1 2", "cab"),
    ("3 > 1 > 2", "cab"),
    ("cuong, an, binh", "cab"),
    ("Cường\nAn\nBình", "cab"),
    ("1,2", "rank.part"),
    ("1,1,2", "rank.twice"),
    ("312", "choice.out_of_range"),
    ("1,2,4", "choice.out_of_range"),
]


@pytest.mark.parametrize(("text", "expected"), RANKINGS)
def test_a_ranking(text: str, expected: str) -> None:
    found = rank_choices(text, CHOICES)
    assert (found.code if isinstance(found, Refused) else "".join(found.value)) == expected


@pytest.mark.parametrize(("text", "known"), [("3/1990", "1990-03"), ("tháng ba năm 1990", "1990-03"), ("1990", "1990")])
def test_a_birth_without_its_day_is_kept_as_exact_as_it_was_typed(text: str, known: str) -> None:
    found = read_birth(text, TODAY)
    assert isinstance(found, Value)
    assert found.value.iso == known
    full = read_date(text, TODAY)
    assert isinstance(full, Refused)
    assert full.params["text"] == "/".join(reversed(known.split("-")))
