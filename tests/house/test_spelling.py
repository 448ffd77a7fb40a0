"""One spelling of Vietnamese: the mark of oa, oe, uy stands on the last vowel (hoà, khoẻ, uỷ), and no line may begin with "%"."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READ = (
    "content/**/*.toml",
    "content/**/*.md",
    "docs/huong-dan/*.md",
    "config.toml",
    "bot/**/*.py",
    "handlers/**/*.py",
    "survey/**/*.py",
)
OTHER = {
    "oa": "óa òa ỏa õa ọa",
    "oe": "óe òe ỏe õe ọe",
    "uy": "úy ùy ủy ũy ụy",
}
"""The places of the mark that the house does not use; before another letter (toán, quý) it is another word."""
REASONED = {
    "survey/read/spelling.py": "names both spellings, which it reads alike",
    "survey/read/person_name.py": "lists surnames as people write them",
}
_WRONG = re.compile(rf"(?<![qQ])(?:{'|'.join(' '.join(OTHER.values()).split())})(?![\w])", re.IGNORECASE)


def _files() -> list[Path]:
    found = sorted({path for pattern in READ for path in ROOT.glob(pattern)})
    return [path for path in found if str(path.relative_to(ROOT)) not in REASONED]


@pytest.mark.parametrize("word", ["hủy", "Ủy ban", "xóa", "khỏe", "thủy"])
def test_the_other_spelling_is_seen(word: str) -> None:
    assert _WRONG.search(word)


@pytest.mark.parametrize("word", ["huỷ", "Uỷ ban", "quý", "toán", "khoản", "xoá"])
def test_what_is_right_is_left_alone(word: str) -> None:
    assert not _WRONG.search(word)


def test_people_read_one_spelling() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in _files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if _WRONG.search(line)
    ]
    assert wrong == []


def test_a_share_never_breaks_before_its_sign() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in ROOT.glob("content/**/*.*")
        if path.suffix != ".docx"
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"[\d}] %", line) and not line.startswith("#")
    ]
    assert wrong == []
