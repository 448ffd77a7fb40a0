"""What it takes to ask a screen and to read an answer back: gathered once, without a word for people.

May import: `answers`, `lists`, `path`, `session`, `asks`.
Must not know: chat, sentences, or how a reply is read.
"""
