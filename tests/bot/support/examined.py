"""What `python -m bot doctor` finds in a house, without asking anybody outside unless told to."""

from collections.abc import Callable
from dataclasses import replace

import httpx

from bot.diagnosis import Diagnosis, Level
from bot.doctor import World, examine
from bot.settings.config import Content, Database, Security, Settings, Web
from storage import open_database
from storage.work import Work
from tests.bot.support.real_process import ROOT
from tests.support.databases import TEST_KEY

ROOM = 50 * 10**9


def settings_for(url: str, **more: object) -> Settings:
    made = Settings(
        database=Database(url),
        web=Web(port=9),  # where nothing listens
        content=Content(str(ROOT / "content")),
        security=Security(TEST_KEY),
    )
    return replace(made, **more)  # type: ignore[arg-type]  # sections by name


def alone(proxy: str) -> httpx.Client:
    """Nobody answers."""
    return httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(503)))


QUIET = World(free=lambda _: ROOM, http=alone)


def found(settings: Settings, world: World = QUIET) -> list[Diagnosis]:
    return list(examine(settings, world))


def bad(diagnoses: list[Diagnosis]) -> list[str]:
    return [each.what for each in diagnoses if each.level is Level.BAD]


def about(word: str, diagnoses: list[Diagnosis]) -> Diagnosis:
    (one,) = [each for each in diagnoses if each.what.startswith(word)]
    return one


def change(url: str, act: Callable[[Work], object]) -> None:
    database = open_database(url, key=TEST_KEY)
    with database.work() as work:
        act(work)
        work.commit()
    database.close()
