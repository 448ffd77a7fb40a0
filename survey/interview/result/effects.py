"""What a correction changes besides itself: questions that come, go or return, and the provisional result."""

from collections.abc import Callable
from dataclasses import dataclass

from survey.interview.path.screens import Screen, ScreenKind, Spot, path
from survey.interview.result.standing import Standing
from survey.interview.session.session import Session

Assess = Callable[[Session], Standing | None]
"""How a household stands with its answers so far; None where the form is not one that classifies."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The path and the standing at one moment: every spot on it, and whether it is answered."""

    spots: dict[str, tuple[Spot, bool]]
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Effect:
    """`asked` will be asked (again), `gone` fell off the path (kept), `back` returned with its old answer."""

    asked: tuple[Spot, ...]
    gone: tuple[Spot, ...]
    back: tuple[Spot, ...]
    before: Standing | None
    after: Standing | None


def snapshot(session: Session, assess: Assess) -> Snapshot:
    spots: dict[str, tuple[Spot, bool]] = {}
    for screen in path(session):
        for spot in _spots(screen):
            spots[spot.id] = (spot, session.settled(spot.items, spot.question))
    return Snapshot(spots, assess(session))


def compare(before: Snapshot, after: Snapshot) -> Effect:
    came = [(spot, answered) for number, (spot, answered) in after.spots.items() if number not in before.spots]
    broken = (spot for n, (spot, done) in after.spots.items() if n in before.spots and before.spots[n][1] and not done)
    return Effect(
        asked=(*(spot for spot, answered in came if not answered), *broken),
        gone=tuple(spot for number, (spot, done) in before.spots.items() if number not in after.spots and done),
        back=tuple(spot for spot, answered in came if answered),
        before=before.standing,
        after=after.standing,
    )


def _spots(screen: Screen) -> tuple[Spot, ...]:
    return () if screen.kind is ScreenKind.ROSTER else screen.spots
