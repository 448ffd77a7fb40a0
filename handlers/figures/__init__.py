"""Figures that are true now, as a message: the summary of a round.

May import: `tasks` for what is overdue or near, `talk`.
Must not know: interviews, or any other wing beside it.
"""
