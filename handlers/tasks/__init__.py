"""The plan's tasks of an official, and the reminders of tasks, drafts and appointments.

May import: `talk`; the plan and the calendar.
Must not know: interviews, or any other wing beside it.
"""
