"""The open interview of a turn: loaded from its rows, changed in memory, written back as changes."""

from dataclasses import dataclass, replace

from handlers.interview.carried import carried_over
from handlers.talk import asked
from handlers.talk.asked import Asked
from handlers.talk.buttons import buttons_to
from handlers.talk.context import Context, Missed, Response
from handlers.talk.wording import VIETNAM
from storage.errors import MissingRowError
from storage.records import (
    AnswerChange,
    Assignment,
    Changes,
    Household,
    Interview,
    InterviewState,
    ItemChange,
    ItemRemoval,
    Loaded,
    Person,
    Purpose,
)
from survey.interview.answers.recording import asked_spots
from survey.interview.asks.outline import Outline, Roster
from survey.interview.path.position import Position
from survey.interview.path.screens import Screen, ScreenKind
from survey.interview.result.standing import Standing, standing_of
from survey.interview.session.changes import AnswerChanged, Change, ItemAdded, ItemRemoved
from survey.interview.session.reading import Source
from survey.interview.session.session import Session
from survey.review import Ruleset
from survey.state import ItemPath, Record
from survey.workflow.moves import MoveRefusal
from survey.workflow.rights import Doing, may
from survey.workflow.states import Case, attempt_of

_OF = {Purpose.REVIEW: Doing.REVIEW, Purpose.REPORT: Doing.REPORT}
"""What is done by filling in a form of this purpose; any other form stands by itself."""

CONFIRMED = "confirm"
"""Kind of the event by which somebody said of what was so last time, or in the register, that it still is."""

PASSED = "skip_"
"""Beginning of the kind of an event by which the bot itself left a question out; the rest is the reason."""


@dataclass(frozen=True, slots=True)
class OpenInterview:
    """An interview in the middle of a turn: of a household (`assignment`), or of a form that stands by itself.

    `ruleset`: what classifies it; None where nothing does. `area` is the kind of area that it is classified for.
    """

    loaded: Loaded
    assignment: Assignment | None
    title: str
    ruleset: Ruleset | None
    area: str
    session: Session
    position: Position

    @property
    def id(self) -> int:
        return self.loaded.interview.id

    @property
    def version(self) -> int:
        return self.loaded.interview.form_version_id

    @property
    def household(self) -> Household:
        """Of a review only."""
        assert self.assignment is not None
        return self.assignment.household

    @property
    def awaits_consent(self) -> bool:
        """Whether the notice is still to be read and answered: what is asked of a household needs it."""
        return self.assignment is not None and self.loaded.consent is None

    @property
    def case(self) -> Case:
        """How the household is with this interview, as the table of moves sees it."""
        household = self.assignment.state if self.assignment is not None else None
        return Case(household, attempt_of(self.loaded.interview.state, consented=not self.awaits_consent))

    @property
    def about(self) -> dict[str, object]:
        """What sentences call it by: the household's number, or the form's title."""
        return {"title": self.title} if self.assignment is None else {"number": self.household.number}

    def standing(self, session: Session) -> Standing | None:
        """How the household stands with the answers so far."""
        return None if self.ruleset is None else standing_of(session, self.ruleset, self.area)


def is_private(opened: OpenInterview, screen: Screen) -> bool:
    """Whether a reply here may hold what a question marks as sensitive: its own, or that of the line of a member."""
    outline = opened.session.outline
    asked_here = [spot.question for spot in screen.spots]
    if screen.kind is ScreenKind.ROSTER:
        return any(question.sensitive and question.repeat is not None for question in outline.questions)
    return any(question.sensitive for question in asked_here) or opened.position.pending is not None


def missed_at(opened: OpenInterview, screen: Screen | None) -> Missed:
    """What was typed here was not understood; without a screen the notice was open. Never counted: what answers a sensitive question, and lines with people."""
    spots = asked_spots(opened.session, screen) if screen is not None else ()
    counted = not any(spot.question.sensitive for spot in spots) and opened.position.pending is None
    question = spots[0].question.name if spots else screen.kind.value if screen is not None else asked.CONSENT
    listing = screen is not None and screen.kind is ScreenKind.ROSTER
    area = any(spot.question.hint_of("read") == "area" for spot in spots)
    return Missed(question, counted and not listing, _names(opened), opened.assignment is not None, area)


def _names(opened: OpenInterview) -> tuple[str, ...]:
    """The people of the household as they are written down."""
    outline = opened.session.outline
    roles = (outline.role(roster.repeat, "name") for roster in outline.rosters)
    fields = {question.name for question in roles if question is not None}
    named = [one.value for key, one in opened.session.answers.items() if key.name in fields]
    return (*named, *([opened.household.head_name] if opened.assignment is not None else ()))


def open_now(ctx: Context) -> OpenInterview | None:
    """The interview that this person has open; None where there is none, it is no longer a draft, their role does not
    fill in such, its household was closed, or is somebody else's now.
    """
    if ctx.dialog.interview is None:
        return None
    try:
        loaded = ctx.work.interviews.load(ctx.dialog.interview)
    except MissingRowError:
        return None  # What was kept about the household was deleted.
    if loaded.interview.state is not InterviewState.DRAFT or not may_fill(ctx.person, loaded.interview):
        return None
    opened = assemble(ctx, loaded)
    if opened.assignment is None and loaded.interview.assignment_id is not None:
        return None  # The household lies where this person may not look any more.
    owner = opened.loaded.interview.opened_by if opened.assignment is None else opened.assignment.person_id
    return opened if owner == ctx.person.id and opened.case.takes_answers else None


