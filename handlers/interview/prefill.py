"""Starting an interview: who and where the household is, as it is known; what else was so last time waits to be confirmed (`carried`)."""

from collections.abc import Iterator, Mapping

from handlers.interview.carried import identity_of, told_of
from handlers.interview.open_interview import source_of, stored
from handlers.talk.context import Context
from handlers.talk.wording import VIETNAM
from storage.records import Assignment, Changes, Household, Interview, ItemChange, LastTime, Member
from survey.interview.asks.hints import IDENTITY, NAMES
from survey.interview.asks.outline import Outline, Roster
from survey.interview.session.changes import AnswerChanged
from survey.state import AnswerKey, ItemPath, Stored
from survey.xform import Instance

PREFILL = NAMES + "prefill"

Listed = tuple[ItemPath, int | None, dict[str, str]]
"""Somebody on last year's list: the item, the household member that it stands for, and who it is by roles."""


def start(
    ctx: Context, assignment: Assignment | None, interview: Interview, facts: Mapping[str, str] | None = None
) -> None:
    """Store the form's own first values (the date of the interview); of a household also the register's facts and last year's members.

    `facts`: what is known where the form belongs to no assignment.
    """
    outline = ctx.services.outline(ctx.work, interview.form_version_id, interview.ruleset)
    now, source = ctx.now.astimezone(VIETNAM), source_of(ctx, outline, interview)
    instance = Instance.new(outline.form, now, source.person, interview.id, source.saved(outline.form, now))
    # In chat a roster begins with nobody in it: what a form gives to its first, empty item has no place yet.
    begun = [change for change in instance.drain() if not change.key.items]
    answers = {change.key: change.value for change in begun}
    model = outline.form.model
    offered = {change.key for change in begun if model.leaf(change.key) in model.offered}
    items: list[ItemChange] = []
    known = _household(outline, facts_of(assignment.household) if assignment is not None else facts or {})
    answers, offered = answers | known, offered - known.keys()
    if assignment is not None:
        items = _items(ctx, outline, assignment, answers)
    instance.close()
    changes = stored(
        tuple(AnswerChanged(key, Stored(value, key in offered), None) for key, value in answers.items() if value),
        "prefill",
    )
    changes = Changes(changes.answers, tuple(items))
    ctx.work.interviews.save(
        interview.id, changes, sensitive=outline.sensitive, by=ctx.person.id, at=ctx.now, cause=ctx.cause
    )


def _items(ctx: Context, outline: Outline, assignment: Assignment, answers: dict[AnswerKey, str]) -> list[ItemChange]:
    """Last year's members and entries as items of their lists; who the members are goes into `answers`."""
    last = ctx.work.interviews.last_time(assignment.household.id, assignment.round_id)
    roster = next((one for one in outline.rosters if one.listed and one.named), None)
    members = ctx.work.households.members(assignment.household.id, everybody=True) if roster else ()
    listed = list(_listed(outline, roster, last, members)) if roster else []
    items = [ItemChange(path, order, member) for order, (path, member, _) in enumerate(listed, start=1)]
    for path, _, told in listed:
        assert roster is not None
        questions = {role: outline.role(roster.repeat, role) for role in IDENTITY & told.keys()}
        answers |= {
            AnswerKey(path, one.control.definition.key): told[role]
            for role, one in questions.items()
            if one and told[role]
        }
    return [*items, *_entries(outline, last, {item.path for item in items})]


def _listed(outline: Outline, roster: Roster, last: LastTime | None, members: tuple[Member, ...]) -> Iterator[Listed]:
    """Those of the last interview who have not left the register since, then those who came onto the register."""
    known, name = {member.id: member for member in members}, roster.repeat.name
    listed: set[int] = set(last.gone) if last is not None else set()
    paths = [one.path for one in last.record.items if len(one.path) == 1 and one.path[0][0] == name] if last else []
    for path in paths:
        assert last is not None
        told = identity_of(outline, roster.repeat, path, last.record.answers)
        member = last.members.get(path) or _alike(told, [one for one in members if one.id not in last.members.values()])
        listed |= {member} if member is not None else set()
        if member is None or member not in known or known[member].left_at is None:
            yield path, member, (told_of(known[member]) if member in known else {}) | told
    used = [one.items[0][1] for one in last.record.answers if one.items and one.items[0][0] == name] if last else []
    highest = max((int(one) for one in [*used, *(path[0][1] for path in paths)] if one.isdecimal()), default=0)
    for number, one in enumerate((one for one in members if one.left_at is None and one.id not in listed), highest + 1):
        yield ((name, str(one.ordinal if last is None else number)),), one.id, told_of(one)


def _alike(told: dict[str, str], members: list[Member]) -> int | None:
    """The member of the register whom somebody added in the last interview: came onto it since."""
    same = [one.id for one in members if _name(one.name) == _name(told.get("name", "")) and _year(one, told)]
    return same[0] if len(same) == 1 else None


def _name(text: str) -> str:
    return " ".join(text.lower().split())


def _year(member: Member, told: dict[str, str]) -> bool:
    return str(member.birth_year or "") == told.get("birth_year", "")


def _entries(outline: Outline, last: LastTime | None, listed: set[ItemPath]) -> Iterator[ItemChange]:
    """Entries that are no people, and what belongs to members who are still there."""
    for item in last.record.items if last is not None else ():
        roster, around = outline.roster_of(item.path), item.path[:-1]
        is_member = roster is not None and roster.named and not around
        if roster is not None and roster.listed and not is_member and (not around or around in listed):
            listed.add(item.path)
            yield ItemChange(item.path, item.order)


def facts_of(household: Household) -> dict[str, str]:
    """What the register tells of it, by the names of `bind::rasoat:prefill`."""
    return {
        "household.no": str(household.number),
        "household.head": household.head_name,
        "household.address": household.address,
        "unit.name": household.unit_name,
        "unit.area": household.area,
    }


def _household(outline: Outline, facts: Mapping[str, str]) -> dict[AnswerKey, str]:
    """Facts of the register for the nodes that ask for them by `bind::rasoat:prefill`."""
    wanted = ((d, d.bind.attributes.get(PREFILL, "")) for d in outline.form.model.shape.definitions())
    return {AnswerKey((), definition.key): facts[fact] for definition, fact in wanted if fact in facts}
