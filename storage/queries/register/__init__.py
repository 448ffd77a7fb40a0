"""Units, households and their members.

May import: tables, records, session.
Must not know: other subjects.
"""
