"""The open interview of a turn: loaded from its rows, changed in memory, written back as changes."""

from dataclasses import dataclass

from handlers.context import VIETNAM, Context
from storage.records import AnswerChange, Assignment, Changes, InterviewState, ItemChange, ItemRemoval, Loaded
from survey.interview.changes import AnswerChanged, Change, ItemAdded, ItemRemoved
from survey.interview.outline import Roster
from survey.interview.place import Place
from survey.interview.recording import asked_spots
from survey.interview.screens import Screen, ScreenKind
from survey.interview.session import Session
from survey.interview.standing import Standing, standing_of
from survey.review import Ruleset
from survey.state import ItemPath

CONSENT = "consent"
PASSED = "skip_"
"""Beginning of the kind of an event by which the bot itself left a question out; the rest is the reason."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An interview in the middle of a turn."""

    loaded: Loaded
    assignment: Assignment
    ruleset: Ruleset
    session: Session
    place: Place

    @property
    def id(self) -> int:
        return self.loaded.interview.id

    @property
    def version(self) -> int:
        return self.loaded.interview.form_version_id

    def standing(self, session: Session) -> Standing | None:
        """How the household stands with the answers so far."""
        return standing_of(session, self.ruleset, self.assignment.household.area)


def open_now(ctx: Context) -> Opened | None:
    """The interview that this person has open; None where there is none, it is no longer a draft, or somebody else's household now."""
    if ctx.dialog.interview is None:
        return None
    loaded = ctx.work.interviews.load(ctx.dialog.interview)
    if loaded.interview.state is not InterviewState.DRAFT:
        return None
    opened = assemble(ctx, loaded)
    return opened if opened.assignment.person_id == ctx.person.id else None


def assemble(ctx: Context, loaded: Loaded) -> Opened:
    """The loaded rows as a session under the interview's own form version and ruleset."""
    interview = loaded.interview
    assignment = ctx.work.assignments.get(interview.assignment_id)
    assert assignment is not None
    outline = ctx.services.outline(ctx.work, interview.form_version_id, interview.ruleset)
    chosen = ctx.dialog.language if ctx.dialog.language in outline.form.languages else None
    now = ctx.now.astimezone(VIETNAM)
    session = Session(outline, loaded.record, now=now, seed=interview.id, language=chosen)
    place = Place(ctx.dialog.focus, ctx.dialog.pending, ctx.dialog.draft)
    return Opened(loaded, assignment, ctx.services.ruleset(interview.ruleset), session, place)


def asked_name(opened: Opened, place: Place, screen: Screen) -> str:
    """Which question a message asks: another one as soon as its parts, its list or its small question change."""
    if screen.kind is ScreenKind.ROSTER:
        assert screen.roster is not None
        parts = _list(opened, screen.roster, screen.items)
    else:
        spots = asked_spots(opened.session, screen)
        parts = f"{len(spots)}:{spots[0].number}" if spots else ""
        if screen.items:
            # A member's own question stays open while another member is added: said twice, that is added once.
            lists = (one for one in opened.session.outline.rosters if one.repeat.name == screen.items[0][0])
            parts += "".join(f":{_list(opened, one, ())}" for one in lists)
    return "/".join(["i", str(opened.id), screen.id, parts, "".join(place.pending)])


def _list(opened: Opened, roster: Roster, around: ItemPath) -> str:
    members = opened.session.members(roster.repeat, around) or ()
    return ",".join(item[-1][1] for item in members)


def save(ctx: Context, opened: Opened, *, kind: str = "") -> tuple[Change, ...]:
    """Write the session's changes in this turn's transaction; the changes that were written."""
    changes = tuple(opened.session.drain())
    if changes:
        sensitive = opened.session.outline.sensitive
        ctx.work.interviews.save(
            opened.id, stored(changes, kind), sensitive=sensitive, by=ctx.person.id, at=ctx.now, cause=ctx.cause
        )
    return changes


def stored(changes: tuple[Change, ...], kind: str = "") -> Changes:
    """The engine's facts in the words of the database."""
    return Changes(
        answers=tuple(_answer(one, kind) for one in changes if isinstance(one, AnswerChanged)),
        items=tuple(ItemChange(one.path, one.order, added=True) for one in changes if isinstance(one, ItemAdded)),
        removed=tuple(ItemRemoval(one.path, one.reason) for one in changes if isinstance(one, ItemRemoved)),
    )


def _answer(change: AnswerChanged, kind: str) -> AnswerChange:
    left = f"{PASSED}{change.reason}" if change.reason else "skip"
    usual = left if change.stored.skipped else "answer" if change.before is None else "correct"
    return AnswerChange(change.key, change.stored.value, change.stored.skipped, kind or usual)
