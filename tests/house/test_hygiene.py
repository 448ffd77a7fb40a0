"""Nothing that is committed belongs to one machine, one mirror or one person."""

import re
from pathlib import Path

from tests.house.tree import files, text

# Put together here, so that this file does not hold what it refuses.
INDEXES = [
    ".".join(parts)
    for parts in (("py" + "pi", "org"), ("python" + "hosted", "org"), ("npm" + "js", "org"), ("npm" + "js", "com"))
]
MIRRORS = [
    ".".join(parts) for parts in (("deb", "debian", "org"), ("security", "debian", "org"), ("proxy", "golang", "org"))
]
INDEX_OPTIONS = ["--" + "index-url", "--extra-" + "index-url", "--find-" + "links", "--trusted-" + "host"]
FOLDERS = ["wo" + "rk", "ho" + "me", "Us" + "ers", "op" + "t"]
HOME_PATHS = re.compile(
    r"(?<![\w.])/(?:(?:" + "|".join(FOLDERS) + r")/[\w.]+|ro" + r"ot/\.)"
)  # /root/item may be an XPath
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.(?:com|org|net|vn|gov|edu)\b")
KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")
BOT_TOKEN = re.compile(r"\b\d{8,10}:[A-Za-z0-9_-]{35}\b")
LARGE = 2_000_000


def found(pattern: re.Pattern[str], *, besides: tuple[str, ...] = ()) -> list[str]:
    return [
        f"{path}: {match[0]}" for path in files() if str(path) not in besides for match in pattern.finditer(text(path))
    ]


def test_no_package_index_is_named() -> None:
    assert not found(re.compile("|".join(map(re.escape, INDEXES + MIRRORS))))


def test_no_index_option_is_set() -> None:
    assert not found(re.compile("|".join(map(re.escape, INDEX_OPTIONS))))


def test_no_path_of_one_machine() -> None:
    assert not found(HOME_PATHS)


def test_no_mail_address() -> None:
    assert not found(MAIL)


def test_no_secret() -> None:
    assert not found(KEY)
    assert not [hit for hit in found(BOT_TOKEN) if not hit.startswith("tests")]


def test_no_file_is_large() -> None:
    root = Path(__file__).resolve().parents[2]
    assert not [str(path) for path in files() if (root / path).stat().st_size > LARGE]


def test_text_files_are_unix_text() -> None:
    assert not [str(path) for path in files() if "\r" in text(path)]
    assert not [str(path) for path in files() if text(path) and not text(path).endswith("\n")]
