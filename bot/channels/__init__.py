"""The messengers, one folder each with the same file names, and what they share.

May import: `http.hooks`, settings, clock, pulse; storage; chat.
Must not know: handlers, delivery, and each other.
"""
