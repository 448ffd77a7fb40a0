"""Members and entries: added, named, corrected, removed with a reason.

May import: `path`, `session`, `asks`; the readers.
Must not know: answers to questions, the class.
"""
