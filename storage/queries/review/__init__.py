"""Rounds, assignments with their visits, and how far a round is.

May import: tables, records, session; the register.
Must not know: other subjects.
"""
