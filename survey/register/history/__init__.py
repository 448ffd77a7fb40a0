"""What became of households: who is what to a new head, and how a household came onto the list or off it.

May import: `survey.review`.
Must not know: lists and workbooks.
"""
