"""A calculation in a process of its own: begun when it is wanted, ended with its result, or whenever it is not wanted any more."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from pathlib import Path

from bot.jobs.frames import GIVEN, HEAD, PROGRESS, REFUSED, RESULT, frame

ROOT = Path(__file__).parents[2]
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "LANG", "TZ", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
"""Of the environment: no secret is among it. Files of strangers are read there."""

Report = Callable[[int, int], None]
Function = Callable[[bytes, Report], bytes]


class DiedError(Exception):
    """The process ended without a result: killed, or it could not begin."""


class UnfitError(Exception):
    """The function raised; the text is kind and place."""


async def calculate(function: Function, given: bytes, report: Report) -> bytes:
    """What `function(given, report)` gives, calculated elsewhere; `report` is called here. Cancelled, the process is gone too.

    Raises DiedError or UnfitError.
    """
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.jobs.child", f"{function.__module__}:{function.__qualname__}"),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        cwd=ROOT,
        env={**environment, "PYTHONUTF8": "1"},
        # Ctrl+C is for the parent: it ends the child when it is time.
        start_new_session=True,
    )
    try:
        return await _talk(process, given, report)
    except (asyncio.IncompleteReadError, ConnectionError) as error:
        raise DiedError("its process ended without a result") from error
    finally:
        await asyncio.shield(_ended(process))


async def _talk(process: Process, given: bytes, report: Report) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(frame(GIVEN, given))
    await process.stdin.drain()
    while True:
        letter, length = HEAD.unpack(await process.stdout.readexactly(HEAD.size))
        content = await process.stdout.readexactly(length)
        if letter == PROGRESS:
            report(*json.loads(content))
        elif letter == REFUSED:
            raise UnfitError(content.decode())
        elif letter == RESULT:
            return content


async def _ended(process: Process) -> None:
    if process.returncode is None:
        process.kill()
    assert process.stdin is not None
    process.stdin.close()
    await process.wait()
