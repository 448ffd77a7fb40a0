"""Starting an interview: what is already known of the household is filled in and not asked again."""

from handlers.context import VIETNAM, Context
from handlers.opened import stored
from storage.records import Assignment, Changes, Interview, ItemChange, Member
from survey.interview.changes import AnswerChanged
from survey.interview.outline import NAMES, Outline, Roster
from survey.state import AnswerKey, ItemPath, Stored
from survey.xform import Instance

PREFILL = NAMES + "prefill"


def start(ctx: Context, assignment: Assignment, interview: Interview) -> None:
    """Store the form's own first values (the date of the interview), the register's facts and last year's members."""
    outline = ctx.services.outline(ctx.work, interview.form_version_id, interview.ruleset)
    person = {"username": ctx.person.key}
    instance = Instance.new(outline.form, now=ctx.now.astimezone(VIETNAM), person=person, seed=interview.id)
    answers = {change.key: change.value for change in instance.drain()}
    answers |= _household(outline, _facts(assignment))
    members = ctx.work.households.members(assignment.household.id)
    roster = next((one for one in outline.rosters if one.listed and one.named), None)
    items = []
    if roster is not None:
        for order, member in enumerate(members, start=1):
            path: ItemPath = ((roster.repeat.name, str(member.ordinal)),)
            items.append(ItemChange(path, order, member.id))
            answers |= _member(outline, roster, path, member)
    changes = stored(
        tuple(AnswerChanged(key, Stored(value), None) for key, value in answers.items() if value), "prefill"
    )
    changes = Changes(changes.answers, tuple(items))
    ctx.work.interviews.save(
        interview.id, changes, sensitive=outline.sensitive, by=ctx.person.id, at=ctx.now, cause=ctx.cause
    )


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
        "sex": member.sex,
        "birth_year": str(member.birth_year or ""),
        "birth_date": member.birth_date.isoformat() if member.birth_date else "",
        "relation": member.relation,
        "ethnicity": member.ethnicity or "",
        "cccd": member.cccd or "",
    }
    questions = {role: outline.role(roster.repeat, role) for role in known}
    return {
        AnswerKey(path, q.control.definition.key): known[role] for role, q in questions.items() if q and known[role]
    }
