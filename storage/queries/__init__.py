"""What can be asked and written, by subject; the unit of work (`storage.work`) hands them out.

May import: tables, records, session, crypto.
Must not know: each other, but for `review`, which reads the register; whoever calls them.
"""
