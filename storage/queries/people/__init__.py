"""People, their accounts and invitations.

May import: tables, records, session.
Must not know: other subjects.
"""
