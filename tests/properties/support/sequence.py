"""A random interview from its first message to its result, and the shortest sequence that still fails."""

from dataclasses import dataclass
from random import Random

from storage.records import InterviewState
from survey.interview.path.screens import ScreenKind, Spot, path
from survey.interview.session.session import Session
from tests.properties.support import straight
from tests.properties.support.phone import Commune
from tests.properties.support.walk import BrokenPromiseError, Step, Walk

MOST_REPLIES = 120


@dataclass(frozen=True)
class Failed:
    """What went wrong, and what the person had sent until then."""

    why: str
    said: tuple[str, ...]


def run(commune: Commune, household: int, steps: list[Step]) -> Failed | None:
    """Play the steps, answer the rest, hand in; None where every promise was kept."""
    walk = Walk(commune, household)
    try:
        for step in steps:
            walk.take(step)
        _finish(walk, Random(len(steps)))
        _compare(walk)
    except (BrokenPromiseError, LookupError) as error:
        return Failed(f"{type(error).__name__}: {error}", tuple(walk.line.said))
    return None


def _finish(walk: Walk, chance: Random) -> None:
    """Answer what is open and give new answers where a correction made an old one impossible."""
    for _ in range(MOST_REPLIES):
        wrong = _impossible(walk.ledger.session)
        if walk.screen.kind is not ScreenKind.REVIEW or walk.asks_reason:
            walk.take(Step("answer", chance.randrange(2**32)))
        elif wrong is not None:
            walk.say(f"sửa {wrong.number}")
            walk.check()
        else:
            return
    raise BrokenPromiseError(f"no end after {MOST_REPLIES} replies, at {walk.screen.id}")


def _impossible(session: Session) -> Spot | None:
    """An answer on the path that the form would not take any more."""
    for screen in path(session):
        for spot in screen.spots:
            node = session.node(spot.items, spot.question)
            if node is not None and node.value and not session.instance.constraint_ok(node):
                return spot
    return None


def _compare(walk: Walk) -> None:
    """The result from the rows, from memory and from answering straight through is one and the same; so is what is handed in."""
    commune = walk.commune
    ruleset = commune.services.ruleset(walk.loaded.interview.ruleset)
    assert walk.loaded.interview.assignment_id is not None
    with commune.database.look() as work:
        assignment = work.assignments.get(walk.loaded.interview.assignment_id)
    assert assignment is not None
    area = assignment.household.area
    rebuilt = walk.line.session(walk.loaded)
    found = straight.outcome(rebuilt, ruleset, area)
    _same(found, straight.outcome(walk.ledger.session, ruleset, area), "never rebuilt from rows")
    direct = straight.straight(rebuilt, walk.first, found.answers)
    asked = straight.without_unasked(found, rebuilt)
    _same(asked, straight.outcome(direct, ruleset, area), "answered straight through")
    _in_engine(rebuilt)
    walk.line.say("nộp")
    _handed_in(walk, found)


def _same(found: straight.Outcome, other: straight.Outcome, how: str) -> None:
    if found == other:
        return
    parts = [f"{name}: {getattr(found, name)} / {getattr(other, name)}" for name in ("category", "scores", "findings")]
    keys = sorted({*found.answers, *other.answers})
    parts += [
        f"{key}: {found.answers.get(key, 'not asked')} / {other.answers.get(key, 'not asked')}"
        for key in keys
        if found.answers.get(key, "") != other.answers.get(key, "")
    ]
    raise BrokenPromiseError(f"another result when {how}: " + "; ".join(parts))


def _in_engine(session: Session) -> None:
    """Answers that came back count again: the engine holds what the rows hold."""
    for screen in path(session):
        for spot in screen.spots:
            node, stored = session.node(spot.items, spot.question), session.stored(spot.items, spot.question)
            if node is None or stored is None or node.value != stored.value:
                raise BrokenPromiseError(f"{spot.number}: the engine has {node and node.value!r}, the rows {stored}")


def _handed_in(walk: Walk, found: straight.Outcome) -> None:
    loaded, _ = walk.line.state(walk.household)
    result = loaded.interview.result
    if loaded.interview.state is not InterviewState.SUBMITTED or result is None:
        raise BrokenPromiseError(f"not handed in: {loaded.interview.state}")
    category = result.category.value if result.category else "?"
    if (category, (result.score_a, result.score_b_min, result.score_b_max)) != (found.category, found.scores):
        raise BrokenPromiseError(f"handed in as {result}, found was {found.category} {found.scores}")
