"""What is to be known of a screen to ask it, and of an answer to read it back: gathered once, without a word for people.

May import: `answers`, `lists`, `path`, `session`, `asks`.
Must not know: chat, sentences; that a reply changes anything.
"""
