"""Figures that are true now, as a message: the summary of a round.

May import: `talk`.
Must not know: interviews, or any other wing beside it.
"""
