"""The invented commune of the demo.

May import: all of storage.
Must not know: handlers: it writes what an installation would hold.
"""
