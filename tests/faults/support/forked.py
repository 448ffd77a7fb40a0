"""Commands as processes of their own that may die: forks of one in which everything is loaded, for starting Python anew each time takes seconds."""

import multiprocessing
import os
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from bot.__main__ import main
from tests.bot.support.real_process import ROOT, environment
from tests.faults.support.points import Trap

PATIENCE = 120
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([__name__])


class Ended(NamedTuple):
    """How a command ended: its status, negative where a signal killed it, and what it said."""

    status: int
    said: str


def run(folder: Path, *words: str, point: str = "", **settings: str) -> Ended:
    """The command in the installation of `folder`, killed where it reaches the point ("" = nowhere)."""
    log = folder.parent / f"{folder.name}-said.txt"
    child = _FORKS.Process(target=_live, args=(words, point, environment(folder, **settings), str(log)))
    child.start()
    child.join(PATIENCE)
    assert child.exitcode is not None, "the command does not end"
    ended = Ended(child.exitcode, log.read_text("utf-8"))
    child.close()
    return ended


def _live(words: tuple[str, ...], point: str, environ: Mapping[str, str], log: str) -> None:
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.chdir(ROOT)
    warnings.simplefilter("error")
    if point:
        Trap(point).set()
    sys.exit(main(words, environ))
