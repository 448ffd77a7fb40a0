"""Single cells of a list: cards and births, as they are written and as Excel keeps them."""

import pytest

from tests.survey.register.lists import (
    HEAD,
    RIN,
    left_empty,
    read,
)

CARDS = [
    ("051090123456", "051090123456", False),
    ("051 090 123 456", "051090123456", False),
    (51090123456, "051090123456", False),
    (51190123456, None, True),  # a woman's number
    (51091123456, None, True),  # of another year
    (99090123456, None, True),  # no province
    ("123456789", None, True),
    ("09012345", None, True),
    (None, None, False),
]


@pytest.mark.parametrize(("cell", "card", "warned"), CARDS)
def test_a_card_is_taken_only_where_it_can_be_trusted(cell: object, card: str | None, warned: bool) -> None:
    found = read(((*HEAD, "Số CCCD"), (*RIN, cell)))
    assert found.households[0].members[0].cccd == card
    assert left_empty(found) == ([(2, "cccd")] if warned else [])


BIRTHS = [
    ("12/3/1990", "1990-03-12"),
    ("12-03-1990", "1990-03-12"),
    ("12.3.1990", "1990-03-12"),
    ("1990-03-12", "1990-03-12"),
    ("ngày 12 tháng 3 năm 1990", "1990-03-12"),
    ("3/1990", None),
    ("1990", None),
    (1990, None),
    (32944, "1990-03-12"),
]


@pytest.mark.parametrize(("cell", "day"), BIRTHS)
def test_a_birth_is_read_as_exact_as_it_is_written(cell: object, day: str | None) -> None:
    member = read((HEAD, (*RIN[:4], cell, *RIN[5:]))).households[0].members[0]
    assert (member.birth_year, member.birth_date and member.birth_date.isoformat()) == (1990, day)
