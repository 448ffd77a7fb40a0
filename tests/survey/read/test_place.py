"""A group as people name it."""

import pytest

from survey.read import read_group

GROUPS = {
    "go-ghem": "thôn Gò Ghèm",
    "go-lut": "thôn Gò Lút",
    "go-lut-2": "thôn Gò Lụt",
    "lang-dut": "thôn Làng Dút",
    "thon-3": "thôn 3",
    "tdp-6": "tổ dân phố 6",
}
NAMED = [
    ("go-ghem", "go-ghem"),
    ("thôn Gò Ghèm", "go-ghem"),
    ("thôn gò ghèm", "go-ghem"),
    ("thon  go ghem", "go-ghem"),
    ("THON GO GHEM", "go-ghem"),
    ("gò ghèm", "go-ghem"),
    ("làng dút", "lang-dut"),
    ("thôn làng dút", "lang-dut"),
    ("thôn Gò Lụt", "go-lut-2"),
    ("gò lút", "go-lut"),
    ("go lut", None),
    ("thon go lut", None),
    ("3", "thon-3"),
    ("tổ 3", "thon-3"),
    ("tổ 6", "tdp-6"),
    ("to 6", "tdp-6"),
    ("TDP 6", "tdp-6"),
    ("6", "tdp-6"),
    ("tổ 9", None),
    ("tổ", None),
    ("thôn Gò Ghẹm", None),
    ("gò ghém", None),
    ("thôn go Ghèm", "go-ghem"),
    ("thôn lang dút", "lang-dut"),
    ("lang đut", None),
    ("xóm Gò Ghèm", "go-ghem"),
    ("", None),
]


@pytest.mark.parametrize(("said", "code"), NAMED)
def test_it_is_found_by_its_name_with_and_without_marks_and_kind(said: str, code: str | None) -> None:
    assert read_group(GROUPS, said) == code
