"""What stood on the person's screen when a message was sent: what a list's numbers meant, and what was said below the open question.

May import: `talk`.
Must not know: what the lists are of.
"""
