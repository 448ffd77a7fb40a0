"""What `python -m survey` needs of the rooms above it: what a message would do, and the words that were not understood.

May import: `settings`, and all rooms below.
Must not know: channels, the process.
"""
