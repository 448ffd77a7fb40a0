"""Interviews, their answers, and the moves of a household with its interview.

May import: tables, records, session.
Must not know: other subjects.
"""
