"""One interview in memory: its instance, what is read from it, and which changes are to be kept.

May import: `asks`; the form engine.
Must not know: where the person is, or what they typed.
"""
