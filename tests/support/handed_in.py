"""A household that was reviewed and handed in in the round of now, without anybody typing it."""

from handlers.talk.wording import local
from storage.records import Consent, Result
from survey.review import Category
from tests.support.conversation import Office
from tests.support.last_year import Answers, changes_of

NEAR_POOR = Result(Category.NEAR_POOR, 116, 10, 10, ("dien_tich",))


def hand_in(office: Office, number: int, answers: Answers, result: Result = NEAR_POOR) -> int:
    """By whoever has it; its interview."""
    with office.database.work() as work:
        held = work.rounds.current(local(office.now).date())[0]
        one = work.assignments.of_number(held.id, number)
        form = work.forms.latest(held.form_key)
        assert one is not None
        assert one.person_id is not None
        assert form is not None
        by, at, ruleset = one.person_id, office.now, office.services.rulesets[0].id
        draft = work.interviews.create(one.id, form.id, ruleset, by, at).id
        work.interviews.give_consent(draft, Consent("consent", True, by, at, "1"))
        outline = office.services.outline(work, form.id, ruleset)
        members = work.households.members(one.household.id)
        work.interviews.save(draft, changes_of(answers, members), sensitive=outline.sensitive, by=by, at=at)
        work.interviews.submit(draft, result, by, at)
        work.commit()
        return draft
