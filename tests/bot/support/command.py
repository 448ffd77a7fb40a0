"""A command of the process inside this one: importing everything anew for each would take seconds."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.__main__ import main
from tests.bot.support.real_process import ROOT, environment

__all__ = ["Command", "Outcome", "command"]


class Outcome(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


Command = Callable[..., Outcome]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """`command(folder, "doctor", WEB__PORT="9")`."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    monkeypatch.chdir(ROOT)

    def run(folder: Path, *arguments: str, **settings: str) -> Outcome:
        status = main(arguments, environment(folder, **settings))
        return Outcome(status, *capsys.readouterr())

    yield run
    root.handlers = handlers
    root.setLevel(level)