def may_fill(person: Person, interview: Interview) -> bool:
    """Whether this person may answer it by their roles; asked at every step, for a role may be taken away while it is open."""
    doing = Doing.PUBLISH if interview.trial else _OF.get(interview.purpose, Doing.FILL)
    return may(doing, person.roles, person.duty, own=True)


def closed(ctx: Context) -> Response:
    """The interview that this message meant is not open any more, or not for this person."""
    number = ctx.dialog.interview
    known = ctx.work.interviews.get(number) if number is not None else None
    if known is not None and not may_fill(ctx.person, known):
        return ctx.close(ctx.texts(f"refused.{MoveRefusal.NOT_ALLOWED.value}"))
    rows = buttons_to(ctx.texts, "list") if ctx.may("command.danhsach") else ()
    return ctx.close(ctx.texts("interview.closed"), rows)


def assemble(ctx: Context, loaded: Loaded) -> OpenInterview:
    """The loaded rows as a session under the interview's own form version and ruleset."""
    interview = loaded.interview
    assignment = None if interview.assignment_id is None else ctx.work.assignments.get(interview.assignment_id)
    outline = ctx.services.outline(ctx.work, interview.form_version_id, interview.ruleset)
    chosen = ctx.dialog.language if ctx.dialog.language in outline.form.languages else None
    carried = carried_over(ctx.work, outline, loaded, assignment) if assignment is not None else {}
    session = Session(
        outline,
        replace(loaded.record, answers={**loaded.record.answers, **carried}),
        now=ctx.now.astimezone(VIETNAM),
        seed=interview.id,
        language=chosen,
        source=source_of(ctx, outline, interview),
    )
    ctx.sessions.append(session)
    classifies = assignment is not None or interview.trial
    ruleset = ctx.services.ruleset(interview.ruleset) if classifies and interview.ruleset else None
    area = assignment.household.area if assignment is not None else _area(ctx)
    return OpenInterview(loaded, assignment, outline.form.title, ruleset, area, session, ctx.dialog.position)


def source_of(ctx: Context, outline: Outline, interview: Interview) -> Source:
    """What a form may ask of the person who fills it in, and of what they handed in before."""
    person = {"username": ctx.person.key, "deviceid": f"rasoat:{ctx.person.key}"}
    phone = ctx.work.people.phone(ctx.person.id) if outline.asks_person else None
    if phone is not None:
        person["phonenumber"] = phone
    return Source(person, _last_saved(ctx, outline, interview))


def _last_saved(ctx: Context, outline: Outline, interview: Interview) -> Record | None:
    """The answers of the form that this person handed in last; asked for by few forms."""
    if not outline.form.model.last_saved:
        return None
    version = ctx.work.forms.get(interview.form_version_id)
    assert version is not None
    last = ctx.work.interviews.last_own(version.key, ctx.person.id)
    return None if last is None else ctx.work.interviews.load(last).record


def _area(ctx: Context) -> str:
    """Of the commune in which whoever fills a form in works."""
    return next((one.area for one in ctx.work.units.communes()), "")


def asked_name(opened: OpenInterview, position: Position, screen: Screen) -> Asked:
    """Which question a message asks: another one as soon as its parts, its list or its small question change."""
    if screen.kind is ScreenKind.ROSTER:
        assert screen.roster is not None
        parts = _list(opened, screen.roster, screen.items)
    else:
        spots = asked_spots(opened.session, screen)
        parts = f"{len(spots)}:{spots[0].id}" if spots else ""
        if screen.items:
            # A member's own question stays open while another member is added: said twice, that is added once.
            lists = (one for one in opened.session.outline.rosters if one.repeat.name == screen.items[0][0])
            parts += "".join(f":{_list(opened, one, ())}" for one in lists)
    return asked.screen(opened.id, screen.id, parts, position.pending)


def _list(opened: OpenInterview, roster: Roster, around: ItemPath) -> str:
    members = opened.session.members(roster.repeat, around) or ()
    return ",".join(item[-1][1] for item in members)


def save(ctx: Context, opened: OpenInterview, *, kind: str = "") -> tuple[Change, ...]:
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


def _is_first(change: AnswerChanged) -> bool:
    return change.before is None or change.before.carried


def _is_unchanged(change: AnswerChanged) -> bool:
    """Whether somebody said of what was there before this interview that it is still so."""
    before, now = change.before, change.stored
    return before is not None and (before.value, before.skipped) == (now.value, now.skipped)


def _answer(change: AnswerChanged, kind: str) -> AnswerChange:
    left = f"{PASSED}{change.reason}" if change.reason else "skip"
    left = "prefill" if change.stored.is_offered else left
    usual = left if change.stored.skipped else "answer" if _is_first(change) else "correct"
    usual = CONFIRMED if _is_unchanged(change) else usual
    return AnswerChange(change.key, change.stored.value, change.stored.skipped, kind or usual)
