"""A household that was reviewed a year ago: the round before this one, with one interview handed in."""

from collections.abc import Mapping
from datetime import date, timedelta

from handlers.talk.wording import local
from storage.records import AnswerChange, Changes, Consent, Interview, ItemChange, Member, Result
from storage.work import Work
from survey.review import Category
from survey.state import AnswerKey, ItemPath
from tests.support.conversation import Office

Answers = Mapping[tuple[str, str], str]
"""By question and member's number on the list, "" = of the household."""

YEAR = timedelta(days=365)
ROSTER = "thanh_vien"


def read_answers(text: str) -> dict[tuple[str, str], str]:
    """By question and member's number on the list ("" = of the household), from lines "bhyt.5 = chua"."""
    found: dict[tuple[str, str], str] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, _, value = line.partition(" =")
            question, _, member = name.partition(".")
            found[question, member] = value.strip()
    return found


def review_last_year(office: Office, number: int, answers: Answers) -> int:
    """Its interview, which counts; an empty answer was left open on purpose."""
    with office.database.work() as work:
        held, by = _begun(work, office, number)
        at = office.now - YEAR
        work.interviews.give_consent(held.id, Consent("consent", True, by, at, "year-ago"))
        assignment = work.assignments.get(held.assignment_id or 0)
        assert assignment is not None
        members = work.households.members(assignment.household.id)
        outline = office.services.outline(work, held.form_version_id, held.ruleset)
        work.interviews.save(held.id, changes_of(answers, members), sensitive=outline.sensitive, by=by, at=at)
        work.interviews.submit(held.id, Result(Category.NEAR_POOR, 116, 10, 10, ()), by, at)
        work.commit()
        return held.id


def _begun(work: Work, office: Office, number: int) -> tuple[Interview, int]:
    """An interview of the year before, and whose it is."""
    current = work.rounds.current(local(office.now).date())[0]
    now = work.assignments.of_number(current.id, number)
    assert now is not None
    assert now.person_id is not None
    year, at, form = current.year - 1, office.now - YEAR, current.form_key
    starts, ends = date(year, 9, 1), date(year, 12, 14)
    before = work.rounds.put(
        current.unit, f"{year}", year, "periodic", starts=starts, ends=ends, form_key=form, state="closed"
    )
    assignment = work.assignments.put(before.id, now.household.id, now.person_id, at)
    version = work.forms.latest(form)
    assert version is not None
    ruleset = office.services.rulesets[0].id
    return work.interviews.create(assignment.id, version.id, ruleset, now.person_id, at), now.person_id


def changes_of(answers: Answers, members: tuple[Member, ...]) -> Changes:
    """Those of the register are on the list as themselves, others as added then."""
    items = [ItemChange(_item(str(one.ordinal)), one.ordinal, one.id) for one in members]
    others = {member for _, member in answers if member} - {str(one.ordinal) for one in members}
    items += [ItemChange(_item(one), int(one), added=True) for one in sorted(others)]
    keys = {AnswerKey(_item(member) if member else (), name): value for (name, member), value in answers.items()}
    return Changes(tuple(AnswerChange(key, value, skipped=not value) for key, value in keys.items()), tuple(items))


def _item(member: str) -> ItemPath:
    return ((ROSTER, member),)
