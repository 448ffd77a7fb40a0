"""What leaves: the sender that empties the outbox, what follows each failure, and the menus on people's phones.

May import: channels' protocol, `processes`, clock, storage.
Must not know: handlers.
"""
