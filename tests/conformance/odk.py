"""ODK's web forms engine in a node process, spoken to line by line (odk.mjs)."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

FOLDER = Path("build/odk")
"""Where `make conformance` puts the npm packages."""

_MOST_HELD = 100_000
"""Bytes of forms for one process."""

Json = dict[str, Any]


class OdkError(Exception):
    """What the engine says when it cannot load a form or make an instance of it."""


def missing() -> str:
    """Why the engine cannot be played here; "" where it can."""
    if shutil.which("node") is None:
        return "there is no node on this machine"
    if not (FOLDER / "node_modules" / "@getodk" / "xforms-engine").is_dir():
        return f"@getodk/xforms-engine is not in {FOLDER}: run `make conformance` once"
    return ""


class Odk:
    """One process; a form is loaded into it, then `new` begins an instance that `step` and `state` speak of."""

    def __init__(self) -> None:
        self._process = self._start()
        self._held = 0

    def _start(self) -> "subprocess.Popen[str]":
        script = Path(__file__).with_name("odk.mjs")
        return subprocess.Popen(
            ["node", "--max-old-space-size=6000", str(script), str(FOLDER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env=os.environ | {"TZ": "UTC"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def _end(self) -> None:
        self._process.kill()
        self._process.communicate()

    def load(self, xml: bytes, files: Mapping[str, bytes]) -> float:
        """Load a form, after large ones in a new process: the engine keeps every instance that it has made. The milliseconds it took."""
        self._held += len(xml) + sum(map(len, files.values()))
        if self._held > _MOST_HELD:
            self._end()
            self._process, self._held = self._start(), len(xml)
        self._ask({"op": "ready"})
        texts = {name: content.decode("utf-8", "replace") for name, content in files.items()}
        return float(self._ask({"op": "load", "xml": xml.decode(), "files": texts})["ms"])

    def new(self, now_ms: int, chance: int = 1) -> float:
        """Begin an instance at a standing clock, `chance` seeding what is random; the milliseconds it took."""
        return float(self._ask({"op": "new", "now": now_ms, "chance": chance})["ms"])

    def step(self, step: Mapping[str, object]) -> Json:
        """Play a step: `result` (ok, refused, missing), and of an answer the milliseconds and the next open question."""
        return self._ask(step)

    def state(self) -> Json:
        """`nodes`: every leaf as in a trace, selects with `several`; `repeats` that people add items to, with their number of `items`."""
        return self._ask({"op": "state"})

    def _ask(self, request: Mapping[str, object]) -> Json:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            self._process.wait()
            raise OdkError("the node process has ended")
        answer: Json = json.loads(line)
        if "error" in answer:
            raise OdkError(answer["error"])
        return answer
