"""Every refusal has its sentence: why, with an example, filled from the parameters that the reader gives."""

import re
import string
import tomllib
from pathlib import Path

import pytest

from survey.commands.read import sentence
from survey.read import Refused, read_area

ROOT = Path(__file__).parents[3]
TEXTS: dict[str, str] = tomllib.loads((ROOT / "content/texts/read.toml").read_text("utf-8"))
READERS = [*sorted((ROOT / "survey/read").glob("*.py")), ROOT / "survey/commands/read.py"]
SOURCE = "\n".join(path.read_text("utf-8") for path in READERS)
CODES = sorted(
    set(re.findall(r'(?:Refused\(|code = )"([a-z_]+\.[a-z_]+)"', SOURCE))
    | set(re.findall(r'"([a-z]+\.[a-z_]+)"', SOURCE)) & set(TEXTS)
)
"""What the readers refuse with, wherever they name it."""


def test_the_sentences_are_exactly_those_of_the_codes_in_use() -> None:
    assert sorted(TEXTS) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_sentence_is_short_and_shows_an_example_or_what_to_type(code: str) -> None:
    said = TEXTS[code]
    assert len(said) <= 180
    assert re.search("Ví dụ|ví dụ|gõ|xem lại", said)


@pytest.mark.parametrize("code", CODES)
def test_a_sentence_asks_only_for_parameters_that_its_reader_gives(code: str) -> None:
    wanted = {field for _, field, _, _ in string.Formatter().parse(TEXTS[code]) if field}
    given = set(
        re.findall(
            r'"(text|most|plain|digits|prefix|with_zero|label|number|last|day|year|kind|kinds|early|late|got|want|example|members|labels|seen|one|other|sum)":',
            SOURCE,
        )
    )
    assert wanted <= given


def test_a_refusal_reads_as_a_sentence() -> None:
    refused = read_area("1 sào")
    assert isinstance(refused, Refused)
    assert sentence(refused, TEXTS) == 'Sào, mẫu, công mỗi nơi một khác. Anh/chị đổi "1 sào" ra m², ví dụ: 500 m2'
    assert sentence(refused, {}) == "area.local_unit"
