"""A question as a message: its words, choices, buttons and how it may be answered.

May import: `talk`; the engine's interview.
Must not know: storage, or anything about what a reply does.
"""
