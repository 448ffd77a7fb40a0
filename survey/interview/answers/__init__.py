"""A reply becomes answers: typed, tapped or sent, for one question, a group or a column.

May import: `path`, `session`, `asks`; the readers.
Must not know: lists of members, the class.
"""
