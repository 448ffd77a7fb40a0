"""The workbook of a list: its cells as they stand, in today's letters, and what is wrong written into it again.

May import: what is complained of, `read`.
Must not know: what a column means.
"""
