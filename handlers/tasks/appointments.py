"""Whether an appointment was kept: nobody but the household's state and its answers say so."""

from datetime import date

from handlers.talk.wording import local
from storage.records import Assignment
from storage.work import Work
from survey.workflow.states import BEGUN, WAITING


def is_missed(work: Work, one: Assignment, today: date) -> bool:
    """Its day has passed, the household is still waited for, and nothing was answered since that day."""
    day = one.appointment_on
    if day is None or day >= today or one.state not in WAITING:
        return False
    draft = work.interviews.open_of(one.id) if one.state in BEGUN else None
    return draft is None or local(draft.updated_at).date() < day
