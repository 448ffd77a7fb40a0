"""Interviews and their answers.

May import: tables, records, session.
Must not know: other subjects.
"""
