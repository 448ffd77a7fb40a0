"""Where one is in an interview: the screens that apply, the open one, and what came of a reply.

May import: `session`, `asks`.
Must not know: how a reply is read.
"""
