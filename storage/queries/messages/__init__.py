"""What came in, what goes out, what did not arrive, and where conversations stand.

May import: tables, records, session.
Must not know: other subjects.
"""
