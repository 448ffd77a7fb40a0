"""A screen as a message: the facts of the engine in words, with choices, buttons and how it may be answered.

May import: `talk`; the engine's facts.
Must not know: storage, the session, or anything about what a reply does.
"""
