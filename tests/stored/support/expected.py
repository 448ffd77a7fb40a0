"""What is known of the stored database, a line of JSON each; RASOAT_UPDATE_STORED=1 writes down what it is now."""

import json
import os
from pathlib import Path
from typing import Any

from tests.stored.support.files import V01

UPDATE = bool(os.environ.get("RASOAT_UPDATE_STORED"))


def line(facts: Any) -> str:
    return json.dumps(facts, ensure_ascii=False)


def known(name: str) -> list[Any]:
    lines: list[Any] = json.loads(_file(name).read_text("utf-8"))
    return lines


def compare(name: str, facts: list[Any]) -> None:
    """With what `name` says, line by line."""
    if UPDATE:
        _file(name).write_text("[\n" + ",\n".join(map(line, facts)) + "\n]\n", "utf-8")
        return
    for now, then in zip(facts, known(name), strict=True):
        assert json.loads(line(now)) == then


def _file(name: str) -> Path:
    return V01 / f"{name}.json"
