"""A collaborator's households: the list, finding one, opening, resuming and reopening it.

May import: `interview`, `talk`.
Must not know: forms, people; the plan.
"""
