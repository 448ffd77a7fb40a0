"""Words that nobody understood: a slip of the finger is asked about, the rest is counted without names.

May import: `talk`.
Must not know: what a command does; forms and households.
"""
