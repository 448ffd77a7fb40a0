"""The end of an interview: the result and its grounds, what changed since last time, and handing in.

May import: the open interview, `asking`, `talk`.
Must not know: how a reply is taken.
"""
