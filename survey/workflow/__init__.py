"""What may follow what in the review of a household: all states, and one table of the moves between them.

May import: nothing of this room.
Must not know: forms, answers, the classification; who stores a state or says it.
"""
