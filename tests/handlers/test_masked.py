"""What is masked is what a question marks, nothing by its shape."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from survey.written import grouped
from tests.handlers.support.all_types import TAPS, begin, commune_with
from tests.support.conversation import Office

SHEET = """| settings | | | |
| | version | namespaces | |
| | 1 | rasoat="http://rasoat.vn/xforms" | |
| survey | | | | | | |
| | type | name | label | appearance | default | bind::rasoat:sensitive |
| | integer | von | Vốn đã giải ngân? | thousands-sep | | |
| | decimal | tong | Tổng mức đầu tư? | | | |
| | text | ma | Mã hồ sơ? | | | |
| | text | nam | Những năm nào? | | | |
| | integer | cap | Số đã cấp? | thousands-sep | 123456789 | |
| | text | so | Số giấy tờ? | numbers | | yes |
| | integer | tuoi | Mấy tuổi? | | | |
| | text | het | Ghi chú? | | | |
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = commune_with(tmp_path, SHEET.encode(), TAPS)
    yield opened
    opened.database.close()


def test_numbers_are_read_back_as_they_were_understood_and_a_sensitive_one_is_not(office: Office) -> None:
    phone = begin(office)
    said = [phone.read(phone.say(text)) for text in (
        "150.000.000", "1.500.000.000,5", "000.00.15.H48-251103-0012", "Năm 2021 2022 2023 đều mất mùa", "giữ",
    )]  # fmt: skip
    assert [one.partition(" ✓")[0] for one in said] == [
        *(
            "150.000.000",
            "1.500.000.000,5",
            "000.00.15.H48-251103-0012",
            "Năm 2021 2022 2023 đều mất mùa",
            "123.456.789",
        )
    ]
    assert "có sẵn: 123.456.789" in said[3]
    refused = phone.read(phone.say("051087001234 hay 051087001235"))
    assert "051087001234" not in refused
    kept = phone.read(phone.say("051087001234"))
    assert "051087001234" not in kept
    assert "1234567890123456" in phone.read(phone.say("1234567890123456 hoặc 2"))
    listed = phone.read(phone.say("xem lại"))
    assert "051087001234" not in listed
    assert "1.500.000.000,5" in listed


@pytest.mark.parametrize(
    ("value", "written"),
    [("0.5", "0,5"), ("1500000", "1.500.000"), ("1000000.0", "1.000.000"), ("0.0", "0"), ("33.333333333333336", "33,333333333"),
     ("-1234.50", "-1.234,5"), ("x1", "x1")],
)  # fmt: skip
def test_numbers_are_written_as_people_here_write_them(value: str, written: str) -> None:
    assert grouped(value) == written
