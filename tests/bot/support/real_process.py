"""`python -m bot` as a process of its own, as its users start it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]


@dataclass
class Running:
    """A started bot; `address` is where its server answers."""

    process: "subprocess.Popen[str]"
    address: str

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.wait(10)

    def stop(self) -> int:
        """As Ctrl+C does; the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """A database in `folder`, a free port, and settings as WEB__PORT="8081"."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("RASOAT_")}
    ours = {"DATABASE__URL": f"sqlite:///{folder}/rasoat.db", "WEB__PORT": "0"} | settings
    return clean | {f"RASOAT_{name}": value for name, value in ours.items()} | {"PYTHONWARNINGS": "error"}


def start(folder: Path, environ: Mapping[str, str]) -> Running:
    """Start serving and wait for the line with the address."""
    log = (folder / "log.txt").open("a")
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=log, text=True
    )
    log.close()
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://[^\s/]+", line)
    if found is None:
        process.wait(10)
        raise AssertionError((folder / "log.txt").read_text("utf-8") or line)
    return Running(process, found[0])


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Running]:
    """A bot that runs while the block does."""
    started = start(folder, environment(folder, **settings))
    try:
        yield started
    finally:
        if started.process.poll() is None:
            started.kill()
        assert started.process.stdout is not None
        started.process.stdout.close()
