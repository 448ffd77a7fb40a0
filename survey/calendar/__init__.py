"""Days and deadlines: when to remind, pure rules over local dates."""

from survey.calendar.reminding import (
    Planned,
    next_working_day,
    plan_reminders,
    previous_working_day,
    working_days_after,
)

__all__ = ["Planned", "next_working_day", "plan_reminders", "previous_working_day", "working_days_after"]
