"""The commands of the room: `python -m survey play | replay | read | eval`.

May import: all of the trade.
Must not know: storage, handlers: a command works on files.
"""
