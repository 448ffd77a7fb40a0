"""A number with the letter O in it and an area in metres are asked about: these are the words that the question offers."""

import pytest

from survey.interview.lists.roster import reason_of
from survey.read import as_figures, as_square_metres, read_area, read_cccd, read_integer
from survey.read.outcome import Refused


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("25O", "250"), ("25o điểm", "250 điểm"), ("3: 0511930O1234", "3: 051193001234"), ("1O,5", "10,5")),
        *(
            ("250", ""),
            ("O", ""),
            ("ô", ""),
            ("oo", ""),
            ("tổ 6", ""),
            ("B1O", ""),
            ("20 kg", ""),
            ("30l", ""),
            ("Ô 3", ""),
        ),
    ],
)
def test_a_letter_among_figures(typed: str, meant: str) -> None:
    assert as_figures(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("55m", "55 m²"), ("55 mét", "55 m²"), ("64,5m", "64,5 m²")),
        *(("5m", ""), ("4m x 10m", ""), ("55m2", ""), ("55", ""), ("55m dài", ""), ("55km", "")),
    ],
)
def test_metres_alone(typed: str, meant: str) -> None:
    assert as_square_metres(typed) == meant


def test_neither_is_taken() -> None:
    assert isinstance(read_integer("25O"), Refused)
    assert isinstance(read_cccd("0511930O1234"), Refused)
    assert isinstance(read_area("55m"), Refused)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        *(("ve que roi", "chuyen_di"), ("ông chuyển đi xã khác rồi em", "chuyen_di"), ("bà mất rồi", "da_mat")),
        *(("nó lấy chồng rồi em ạ", "lay_vo_chong"), ("anh ấy đi làm xa em ơi", "di_lam_xa"), ("dọn đi", "chuyen_di")),
        *(
            ("chưa mất", ""),
            ("không chuyển đi", ""),
            ("ông", ""),
            ("em", ""),
            ("về", ""),
            ("ông chuyển đi hay mất", ""),
        ),
    ],
)
def test_why_somebody_left_as_it_is_said(typed: str, reason: str) -> None:
    assert reason_of(typed) == reason
