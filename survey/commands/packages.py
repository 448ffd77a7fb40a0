"""Whether the packages are there: they lie in `.venv`, and another Python does not see them."""

import importlib.util
import sys
from pathlib import Path

NEEDED = ("sqlmodel", "lxml", "pyxform", "regex")
"""One of each kind of work; they are installed together, so one that is missing means that all are."""


def missing_packages() -> str:
    """A sentence on how to start with them, "" where they are there."""
    if all(importlib.util.find_spec(name) is not None for name in NEEDED):
        return ""
    return (
        f"Python này ({sys.executable}) chưa có các gói mà rasoat cần. Trong thư mục {Path.cwd()}: chạy `make install` một lần, "
        "rồi dùng `.venv/bin/rasoat` thay cho `python -m bot` và `.venv/bin/rasoat survey` thay cho `python -m survey`."
    )
