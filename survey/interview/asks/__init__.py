"""What a form asks in a chat: questions in order with their numbers, and our hints on them.

May import: the form engine.
Must not know: one interview's answers.
"""
