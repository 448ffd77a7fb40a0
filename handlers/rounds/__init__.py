"""Rounds of review: which are going on, opening and closing them, what is on their lists.

May import: talk, tasks; the room of storage.
Must not know: the interview; how a household is opened.
"""
