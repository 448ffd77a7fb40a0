"""Starting an interview: what is already known of the household is filled in and not asked again."""

from handlers.interview.open_interview import source_of, stored
from handlers.talk.context import Context
from handlers.talk.wording import VIETNAM
from storage.records import Assignment, Changes, Interview, ItemChange, Member
from survey.interview.asks.hints import NAMES
from survey.interview.asks.outline import Outline, Roster
from survey.interview.session.changes import AnswerChanged
from survey.state import AnswerKey, ItemPath, Stored
from survey.xform import Instance

PREFILL = NAMES + "prefill"


def start(ctx: Context, assignment: Assignment | None, interview: Interview) -> None:
    """Store the form's own first values (the date of the interview); of a household also the register's facts and last year's members."""
    outline = ctx.services.outline(ctx.work, interview.form_version_id, interview.ruleset)
    now, source = ctx.now.astimezone(VIETNAM), source_of(ctx, outline, interview)
    instance = Instance.new(outline.form, now, source.person, interview.id, source.saved(outline.form, now))
    # In chat a roster begins with nobody in it: what a form gives to its first, empty item has no place yet.
    begun = [change for change in instance.drain() if not change.key.items]
    answers = {change.key: change.value for change in begun}
    model = outline.form.model
    offered = {change.key for change in begun if model.leaf(change.key) in model.offered}
    items: list[ItemChange] = []
    if assignment is not None:
        known = _household(outline, _facts(assignment))
        answers, offered = answers | known, offered - known.keys()
        items = _members(ctx, outline, assignment, answers)
    instance.close()
    changes = stored(
        tuple(AnswerChanged(key, Stored(value, key in offered), None) for key, value in answers.items() if value),
        "prefill",
    )
    changes = Changes(changes.answers, tuple(items))
    ctx.work.interviews.save(
        interview.id, changes, sensitive=outline.sensitive, by=ctx.person.id, at=ctx.now, cause=ctx.cause
    )


def _members(ctx: Context, outline: Outline, assignment: Assignment, answers: dict[AnswerKey, str]) -> list[ItemChange]:
    """Last year's members as items of the roster; what is known of them goes into `answers`."""
    roster = next((one for one in outline.rosters if one.listed and one.named), None)
    items: list[ItemChange] = []
    for order, member in enumerate(ctx.work.households.members(assignment.household.id) if roster else (), start=1):
        assert roster is not None
        path: ItemPath = ((roster.repeat.name, str(member.ordinal)),)
        items.append(ItemChange(path, order, member.id))
        answers |= _member(outline, roster, path, member)
    return items


def _facts(assignment: Assignment) -> dict[str, str]:
    household = assignment.household
    return {
        "household.no": str(household.number),
        "household.head": household.head_name,
        "household.address": household.address,
        "unit.name": household.unit_name,
        "unit.area": household.area,
    }


def _household(outline: Outline, facts: dict[str, str]) -> dict[AnswerKey, str]:
    """Facts of the register for the nodes that ask for them by `bind::rasoat:prefill`."""
    wanted = ((d, d.bind.attributes.get(PREFILL, "")) for d in outline.form.model.shape.definitions())
    return {AnswerKey((), definition.key): facts[fact] for definition, fact in wanted if fact in facts}


def _member(outline: Outline, roster: Roster, path: ItemPath, member: Member) -> dict[AnswerKey, str]:
    known = {
        "name": member.name,
        "sex": member.sex or "",
        "birth_year": str(member.birth_year or ""),
        "birth_date": member.birth_date.isoformat() if member.birth_date else "",
        "relation": member.relation or "",
        "ethnicity": member.ethnicity or "",
        "cccd": member.cccd or "",
    }
    questions = {role: outline.role(roster.repeat, role) for role in known}
    return {
        AnswerKey(path, q.control.definition.key): known[role] for role, q in questions.items() if q and known[role]
    }
