"""Tasks of the plan and reminders.

May import: tables, records, session.
Must not know: other subjects.
"""
