"""A căn cước in a photo: where one is looked for, and what becomes of what was read.

May import: the open interview.
Must not know: how a photo comes in, or that there is one: it is gone when this is asked.
"""
