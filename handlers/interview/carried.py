"""What was so last time, by an earlier interview of the household or the register: to be confirmed, never counted by itself."""

from collections.abc import Iterator, Mapping

from storage.records import Assignment, LastTime, Loaded, Member
from storage.work import Work
from survey.interview.asks.hints import IDENTITY
from survey.interview.asks.outline import Outline, Question
from survey.state import AnswerKey, ItemPath, Stored
from survey.xform import Repeat

NO = "no"
"""`bind::rasoat:carry` of a question that is asked anew each time."""

_OF_ITS_TIME = frozenset({"upload", "trigger"})
"""A picture shows the day on which it was taken; that a text was read is said by whoever reads it."""


def carried_over(work: Work, outline: Outline, loaded: Loaded, assignment: Assignment) -> dict[AnswerKey, Stored]:
    """What is not answered in this interview and was so before it: of the last interview, else of the register."""
    items = {item.path for item in loaded.record.items if not item.added}
    people = {one.id: one for one in work.households.members(assignment.household.id)}
    found = {
        key: Stored(value, carried=True)
        for path, member in loaded.members.items()
        if path in items and member in people
        for key, value in _of_register(outline, path, people[member])
    }
    last = work.interviews.last_time(assignment.household.id, assignment.round_id)
    if last is not None:
        living = {item.path for item in last.record.items} & items
        found |= _of_last_time(outline, last, living)
    return {key: stored for key, stored in found.items() if key not in loaded.record.answers}


def _of_register(outline: Outline, path: ItemPath, member: Member) -> Iterator[tuple[AnswerKey, str]]:
    roster = outline.roster_of(path)
    for role, value in told_of(member).items():
        question = outline.role(roster.repeat, role) if roster is not None and role not in IDENTITY else None
        if question is not None and value and may_be_carried(question):
            yield AnswerKey(path, question.control.definition.key), value


def told_of(member: Member) -> dict[str, str]:
    """What the register knows of a member, by the roles of `bind::rasoat:member`."""
    return {
        "name": member.name,
        "sex": member.sex or "",
        "birth_year": str(member.birth_year or ""),
        "birth_date": member.birth_date.isoformat() if member.birth_date else "",
        "relation": member.relation or "",
        "ethnicity": member.ethnicity or "",
        "cccd": member.cccd or "",
    }


def _of_last_time(outline: Outline, last: LastTime, living: set[ItemPath]) -> dict[AnswerKey, Stored]:
    known = {(question.repeat, question.control.definition.key): question for question in outline.questions}
    found: dict[AnswerKey, Stored] = {}
    for key, stored in last.record.answers.items():
        if stored.is_offered or not (stored.value or stored.skipped) or not _is_there(outline, key.items, living):
            continue
        question = known.get((_repeat_of(outline, key.items), key.name))
        if question is not None and may_be_carried(question) and question.hint_of("member") not in IDENTITY:
            found[key] = Stored(stored.value, stored.skipped, carried=True)
    return found


def may_be_carried(question: Question) -> bool:
    """Whether the form lets an answer of last time stand until it is confirmed."""
    return question.hint_of("carry") != NO and question.control.kind not in _OF_ITS_TIME


def _repeat_of(outline: Outline, items: ItemPath) -> Repeat | None:
    roster = outline.roster_of(items) if items else None
    return roster.repeat if roster is not None else None


def _is_there(outline: Outline, items: ItemPath, living: set[ItemPath]) -> bool:
    """Whether this member or entry is on the list now as it was then; how many of some there are, the form itself says."""
    for depth in range(1, len(items) + 1):
        roster = outline.roster_of(items[:depth])
        if roster is None or (roster.listed and items[:depth] not in living):
            return False
    return True


def identity_of(
    outline: Outline, repeat: Repeat, path: ItemPath, answers: Mapping[AnswerKey, Stored]
) -> dict[str, str]:
    """Who a member was said to be last time: name, sex, year of birth, relation."""
    told: dict[str, str] = {}
    for role in IDENTITY:
        question = outline.role(repeat, role)
        stored = answers.get(AnswerKey(path, question.control.definition.key)) if question is not None else None
        if stored is not None and stored.value:
            told[role] = stored.value
    return told
